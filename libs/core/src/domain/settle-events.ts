import type { Attempt } from './attempt.ts';
import type { Info } from './info.ts';
import type { Outcome } from './outcome.ts';
import type { MorePaidAgain, Payment, PaymentChange, PaymentEvent } from './payment.ts';

/** Cap on events of one type that outsiders can trigger at will, such as declines: keeps the document small. */
const maxRepeats = 20;

/** Cap on refunds, reversals and disputes, of each type: they are proven, and one payment has no more in practice. */
const maxPostPayment = 200;

/** What happened to an attempt, without when and to which. */
export type EventOfOutcome = Omit<PaymentEvent, 'at' | 'attempt'>;

/** Of an attempt whose status changes. */
export function statusEvents({ status, keptAttempt }: Payment, outcome: Outcome): EventOfOutcome[] {
  const detail = detailOf(outcome);
  if (outcome.status !== 'paid') return [{ type: outcome.status, detail }];
  const type = status === 'paid' ? 'paid_again' : 'paid';
  return [
    { type, detail: { ...detail, ...(type === 'paid_again' && { kept_attempt: keptAttempt }) } },
    ...(outcome.unsigned ? [{ type: 'paid_unsigned' as const }] : []),
  ];
}

/** Of an attempt whose status stays: it is paid again, or declined. */
export function repeatEvents(
  { gatewayTradeNo, status }: Attempt,
  outcome: Outcome,
  { events, morePaidAgain }: Payment,
): EventOfOutcome[] {
  if (outcome.status === 'paid') {
    const tradeNo = outcome.gatewayTradeNo;
    if (status !== 'paid' || tradeNo === undefined || tradeNo === gatewayTradeNo || gatewayTradeNo === undefined)
      return [];
    const isKnown = ({ type, detail }: PaymentEvent) =>
      (type === 'paid' || type === 'paid_again') && detail?.['gatewayTradeNo'] === tradeNo;
    return events.some(isKnown) || morePaidAgain?.latest.includes(tradeNo)
      ? []
      : [{ type: 'paid_again', detail: { gatewayTradeNo: tradeNo } }];
  }
  return outcome.declined === undefined ? [] : [{ type: 'declined', detail: { reason: outcome.declined } }];
}

/** Events worth recording whatever the payment's status. */
export function extraEvents({ unclear, unsigned, postPayment = [] }: Outcome): EventOfOutcome[] {
  const detail = { ...unclear, ...(unsigned && { unsigned }) };
  const notices: EventOfOutcome[] = unclear ? [{ type: 'unclear_notice', detail }] : [];
  return [...notices, ...postPayment.map(({ type, ...rest }): EventOfOutcome => ({ type, detail: rest }))];
}

const isPostPayment = ({ type }: PaymentEvent) => type === 'refunded' || type === 'reversed' || type === 'disputed';

/** Events the payment does not have yet: compared by id where there is one, else by their whole detail. */
export function unseen(payment: Payment, events: readonly PaymentEvent[]): PaymentEvent[] {
  const added: PaymentEvent[] = [];
  for (const event of events) {
    const known = [...payment.events, ...added];
    const alike = known.filter((one) => kindOf(one) === kindOf(event));
    const max = isPostPayment(event) ? maxPostPayment : maxRepeats;
    if (alike.length < max && !known.some((one) => isSame(one, event))) added.push(event);
  }
  return added;
}

/** How many of the latest transactions past the events are known again. */
const maxLatest = 20;

/** What was paid again and is none of the events that are added: its sum counts all the same. */
export function morePaidAgain(
  { morePaidAgain: before }: Payment,
  repeats: readonly PaymentEvent[],
  added: readonly PaymentEvent[],
): MorePaidAgain | undefined {
  const left = repeats.filter((event) => event.type === 'paid_again' && !added.includes(event));
  if (left.length === 0) return undefined;
  const numbers = left.map(({ detail }) => String(detail?.['gatewayTradeNo']));
  const latest = [...(before?.latest ?? []), ...numbers].slice(-maxLatest);
  return { times: (before?.times ?? 0) + left.length, latest };
}

/** Anybody can send unsigned ones, where a project takes them: they must not use up the room of signed ones. */
const kindOf = ({ type, detail }: PaymentEvent): string => (detail?.['unsigned'] ? `${type}, unsigned` : type);

/** A query cannot always tell a reversal from a refund: whoever said it first named it. */
function isSame(one: PaymentEvent, other: PaymentEvent): boolean {
  const [first, second] = [one, other].map(({ type }) => (type === 'reversed' ? 'refunded' : type));
  return first === second && identityOf(one) === identityOf(other);
}

const identityOf = ({ attempt = 1, detail = {} }: PaymentEvent): string =>
  JSON.stringify([attempt, detail['id'] ?? detail]);

/** The event, unless the payment has one of its type. */
export function noteOnce(payment: Payment, event: PaymentEvent): PaymentChange | undefined {
  return payment.events.some(({ type }) => type === event.type) ? undefined : { events: [event] };
}

const detailOf = (outcome: Outcome): Info => ({
  ...(outcome.gatewayTradeNo !== undefined && { gatewayTradeNo: outcome.gatewayTradeNo }),
  ...(outcome.simulated && { simulated: true }),
  ...(outcome.status !== 'pending' && outcome.reason),
});
