import { newestAttempt, type Attempt, type Payment, type RefusedCallback } from '@paycore/core';
import { closedSentences, openSentences } from './attempt-sentences.ts';
import { linkSentences } from './link-sentences.ts';
import { paidSentences } from './paid-sentences.ts';
import { refusalSentences } from './refusal-sentences.ts';
import { when } from './words.ts';

/** What is known of a payment and around it. */
export interface Evidence {
  readonly payment: Payment;
  /** Its refused callbacks that are still kept, newest first. */
  readonly refused: readonly RefusedCallback[];
  /** payment_no of the order's paid payment, where that is another one. */
  readonly paidBy?: string | undefined;
  readonly now: Date;
}

/** Why a payment is not paid, or by what it was, in sentences for an operator; times on the clock of Taipei. */
export function whyUnpaid({ payment, refused, paidBy, now }: Evidence): string[] {
  if (payment.status === 'paid') return [...paidSentences(payment), ...ofAttempts(payment, now)];
  return [
    ...closing(payment),
    ...(paidBy !== undefined && payment.closedReason === undefined
      ? [`Its order was paid by ${paidBy}: nobody is asked to pay this one any more.`]
      : []),
    ...linkSentences(payment, now),
    ...ofAttempts(payment, now),
    ...refusalSentences(payment, refused),
    ...payment.events.flatMap(odd),
  ];
}

function closing({ closedReason, paidBeside, events }: Payment): string[] {
  if (closedReason === undefined) return [];
  const at = events.findLast(({ detail }) => detail?.[closedReason] !== undefined)?.at;
  const day = at ? ` on ${when(at)}` : '';
  return closedReason === 'cancelled'
    ? [`Closed by cancel${day}.`]
    : [`Closed${day}, because its order was paid by ${paidBeside ?? 'another payment'}.`];
}

function ofAttempts(payment: Payment, now: Date): string[] {
  const { attempts } = payment;
  return attempts.flatMap((attempt) => {
    const sentences = ofAttempt(payment, attempt, now);
    return attempts.length === 1 ? sentences : sentences.map((sentence) => `Attempt ${attempt.no}: ${sentence}`);
  });
}

function ofAttempt(payment: Payment, attempt: Attempt, now: Date): string[] {
  if (attempt.status === 'paid') return [];
  if (attempt.status === 'pending') return openSentences(payment, attempt, now);
  const isNews = payment.status !== 'paid' || attempt.closesAt !== undefined;
  return isNews || newestAttempt(payment) === attempt ? closedSentences(payment, attempt, now) : [];
}

/** What gateways reported that pays nothing by itself. */
function odd({ type, at, attempt = 1 }: Payment['events'][number]): string[] {
  if (type === 'simulated') {
    return [`A simulated payment was reported on ${when(at)}: no money moved, so it pays nothing in production.`];
  }
  if (type !== 'unclear_notice') return [];
  const advice = 'look for the money in the gateway’s console, then: paycore payment accept-notice';
  return [`A callback on ${when(at)} about attempt ${attempt} does not say clearly whether the money came: ${advice}.`];
}
