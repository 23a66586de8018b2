import { hasCode, isPayable, type Attempt, type Page, type Payment } from '@paycore/core';
import { answerSentences } from './answer-sentences.ts';
import { counted, when } from './words.ts';

type PageKind = Page['kind'];

/** What an open attempt waits for. */
export function openSentences(payment: Payment, attempt: Attempt, now: Date): string[] {
  if (attempt.creating && !attempt.page) return [creating(attempt, attempt.creating, now)];
  if (!attempt.page) {
    const nothing = `Its create at ${attempt.gateway} ended without an answer, so the payer has nothing to pay by.`;
    return [nothing, ...watched(attempt), ...answerSentences(attempt, now)];
  }
  return [
    waiting(payment, attempt, attempt.page.reveal().kind),
    ...deadline(attempt, now),
    ...declined(payment, attempt),
    ...moving(payment, attempt, now),
    'No callback has reported a payment yet.',
    ...unasked(attempt),
    ...answerSentences(attempt, now),
  ];
}

/** What the end of a payment names, which is no end of an attempt by itself. */
const ofPayment = ['cancelled', 'paid_beside', 'link_ended'] as const;

/** Why an attempt ended, where the gateway or the deadline ended it; and what may still bring its money. */
export function closedSentences(payment: Payment, attempt: Attempt, now: Date): string[] {
  const own = payment.events.filter(({ attempt: no = 1, type }) => no === attempt.no && type === attempt.status);
  const last = own.findLast(({ detail = {} }) => !ofPayment.some((name) => name in detail));
  const isAsked = attempt.closesAt !== undefined || payment.completing?.attempt === attempt.no;
  return [
    ...(last ? [ending(attempt, last)] : []),
    ...moving(payment, attempt, now),
    ...watched(attempt),
    ...(isAsked ? answerSentences(attempt, now) : []),
    ...(isStillPayable(attempt, now) ? ['What was issued can still be paid; that money would count.'] : []),
  ];
}

/** Nobody can take back a code. */
function isStillPayable(attempt: Attempt, now: Date): boolean {
  const { page, expiresAt, status } = attempt;
  return (
    status !== 'paid' && page !== undefined && hasCode(attempt) && !isElement(page.reveal()) && !isPast(expiresAt, now)
  );
}

const isElement = ({ kind }: Page): boolean => kind === 'element';
const isPast = (at: Date | undefined, now: Date): boolean => at !== undefined && at <= now;

/** Whoever can be asked has a time for it. */
const unasked = ({ gateway, asksAt, answers }: Attempt): string[] =>
  asksAt || answers ? [] : [`${gateway} cannot be asked: only its callback can say.`];

function creating(
  { gateway, createdAt }: Attempt,
  { attempts, isReleased, until }: NonNullable<Attempt['creating']>,
  now: Date,
): string {
  if (isReleased) {
    const next =
      until > now ? `the next try is due ${when(until)}` : `the scheduler tries again, due since ${when(until)}`;
    return `Create ended unclear ${counted(attempts, 'time')}: ${gateway} gave no clear answer; ${next}.`;
  }
  return until > now
    ? `Being created since ${when(createdAt)}: ${gateway} has not answered yet.`
    : `Its create was cut off: nobody knows whether ${gateway} has the order; the scheduler tries again, due since ${when(until)}.`;
}

const issuedWhat: Partial<Record<PageKind, string>> = {
  account: 'Account number',
  code: 'Code',
  barcode: 'Bar codes',
};

function waiting(payment: Payment, attempt: Attempt, kind: PageKind): string {
  const { gateway, expiresAt, isOut, returnedAt, gatewayOrderNo } = attempt;
  const until = expiresAt ? `until ${when(expiresAt)}` : 'without a known deadline';
  const what = issuedWhat[kind];
  if (what !== undefined) return `${what} issued ${when(issuedAt(payment, attempt))} by ${gateway}, valid ${until}.`;
  if (kind === 'redirect') return `Waiting for the payer's approval at ${gateway}, possible ${until}.`;
  if (kind === 'element') return `Waiting for the payer to pay in ${gateway}'s form on the payment page, ${until}.`;
  if (returnedAt) return `The payer came back from ${gateway} on ${when(returnedAt)}; the result is awaited.`;
  return isOut
    ? `The payer went to ${gateway}'s cashier with ${gatewayOrderNo} and can pay there ${until}.`
    : `Nobody went to ${gateway}'s cashier from the payment page yet; possible ${until}.`;
}

function issuedAt({ events }: Payment, { no, createdAt }: Attempt): Date {
  return events.findLast(({ type, attempt = 1 }) => type === 'issued' && attempt === no)?.at ?? createdAt;
}

function deadline(attempt: Attempt, now: Date): string[] {
  const { closesAt } = attempt;
  if (isPayable(attempt, now) || !closesAt) return [];
  return [`That is over; what was paid in time may be reported until ${when(closesAt)}.`];
}

function declined({ events }: Payment, { no, gateway }: Attempt): string[] {
  const own = events.filter(({ type, attempt = 1 }) => type === 'declined' && attempt === no);
  const last = own.at(-1);
  if (!last) return [];
  const reason = textOf(last.detail?.['reason']) ?? 'no reason given';
  return [
    `Declined ${counted(own.length, 'time')} by ${gateway}, last on ${when(last.at)}: ${reason}. The payer may try again.`,
  ];
}

function moving({ completing }: Payment, { no, gateway, isUnderWay, answers }: Attempt, now: Date): string[] {
  if (isUnderWay) return [`Money is moving: ${gateway} is still processing it.`];
  if (completing?.attempt !== no) return [];
  if (completing.until > now) return [`Money is moving: ${gateway} is being asked to take it.`];
  const askedAt = answers?.findLast(({ by }) => by === 'capture')?.at;
  const since = askedAt ? ` ${when(askedAt)}` : '';
  return [`Money may be moving: ${gateway} was asked to take it${since}, and the result is unknown until it answers.`];
}

const watched = ({ closesAt }: Attempt): string[] =>
  closesAt ? [`Money for it would still count; its gateway is watched until ${when(closesAt)}.`] : [];

function ending({ gateway, expiresAt, status }: Attempt, { at, detail = {} }: Payment['events'][number]): string {
  if (detail['replaced']) return `Replaced on ${when(at)} by the next attempt.`;
  if (status === 'expired') return `Expired on ${when(at)}: not paid${expiresAt ? ` by ${when(expiresAt)}` : ''}.`;
  const code = textOf(detail['code']);
  const message = textOf(detail['message']);
  if (message !== undefined) return `Refused by ${gateway} on ${when(at)}: ${message}${code ? ` (${code})` : ''}`;
  if (detail['kind'] === 'unavailable') {
    return `Create given up on ${when(at)}: ${gateway} gave no clear answer, however often it was called.`;
  }
  return `Failed on ${when(at)}, as ${gateway} reported${code ? ` (${code})` : ''}.`;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
