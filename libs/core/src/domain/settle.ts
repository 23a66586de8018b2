import type { Attempt, AttemptFields } from './attempt.ts';
import { attemptOf, wakeOthers } from './attempts.ts';
import { withoutCompletion } from './closing.ts';
import { mergeInfo } from './info.ts';
import type { Notice } from './notice.ts';
import type { Outcome } from './outcome.ts';
import { leadsToGateway, type Page } from './page.ts';
import { outranks } from './payment-status.ts';
import {
  changed,
  eventOf,
  type Payment,
  type PaymentChange,
  type PaymentEvent,
  type PaymentFields,
} from './payment.ts';
import type { Draft } from './row.ts';
import { Secret } from './secret.ts';
import {
  extraEvents,
  morePaidAgain,
  noteOnce,
  repeatEvents,
  statusEvents,
  unseen,
  type EventOfOutcome,
} from './settle-events.ts';

/** What settling needs besides payment and outcome. */
export interface Settling {
  readonly now: Date;
  /** When to stop watching an unpaid attempt with this deadline; `lagHours` where what was issued has a lag of its own. */
  readonly closesAt: (expiresAt: Date, lagHours?: number) => Date;
  /** The notice to send for a payment that has just been paid. */
  readonly noticeOf: (paid: Payment) => Notice | undefined;
  /** The outcome is the gateway's answer to our question of that time: what it does not say was not so then. */
  readonly askedAt?: Date;
}

/**
 * What an outcome of one attempt changes in its payment; undefined where it brings nothing new. Outcomes in any order, any
 * number of times, lead to the same state: the highest status seen, and the first value of each info field. The first
 * attempt that turns paid is kept; whatever is paid after it is recorded as to be returned.
 */
export function settle(payment: Payment, no: number, outcome: Outcome, settling: Settling): PaymentChange | undefined {
  const attempt = attemptOf(payment, no);
  const { now } = settling;
  const stamped = (event: EventOfOutcome): PaymentEvent => eventOf(no, { at: now, ...event });
  if (outcome.simulated && payment.environment === 'production') {
    return noteOnce(payment, stamped({ type: 'simulated' }));
  }
  const fields: Draft<AttemptFields> = {
    ...newFacts(attempt, outcome, settling),
    ...movement(attempt, outcome, settling),
  };
  const events: PaymentEvent[] = fields.page ? [stamped({ type: 'issued' })] : [];
  let set: Draft<PaymentFields> = {};
  if (outranks(outcome.status, attempt.status)) {
    Object.assign(fields, statusChange(attempt, outcome, now));
    events.push(...statusEvents(payment, outcome).map(stamped));
    const after = changed(payment, { attempts: [{ no, set: fields }] });
    set = paymentChange(payment, after, no, settling);
  } else {
    Object.assign(fields, endOfWatch(attempt, outcome));
    const repeats = repeatEvents(attempt, outcome, payment).map(stamped);
    const added = unseen(payment, repeats);
    const more = morePaidAgain(payment, repeats, added);
    set = { ...endOfCompletion(payment, no, outcome, settling), ...(more && { morePaidAgain: more }) };
    events.push(...added);
  }
  events.push(...unseen(payment, extraEvents(outcome).map(stamped)));
  const own = Object.keys(fields).length > 0 ? [{ no, set: fields }] : [];
  const isFreed = Object.hasOwn(set, 'completing') && set.keptAttempt === undefined && payment.status !== 'paid';
  const attempts = [...own, ...(isFreed ? wakeOthers(payment, no, now) : [])];
  if (attempts.length + Object.keys(set).length + events.length === 0) return undefined;
  return { set, ...(attempts.length > 0 && { attempts }), events };
}

function newFacts(attempt: Attempt, outcome: Outcome, { closesAt }: Settling): Draft<AttemptFields> {
  const set: Draft<AttemptFields> = {};
  if (outcome.gatewayTradeNo !== undefined && attempt.gatewayTradeNo === undefined) {
    set.gatewayTradeNo = outcome.gatewayTradeNo;
  }
  const info = mergeInfo(attempt.info, outcome.info ?? {});
  if (info !== attempt.info) set.info = info;
  if (outcome.page && canReplace(attempt.page?.reveal(), outcome.page)) {
    const { page, expiresAt, lagHours } = outcome;
    set.page = Secret.of(page);
    if (lagHours !== undefined) set.lagHours = lagHours;
    if (expiresAt && attempt.status === 'pending') {
      set.expiresAt = expiresAt;
      set.closesAt = closesAt(expiresAt, lagHours);
    }
  }
  return set;
}

/** One link to the gateway does not replace another, so a repeated outcome changes nothing. */
const canReplace = (shown: Page | undefined, offered: Page): boolean =>
  shown === undefined || (leadsToGateway(shown) && !leadsToGateway(offered));

/** Whether money is under way now: as each outcome that knows says; an answer that does not say so ends it. */
function movement({ isUnderWay, status }: Attempt, outcome: Outcome, { askedAt }: Settling): Draft<AttemptFields> {
  if (status === 'paid') return {};
  if (outcome.underWay) return isUnderWay ? {} : { isUnderWay: true };
  const isOver = outcome.status !== 'pending' || outcome.declined !== undefined || askedAt !== undefined;
  return isUnderWay && isOver ? { isUnderWay: undefined } : {};
}

function statusChange({ hasClaim }: Attempt, outcome: Outcome, now: Date): Draft<AttemptFields> {
  const isPaid = outcome.status === 'paid';
  return {
    status: outcome.status,
    ...(isPaid && { paidAt: now, simulated: outcome.simulated ?? false }),
    creating: undefined,
    closesAt: undefined,
    // A claim about the money waits for the gateway's answer, paid or not.
    ...(!hasClaim && { asksAt: undefined }),
  };
}

/** An attempt that we closed is watched on, until its gateway says that it is over. */
const endOfWatch = ({ closesAt, hasClaim }: Attempt, { status }: Outcome): Draft<AttemptFields> =>
  closesAt && (status === 'failed' || status === 'expired')
    ? { closesAt: undefined, ...(!hasClaim && { asksAt: undefined }) }
    : {};

/** The order is over, or the gateway knows of no capture under way: one whose end was unclear has moved nothing. */
function endOfCompletion(payment: Payment, no: number, outcome: Outcome, { askedAt }: Settling): Draft<PaymentFields> {
  const { completing, status } = payment;
  if (completing?.attempt !== no || outcome.underWay || status === 'paid') return {};
  const isClosed = outcome.status === 'failed' || outcome.status === 'expired';
  // A call that began later than the question may have moved money since.
  const isAnswered = askedAt !== undefined && completing.until <= askedAt;
  return isClosed || isAnswered ? withoutCompletion(payment) : {};
}

/** What the attempt's new status means for the payment. */
function paymentChange(before: Payment, after: Payment, no: number, settling: Settling): Draft<PaymentFields> {
  const isCompleted = before.completing?.attempt === no && { completing: undefined };
  if (before.status === 'paid') return { ...isCompleted };
  if (after.status === 'paid') {
    const set: Draft<PaymentFields> = {
      keptAttempt: no,
      paidAt: settling.now,
      holdsOrder: true,
      holdsPaid: true,
      ...(before.closedReason !== undefined && { closedReason: undefined }),
      ...(before.completing && { completing: undefined }),
      ...(before.attempts.length > 1 && { tidyAt: settling.now }),
      ...(before.link?.isOpen && { link: { ...before.link, isOpen: false } }),
    };
    const notice = settling.noticeOf(changed(after, { set }));
    return notice ? { ...set, notice } : set;
  }
  // A failed or expired payment frees its order.
  return { ...isCompleted, ...(after.status !== 'pending' && before.holdsOrder && { holdsOrder: false }) };
}
