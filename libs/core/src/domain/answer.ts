import { PayCoreError } from './errors.ts';
import type { Outcome } from './outcome.ts';

/** Why a gateway was asked about an attempt. */
export type Asker =
  /** It is time to ask, or a create was left unfinished. */
  | 'scheduler'
  /** The merchant or the operator wants to know. */
  | 'sync'
  /** The payer is back from the gateway. */
  | 'return'
  /** A callback came that proves nothing by itself. */
  | 'callback'
  /** The merchant's create was repeated. */
  | 'create'
  /** It is to take no more money: the gateway had to cancel it, or was asked a last time. */
  | 'close'
  /** The gateway had to take the money that the payer approved. */
  | 'capture';

/** A gateway's answer in one word. `unreachable`: none, or none that can be read; `refused`: it gave no information. */
export type AnswerResult =
  | 'unpaid'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'under_way'
  | 'approved'
  | 'declined'
  | 'unclear'
  | 'unreachable'
  | 'refused';

/** A question to a gateway and what came of it. */
export interface Answer {
  /** When it was asked. */
  readonly at: Date;
  readonly by: Asker;
  readonly result: AnswerResult;
}

const maxAnswers = 5;

/** The latest answers, oldest first: few, so that the document stays small; of those alike in a row only the last. */
export function answersWith(answers: readonly Answer[] = [], next: Answer): readonly Answer[] {
  const last = answers.at(-1);
  const isAlike = last?.by === next.by && last.result === next.result;
  return [...(isAlike ? answers.slice(0, -1) : answers).slice(1 - maxAnswers), next];
}

export function resultOf(outcome: Outcome): AnswerResult {
  if (outcome.status !== 'pending') return outcome.status;
  if (outcome.underWay) return 'under_way';
  if (outcome.unclear) return 'unclear';
  if (outcome.declined !== undefined) return 'declined';
  return outcome.next === 'complete' ? 'approved' : 'unpaid';
}

/** The result of a question that failed; undefined where the fault is our own. */
export function resultOfFailure(error: unknown): AnswerResult | undefined {
  if (!(error instanceof PayCoreError) || error.kind === 'offline') return undefined;
  return error.kind === 'unavailable' ? 'unreachable' : 'refused';
}
