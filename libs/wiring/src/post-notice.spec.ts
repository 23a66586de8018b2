import { Secret, type Notice } from '@paycore/core';
import { EgressError, type SafeFetch, type SafeRequest } from '@paycore/egress';
import { Webhook } from 'standardwebhooks';
import { postNotice } from './post-notice.ts';

const now = new Date();
const notice: Notice = {
  id: 'msg_1',
  state: 'due',
  url: 'https://shop.example/payok?x=1',
  host: 'shop.example',
  body: '{"type":"payment.paid","data":{"名":"王"}}',
  attempts: 0,
};
const secret = (text: string) => Secret.of(`whsec_${Buffer.from(text).toString('base64')}`);
const [live, former] = [secret('a secret of 24 bytes.....'), secret('the one of before 24 b...')];

/** Answers as set, and keeps what it was asked. */
function fetchOf(answer: () => { status: number; headers?: Record<string, string> }) {
  const calls: { url: string; request: SafeRequest }[] = [];
  const fetch = async (url: string | URL, request: SafeRequest = {}) => {
    calls.push({ url: String(url), request });
    const { status, headers = {} } = answer();
    return { status, headers, body: new Uint8Array(), text: () => '', truncated: false };
  };
  return { calls, fetch: Object.assign(fetch, { close: async () => undefined }) satisfies SafeFetch };
}

describe('postNotice', () => {
  it('posts the stored body, signed by each live secret as Standard Webhooks asks', async () => {
    const { calls, fetch } = fetchOf(() => ({ status: 204 }));
    expect(await postNotice(fetch, () => now)(notice, [live, former], 15_000)).toEqual({ status: 204 });
    const { url, request } = calls[0] ?? {};
    expect(url).toBe(notice.url);
    expect(request).toMatchObject({ method: 'POST', body: notice.body, timeoutMs: 15_000, onTooLarge: 'truncate' });
    for (const each of [live, former]) {
      expect(() => new Webhook(each.reveal()).verify(notice.body, { ...request?.headers })).not.toThrow();
    }
    expect(() =>
      new Webhook(secret('somebody elses 24 bytes..').reveal()).verify(notice.body, { ...request?.headers }),
    ).toThrow();
  });

  it.each([
    ['120', 120],
    [new Date(now.getTime() + 60_000).toUTCString(), 60],
    [new Date(now.getTime() - 60_000).toUTCString(), undefined],
    ['soon', undefined],
    ['-5', undefined],
  ])('reads Retry-After %s', async (text, expected) => {
    const { fetch } = fetchOf(() => ({ status: 429, headers: { 'retry-after': text } }));
    const { retryAfterSeconds } = await postNotice(fetch, () => now)(notice, [live], 15_000);
    if (expected === undefined) expect(retryAfterSeconds).toBeUndefined();
    else expect(Math.abs((retryAfterSeconds ?? 0) - expected)).toBeLessThanOrEqual(1);
  });

  it('answers why no answer came', async () => {
    const { fetch } = fetchOf(() => {
      throw new EgressError('timeout', 'shop.example');
    });
    expect(await postNotice(fetch, () => now)(notice, [live], 15_000)).toEqual({ reason: 'timeout' });
  });
});
