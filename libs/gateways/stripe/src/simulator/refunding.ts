import { withRefund, type Refund } from './charge.ts';
import type { Events } from './events.ts';
import { ofRefund } from './happened.ts';
import type { Intent } from './intent.ts';
import type { Ledger } from './ledger.ts';

/** A refund that Stripe has: tells of it, and of what becomes of it. */
export interface Refunding {
  readonly intent: Intent;
  readonly made: Refund;
  readonly after: Refund;
}

/** Tells each of the refund's events so many times, and keeps what it became between. */
export async function tellRefund(
  { intent, made, after }: Refunding,
  { ledger, events }: { readonly ledger: Ledger; readonly events: Events },
  times = 1,
): Promise<void> {
  const [created, charged, ...later] = ofRefund(intent, made, after);
  for (const happened of [created, charged]) await events.send(intent, happened, times);
  const settled = ledger.change(intent, (current) => withRefund(current, after));
  for (const happened of later) await events.send(settled, happened, times);
}
