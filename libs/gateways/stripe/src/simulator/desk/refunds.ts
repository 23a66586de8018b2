import type { Account } from '../accounts.ts';
import { chargeIdOf, newRefund, refundedOf, refundsOf, withRefund } from '../charge.ts';
import { tellRefund, type Refunding } from '../callbacks.ts';
import type { Intent, Ledger, Refund } from '../orders.ts';
import { shown } from '../currencies.ts';
import type { Desk } from './access.ts';
import { readMetadata, refuseUnknown, textAt, type Fields } from './form.ts';
import { invalid, noSuch } from './refusal.ts';

const known = ['amount', 'charge', 'expand', 'metadata', 'payment_intent', 'reason'];
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer'];

/** Of the account, by `payment_intent` or by `charge`; undefined where neither is named. */
export function namedIntent(fields: Fields, account: Account, ledger: Ledger): Intent | undefined {
  const intentId = textAt(fields, 'payment_intent');
  const chargeId = textAt(fields, 'charge');
  if (intentId === undefined && chargeId === undefined) return undefined;
  const intent = ledger.find(intentId ?? `pi_${(chargeId ?? '').slice(3)}`);
  const isTheirs = intent?.publishableKey === account.publishableKey;
  if (intentId !== undefined && !isTheirs) throw noSuch('payment_intent', intentId, 'payment_intent');
  if (chargeId !== undefined && !(isTheirs && isCharged(intent) && chargeIdOf(intent) === chargeId)) {
    throw noSuch('charge', chargeId, 'charge');
  }
  return intent;
}

export const isCharged = ({ status }: Intent): boolean => status === 'succeeded';

function readAmount(fields: Fields, intent: Intent): number {
  const text = textAt(fields, 'amount');
  const rest = intent.amount - refundedOf(intent);
  if (rest <= 0) {
    throw invalid(`Charge ${chargeIdOf(intent)} has already been refunded.`, 'charge_already_refunded');
  }
  if (text === undefined) return rest;
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw invalid(`Invalid integer: ${text}`, 'parameter_invalid_integer', 'amount');
  if (Number(text) <= rest) return Number(text);
  const [wanted, left] = [Number(text), rest].map((amount) => shown(amount, intent.currency));
  throw invalid(
    `Refund amount (${wanted}) is greater than unrefunded amount on charge (${left})`,
    'amount_too_large',
    'amount',
  );
}

function readRefund(fields: Fields, intent: Intent, at: Date): Refund {
  if (!isCharged(intent)) {
    const message = `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`;
    throw invalid(message, 'payment_intent_unexpected_state', 'payment_intent');
  }
  if (intent.dispute) {
    const message = `Charge ${chargeIdOf(intent)} has been charged back; cannot issue a refund.`;
    throw invalid(message, 'charge_disputed');
  }
  const reason = textAt(fields, 'reason') ?? null;
  if (reason !== null && !reasons.includes(reason)) {
    throw invalid(`Invalid reason: must be one of ${reasons.join(', ')}`, 'parameter_invalid', 'reason');
  }
  return { ...newRefund(intent, readAmount(fields, intent), at), reason, metadata: readMetadata(fields) };
}

/** Refunds by the API: the answer comes first, the events after it. */
export function refund(fields: Fields, account: Account, desk: Desk): Pick<Refunding, 'intent' | 'made'> {
  refuseUnknown(fields, known);
  const named = namedIntent(fields, account, desk.ledger);
  if (!named) {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.';
    throw invalid(message, 'parameter_missing');
  }
  const made = readRefund(fields, named, desk.now());
  const intent = desk.ledger.change(named, (current) => withRefund(current, made));
  desk.soon(() => tellRefund({ intent, made, after: { ...made, status: 'succeeded' } }, desk));
  return { intent, made };
}

/** The refund of that id, and whose it is. */
export function findRefund(id: string, account: Account, ledger: Ledger): Pick<Refunding, 'intent' | 'made'> {
  for (const intent of ledger.newestFirst()) {
    const made = refundsOf(intent).find((each) => each.id === id);
    if (made && intent.publishableKey === account.publishableKey) return { intent, made };
  }
  throw noSuch('refund', id, 'refund');
}
