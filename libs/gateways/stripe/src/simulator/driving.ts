import type { PostPaymentEvent } from '@paycore/core';
import type { Drive, SimulatedOutcome } from '@paycore/simulator-kit';
import { newDispute, newRefund, refundedOf, refundsOf, withRefund } from './charge.ts';
import {
  ofDispute,
  ofIntent,
  ofRefund,
  tellRefund,
  type Events,
  type Happened,
  type IntentEvent,
  type Refunding,
} from './callbacks.ts';
import { cancelled, cardDeclined, declined, paid, type Intent, type Ledger, type RefundStatus } from './orders.ts';

/** What becomes of the intent, and the event of it. An intent that nobody pays ends only where Stripe itself cancels it. */
const moves: Readonly<
  Record<Exclude<SimulatedOutcome, PostPaymentEvent['type']>, { change: Partial<Intent>; event: IntentEvent }>
> = {
  issued: {
    change: { status: 'requires_action', nextAction: { type: 'use_stripe_sdk', use_stripe_sdk: {} } },
    event: 'payment_intent.requires_action',
  },
  paid: { change: paid, event: 'payment_intent.succeeded' },
  failed: { change: cancelled('requested_by_customer'), event: 'payment_intent.canceled' },
  declined: { change: declined(cardDeclined), event: 'payment_intent.payment_failed' },
  expired: { change: cancelled('automatic'), event: 'payment_intent.canceled' },
};

interface Drivers {
  readonly ledger: Ledger;
  readonly events: Events;
  readonly now: () => Date;
}

const refundStatuses: readonly RefundStatus[] = ['succeeded', 'pending', 'failed'];

/** The refund to make: the rest, or `amount`; where all is refunded, the last one is sent again. */
function refundingOf(intent: Intent, { amount, options = {} }: Drive, at: Date): Refunding {
  const [last] = refundsOf(intent);
  const rest = intent.amount - refundedOf(intent);
  const made = last && rest <= 0 ? last : newRefund(intent, amount ?? rest, at);
  const status = refundStatuses.find((each) => each === options['status']) ?? 'succeeded';
  return { intent: { ...intent, ...withRefund(intent, made) }, made, after: { ...made, status } };
}

async function driveRefund(intent: Intent, how: Drive, { ledger, events, now }: Drivers): Promise<void> {
  const refunding = refundingOf({ ...intent, ...paid }, how, now());
  const { made, after } = refunding;
  if (how.forged === true) {
    for (const happened of ofRefund(refunding.intent, made, after)) {
      await events.sendForged(refunding.intent, happened, how.times);
    }
    return;
  }
  ledger.write(
    how.silent === true ? { ...refunding.intent, ...withRefund(refunding.intent, after) } : refunding.intent,
  );
  if (how.silent !== true) await tellRefund(refunding, { ledger, events }, how.times);
}

/** Stores the changed intent and sends its event; a forged event is sent only. */
async function applyAndSend(next: Intent, happened: Happened, how: Drive, { ledger, events }: Drivers): Promise<void> {
  if (how.forged === true) return events.sendForged(next, happened, how.times);
  ledger.write(next);
  if (how.silent !== true) await events.send(next, happened, how.times);
}

/** Moves the intent as a person, a bank or Stripe would, and sends Stripe's event of it. */
export async function driveIntent(
  intent: Intent,
  outcome: SimulatedOutcome,
  how: Drive,
  drivers: Drivers,
): Promise<void> {
  if (outcome === 'refunded') return driveRefund(intent, how, drivers);
  if (outcome === 'disputed') {
    const dispute = intent.dispute ?? newDispute(how.amount ?? intent.amount, drivers.now());
    const next = { ...intent, ...paid, dispute };
    return applyAndSend(next, ofDispute(next, dispute), how, drivers);
  }
  // Stripe reverses nothing: what a bank takes back is a dispute.
  if (outcome === 'reversed') return;
  const { change, event } = moves[outcome];
  const next = { ...intent, ...change, amount: how.amount ?? intent.amount };
  return applyAndSend(next, ofIntent(next, event), how, drivers);
}
