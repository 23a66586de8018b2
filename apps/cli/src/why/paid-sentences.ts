import { amountToReturn, asSent, attemptOf, isPaidTwice, type Info, type Notice, type Payment } from '@paycore/core';
import { counted, when } from './words.ts';

/** By what it was paid, what came in besides, and whether the merchant knows. */
export function paidSentences(payment: Payment): string[] {
  const { keptAttempt = 1, paidAt, events } = payment;
  const { gateway, method, gatewayTradeNo, gatewayOrderNo, simulated } = attemptOf(payment, keptAttempt);
  const by = `attempt ${keptAttempt} (${gateway} ${method}, ${gatewayTradeNo ?? gatewayOrderNo})`;
  const accepted = events.find(({ type }) => type === 'paid')?.detail?.['accepted_by'];
  const word = typeof accepted === 'string' ? `, on the word of ${accepted}` : '';
  return [
    `Paid${paidAt ? ` on ${when(paidAt)}` : ''} by ${by}${word}.`,
    ...(simulated ? ['Simulated at the gateway: no money moved.'] : []),
    ...money(payment),
    ...events.flatMap(afterPayment),
    notice(payment),
  ];
}

function money(payment: Payment): string[] {
  const { paidBeside, request } = payment;
  const toReturn = `${asSent(request, amountToReturn(payment))} ${request.currency} (in the unit of amount) to return`;
  return [
    ...(paidBeside === undefined ? [] : [`Its order was paid by ${paidBeside} already: ${toReturn}.`]),
    ...(isPaidTwice(payment) ? [`Paid more than once: ${toReturn}.`] : []),
  ];
}

const past: Readonly<Record<string, string>> = {
  refunded: 'Refunded',
  reversed: 'Reversed',
  disputed: 'Disputed',
};

function afterPayment({ type, at, detail = {} }: Payment['events'][number]): string[] {
  const word = past[type];
  if (word === undefined) return [];
  const sum = detail['amount'] === undefined ? '' : `: ${text(detail['amount'])} ${text(detail['currency'])}`;
  return [`${word} on ${when(at)}${sum.trimEnd()}.`];
}

function notice({ notice: sent, events }: Payment): string {
  if (!sent) return 'It has no payok_url, so the merchant is sent no notice.';
  const last = events.findLast(({ type }) => type === 'notice');
  const { state, attempts, nextAt } = sent;
  const answer = last?.detail ? lastAnswer(last.detail) : 'not answered yet';
  const tries = `${counted(attempts, 'try').replace('trys', 'tries')}, ${answer}`;
  const words: Record<Notice['state'], string> = {
    delivered: `The merchant took the notice${last ? ` on ${when(last.at)}` : ''}.`,
    due: `The merchant has not taken the notice yet (${tries})${nextAt ? `; next try from ${when(nextAt)} on` : ''}.`,
    exhausted: `The notice was given up (${tries}): paycore payment resend-notice.`,
    gone: 'The merchant answered the notice with 410: it is sent no more.',
  };
  return words[state];
}

const lastAnswer = ({ status, reason }: Info): string =>
  status === undefined ? `last without an answer (${text(reason)})` : `last answered ${text(status)}`;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
