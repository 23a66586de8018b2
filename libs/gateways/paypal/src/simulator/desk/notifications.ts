import * as z from 'zod';
import type { Account } from '../accounts.ts';
import type { Events } from '../callbacks.ts';
import { isGenuine } from '../sign.ts';
import { ApiError, json } from './refusal.ts';

const claim = z.object({
  auth_algo: z.string().max(100),
  cert_url: z.string().max(500),
  transmission_id: z.string().max(50),
  transmission_sig: z.string().max(500),
  transmission_time: z.string().max(100),
  webhook_id: z.string().max(50),
  webhook_event: z.record(z.string(), z.unknown()),
});

/** Says whether an event is PayPal's. It looks at the very text that stands in the request: written anew, it is another. */
export async function verifySignature(request: Request, account: Account, events: Events): Promise<Response> {
  const text = await request.text();
  const claimed = claim.safeParse(parse(text));
  if (!claimed.success)
    throw new ApiError(400, 'MISSING_REQUIRED_PARAMETER', `/${claimed.error.issues[0]?.path.join('/')}`);
  const event = eventIn(text);
  const isOwn = claimed.data.webhook_id === account.webhookId;
  const isSigned = event !== undefined && isOwn && isGenuine(claimed.data, event, events.keys(), events.origin);
  return json({ verification_status: isSigned ? 'SUCCESS' : 'FAILURE' });
}

/** What stands between `"webhook_event":` and the request's last brace; the event must be the last field. */
function eventIn(text: string): string | undefined {
  const start = text.indexOf('"webhook_event":');
  const event = text.slice(start + '"webhook_event":'.length, text.lastIndexOf('}')).trim();
  return start < 0 || parse(event) === undefined ? undefined : event;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
