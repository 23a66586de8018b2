import type { Payment, RefusedCallback } from '@paycore/core';
import { counted, grouped, when } from './words.ts';

/** Callbacks that were not taken, alike ones together; the latest first. */
export function refusalSentences(payment: Payment, refused: readonly RefusedCallback[]): string[] {
  const groups = new Map<string, { n: number; last: Date }>();
  for (const callback of refused) {
    const reason = reasonOf(callback);
    const { n = 0, last = callback.at } = groups.get(reason) ?? {};
    groups.set(reason, { n: n + 1, last });
  }
  const sentences = [...groups].map(
    ([reason, { n, last }]) => `${counted(n, 'callback')} ${reason}, ${n === 1 ? '' : 'last '}on ${when(last)}.`,
  );
  const { refusedCallbacks: total } = payment;
  if (total <= refused.length) return sentences;
  return [...sentences, `${counted(total, 'callback')} refused in all; reasons are kept of the last 20, for 30 days.`];
}

function reasonOf({ gateway, code, amounts, message }: RefusedCallback): string {
  if (amounts) return `refused: amount ${grouped(amounts.received)} instead of ${grouped(amounts.expected)}`;
  // Not the callback's fault: without our answer its gateway sends it again.
  if (code === 'PAYMENT_GATEWAY_ERROR') return `not taken, because ${gateway} could not be asked about it`;
  return `refused: ${message.replace(/\.$/, '')}`;
}
