import { Webhook } from 'standardwebhooks';
import { InvalidNoticeError } from './errors.ts';
import { verifyNotice } from './verify-notice.ts';

const [old, current, other] = ['b2xk', 'bmV3', 'b3RoZXI='].map((key) => `whsec_${key}`) as [string, string, string];
const body = JSON.stringify({
  type: 'payment.paid',
  timestamp: '2026-06-22T04:00:00.000Z',
  data: { payment_no: 'PAY1', status: 'paid', item: '茶壺' },
});

function headersOf(secrets: readonly string[], at = new Date()) {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign('msg_1', at, body)).join(' '),
  };
}

describe('verifyNotice', () => {
  it('answers the notice with its id', () => {
    expect(verifyNotice(body, headersOf([current]), current)).toEqual({ ...JSON.parse(body), id: 'msg_1' });
  });

  it.each([
    ['bytes', new TextEncoder().encode(body), headersOf([current])],
    ['a Buffer', Buffer.from(body), { ...headersOf([current]), 'set-cookie': ['a', 'b'], host: undefined }],
    ['fetch’s headers', body, new Headers(headersOf([current]))],
    [
      'other letter case',
      body,
      Object.fromEntries(Object.entries(headersOf([current])).map(([n, v]) => [n.toUpperCase(), v])),
    ],
  ])('takes %s', (_what, raw, headers) => {
    expect(verifyNotice(raw, headers, current).id).toBe('msg_1');
  });

  it('goes through a rotation, whichever side changes first', () => {
    expect(verifyNotice(body, headersOf([current, old]), old).id).toBe('msg_1');
    expect(verifyNotice(body, headersOf([old]), [current, old]).id).toBe('msg_1');
  });

  it.each([
    ['another secret', body, headersOf([other])],
    ['another body', body.replace('PAY1', 'PAY2'), headersOf([current])],
    ['a body written again', JSON.stringify(JSON.parse(body), null, 1), headersOf([current])],
    ['an old one', body, headersOf([current], new Date(Date.now() - 400_000))],
    ['one of the future', body, headersOf([current], new Date(Date.now() + 400_000))],
    ['no headers', body, {}],
    ['another id', body, { ...headersOf([current]), 'webhook-id': 'msg_2' }],
  ])('refuses %s', (_what, raw, headers) => {
    expect(() => verifyNotice(raw, headers, [current, old])).toThrow(InvalidNoticeError);
  });

  it('says so where it has no secret', () => {
    expect(() => verifyNotice(body, headersOf([current]), [])).toThrow(TypeError);
    expect(() => verifyNotice(body, headersOf([current]), '')).toThrow();
  });
});
