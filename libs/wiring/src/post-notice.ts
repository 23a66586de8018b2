import type { NoticeAnswer, PostNotice } from '@paycore/core';
import { EgressError, type SafeFetch } from '@paycore/egress';
import { Webhook } from 'standardwebhooks';

const maxAnswerBytes = 20_480;

/**
 * One try by Standard Webhooks (standard-webhooks/standard-webhooks, spec/standard-webhooks.md): the body as stored, signed
 * with each live secret, so that a receiver may change over in its own time.
 */
export const postNotice =
  (fetch: SafeFetch, now: () => Date): PostNotice =>
  async (notice, secrets, timeoutMs): Promise<NoticeAnswer> => {
    const at = now();
    const signatures = secrets.map((secret) => new Webhook(secret.reveal()).sign(notice.id, at, notice.body));
    try {
      const { status, headers } = await fetch(notice.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'PayCore',
          'webhook-id': notice.id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': signatures.join(' '),
        },
        body: notice.body,
        timeoutMs,
        maxBytes: maxAnswerBytes,
        onTooLarge: 'truncate',
      });
      const retryAfterSeconds = readRetryAfter(headers['retry-after'], at);
      return { status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
    } catch (error) {
      if (error instanceof EgressError) return { reason: error.reason };
      throw error;
    }
  };

/** Seconds, or a date (RFC 9110 §10.2.3). */
function readRetryAfter(text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const seconds = Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
