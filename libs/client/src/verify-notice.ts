import { Webhook } from 'standardwebhooks';
import { InvalidNoticeError } from './errors.ts';
import type { Notice } from './types.ts';

/** Of Node's request, of fetch, or of a framework; in any letter case. */
type NoticeHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Verifies per Standard Webhooks that a notice comes from PayCore and was sent within five minutes of now. `rawBody` is the
 * body as received, not parsed and serialized again. `secret` is the project's `whsec_…`; several during a rotation. Throws
 * InvalidNoticeError. The same notice may arrive more than once: recognize it by its `id`.
 */
export function verifyNotice(
  rawBody: string | Uint8Array,
  headers: NoticeHeaders,
  secret: string | readonly string[],
): Notice {
  const text = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
  const received = headersOf(headers);
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (secrets.length === 0) throw new TypeError('verifyNotice needs a secret: whsec_…');
  for (const [nth, each] of secrets.entries()) {
    const webhook = new Webhook(each);
    try {
      webhook.verify(text, received);
      return { ...(JSON.parse(text) as Omit<Notice, 'id'>), id: received['webhook-id'] ?? '' };
    } catch (cause) {
      if (nth < secrets.length - 1) continue;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new InvalidNoticeError(`The notice does not prove itself: ${why}`, { cause });
    }
  }
  throw new InvalidNoticeError('The notice does not prove itself.');
}

function headersOf(headers: NoticeHeaders): Record<string, string> {
  const pairs = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [])),
  );
}
