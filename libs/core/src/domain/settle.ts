import { mergeInfo } from './info.ts';
import type { Notice } from './notice.ts';
import type { Outcome } from './outcome.ts';
import { leadsToGateway, type Page } from './page.ts';
import {
  outranks,
  type Info,
  type Payment,
  type PaymentChange,
  type PaymentEvent,
  type PaymentFields,
} from './payment.ts';
import { Secret } from './secret.ts';

/** What settling needs besides payment and outcome. */
export interface Settling {
  readonly now: Date;
  /** When to close an unpaid payment with this deadline. */
  readonly closesAt: (expiresAt: Date) => Date;
  /** The notice to send for a payment that has just been paid. */
  readonly noticeOf: (paid: Payment) => Notice | undefined;
}

/** Cap on events of one type that outsiders can trigger at will, such as declines: keeps the document small. */
const maxRepeats = 20;

/** Cap on refunds, reversals and disputes, of each type: they are proven, and one payment has no more in practice. */
const maxPostPayment = 200;

type Draft = { -readonly [K in keyof PaymentFields]: PaymentFields[K] };

/**
 * What an outcome changes in a payment; undefined where it brings nothing new. Outcomes in any order, any number of times,
 * lead to the same state: the highest status seen, and the first value of each info field.
 */
export function settle(payment: Payment, outcome: Outcome, settling: Settling): PaymentChange | undefined {
  const { now } = settling;
  if (outcome.simulated && payment.environment === 'production')
    return noteOnce(payment, { at: now, type: 'simulated' });
  const set: Draft = newFacts(payment, outcome, settling);
  const events: PaymentEvent[] = set.page ? [{ at: now, type: 'issued' }] : [];
  if (outranks(outcome.status, payment.status)) {
    Object.assign(set, statusChange(payment, outcome));
    events.push({ at: now, type: outcome.status, detail: detailOf(outcome) });
    if (outcome.status === 'paid') {
      if (outcome.unsigned) events.push({ at: now, type: 'paid_unsigned' });
      set.paidAt = now;
      set.notice = settling.noticeOf({ ...payment, ...(set as Partial<Payment>) });
    }
  } else {
    events.push(...repeatEvents(payment, outcome, now));
  }
  events.push(...extraEvents(payment, outcome, now));
  return Object.keys(set).length + events.length > 0 ? { set, events } : undefined;
}

function newFacts(payment: Payment, outcome: Outcome, { closesAt }: Settling): Draft {
  const set: Draft = {};
  if (outcome.gatewayTradeNo !== undefined && payment.gatewayTradeNo === undefined) {
    set.gatewayTradeNo = outcome.gatewayTradeNo;
  }
  const info = mergeInfo(payment.info, outcome.info ?? {});
  if (info !== payment.info) set.info = info;
  if (outcome.page && canReplace(payment.page?.reveal(), outcome.page)) {
    set.page = Secret.of(outcome.page);
    if (outcome.expiresAt && payment.status === 'pending') {
      set.expiresAt = outcome.expiresAt;
      set.closesAt = closesAt(outcome.expiresAt);
    }
  }
  return set;
}

/** One link to the gateway does not replace another, so a repeated outcome changes nothing. */
const canReplace = (shown: Page | undefined, offered: Page): boolean =>
  shown === undefined || (leadsToGateway(shown) && !leadsToGateway(offered));

/** A paid payment takes its order back; a failed or expired one frees it. */
function statusChange({ hasClaim }: Payment, outcome: Outcome): Draft {
  const isPaid = outcome.status === 'paid';
  return {
    status: outcome.status,
    holdsOrder: isPaid,
    ...(isPaid && { holdsPaid: true, simulated: outcome.simulated ?? false }),
    creating: undefined,
    completingUntil: undefined,
    closesAt: undefined,
    // A claim about the money waits for the gateway's answer, paid or not.
    ...(!hasClaim && { asksAt: undefined }),
  };
}

function repeatEvents(payment: Payment, outcome: Outcome, now: Date): PaymentEvent[] {
  if (outcome.status === 'paid') {
    const tradeNo = outcome.gatewayTradeNo;
    if (tradeNo === undefined || tradeNo === payment.gatewayTradeNo || payment.gatewayTradeNo === undefined) return [];
    if (payment.events.some(({ type, detail }) => type === 'paid' && detail?.['gatewayTradeNo'] === tradeNo)) return [];
    return unseen(payment, [{ at: now, type: 'paid_again', detail: { gatewayTradeNo: tradeNo } }]);
  }
  if (outcome.declined === undefined) return [];
  return unseen(payment, [{ at: now, type: 'declined', detail: { reason: outcome.declined } }]);
}

/** Events worth recording whatever the payment's status. */
function extraEvents(payment: Payment, { unclear, unsigned, postPayment = [] }: Outcome, now: Date): PaymentEvent[] {
  const detail = { ...unclear, ...(unsigned && { unsigned }) };
  const notices: PaymentEvent[] = unclear ? [{ at: now, type: 'unclear_notice', detail }] : [];
  const later = postPayment.map(({ type, ...detail }): PaymentEvent => ({ at: now, type, detail }));
  return unseen(payment, [...notices, ...later]);
}

const isPostPayment = ({ type }: PaymentEvent) => type === 'refunded' || type === 'reversed' || type === 'disputed';

/** Events the payment does not have yet: compared by id where there is one, else by their whole detail. */
function unseen(payment: Payment, events: readonly PaymentEvent[]): PaymentEvent[] {
  const added: PaymentEvent[] = [];
  for (const event of events) {
    const known = [...payment.events, ...added];
    const alike = known.filter((one) => kindOf(one) === kindOf(event));
    const max = isPostPayment(event) ? maxPostPayment : maxRepeats;
    if (alike.length < max && !known.some((one) => isSame(one, event))) added.push(event);
  }
  return added;
}

/** Anybody can send unsigned ones, where a project takes them: they must not use up the room of signed ones. */
const kindOf = ({ type, detail }: PaymentEvent): string => (detail?.['unsigned'] ? `${type}, unsigned` : type);

/** A query cannot always tell a reversal from a refund: whoever said it first named it. */
function isSame(one: PaymentEvent, other: PaymentEvent): boolean {
  const [first, second] = [one, other].map(({ type }) => (type === 'reversed' ? 'refunded' : type));
  return first === second && identityOf(one) === identityOf(other);
}

const identityOf = ({ detail = {} }: PaymentEvent): string => JSON.stringify(detail['id'] ?? detail);

function noteOnce(payment: Payment, event: PaymentEvent): PaymentChange | undefined {
  return payment.events.some(({ type }) => type === event.type) ? undefined : { set: {}, events: [event] };
}

function detailOf(outcome: Outcome): Info {
  return {
    ...(outcome.gatewayTradeNo !== undefined && { gatewayTradeNo: outcome.gatewayTradeNo }),
    ...(outcome.simulated && { simulated: true }),
    ...outcome.reason,
  };
}
