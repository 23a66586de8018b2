import type { Answer, AnswerResult, Asker, Attempt } from '@paycore/core';
import { fromNow, when } from './words.ts';

const words: Record<AnswerResult, string> = {
  unpaid: 'unpaid',
  paid: 'paid',
  failed: 'failed',
  expired: 'expired',
  under_way: 'still being processed',
  approved: 'approved by the payer, not taken yet',
  declined: 'declined',
  unclear: 'unclear',
  unreachable: 'no answer that can be used',
  refused: 'it refused to answer',
};

const reasons: Partial<Record<Asker, string>> = {
  return: ' for the waiting payer',
  callback: ' after a callback',
  create: ' for a repeated create',
};

/** What the attempt's gateway answered last, and when it is asked next. */
export function answerSentences(attempt: Attempt, now: Date): string[] {
  const { gateway, answers, asksAt, syncedAt, asks, hasClaim } = attempt;
  const claim = hasClaim ? ['A callback claimed something that only the gateway can prove.'] : [];
  const last = answers?.at(-1);
  const next = asksAt ? ` ${nextTime(asksAt, now)}` : '';
  if (last) return [...claim, `${lastAnswer(gateway, last, now)}${next}`];
  if (!syncedAt && asks === 0) return asksAt ? [...claim, `Nobody has asked ${gateway} yet.${next}`] : claim;
  // Asked before answers were kept.
  const at = syncedAt ? fromNow(syncedAt, now) : 'before';
  return [...claim, `Asked ${gateway} ${at}: what it answered was not kept.${next}`];
}

const nextTime = (asksAt: Date, now: Date): string =>
  asksAt > now
    ? `The scheduler asks next ${fromNow(asksAt, now)}.`
    : `The scheduler asks as soon as it can, due since ${when(asksAt)}.`;

function lastAnswer(gateway: string, { at, by, result }: Answer, now: Date): string {
  const ago = fromNow(at, now);
  if (by === 'capture') return `Asked ${gateway} to take the money ${ago}: ${words[result]}.`;
  if (by === 'close') return `Ended the order at ${gateway}, or asked it a last time, ${ago}: ${words[result]}.`;
  return `Asked ${gateway} ${ago}${reasons[by] ?? ''}: ${words[result]}.`;
}
