import { answersWith, resultOf, resultOfFailure, type Answer, type Asker } from '../domain/answer.ts';
import { attemptOf } from '../domain/attempts.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment, PaymentChange } from '../domain/payment.ts';
import { placedOrder } from '../placed-order.ts';
import type { PlacedOrder } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { NoteProof } from '../questions/note-proof.ts';
import type { QuestionGate } from '../questions/question-gate.ts';
import { writeFresh } from './write-fresh.ts';

/** A gateway's answer about an attempt: to be settled, and kept with the attempt in the same write. */
export interface Answered {
  readonly outcome: Outcome;
  readonly answer: Answer;
}

/**
 * Asks a gateway about one attempt. An answer proves the attempt's keys; an account that the gateway asks us to stop calling for
 * is left alone. A failure is kept with the attempt too: whoever looks for a payment's money wants to know.
 */
export class PutQuestion {
  constructor(
    private readonly payments: Pick<PaymentStore, 'find' | 'update'>,
    private readonly gate: QuestionGate,
    private readonly noteProof: NoteProof,
    private readonly clock: Clock,
  ) {}

  /** Throws what `call` throws, and nothing else. */
  async execute(
    payment: Payment,
    no: number,
    by: Asker,
    call: (order: PlacedOrder) => Promise<Outcome>,
  ): Promise<Answered> {
    const at = this.clock.now();
    const attempt = attemptOf(payment, no);
    try {
      const outcome = await call(placedOrder(payment, attempt));
      await this.noteProof.execute(payment, no, 'answer');
      return { outcome, answer: { at, by, result: resultOf(outcome) } };
    } catch (error) {
      const result = resultOfFailure(error);
      // The caller decides by the gateway's failure: one of the database must not take its place.
      if (result) await this.keep(payment, no, { at, by, result }).catch(() => undefined);
      await this.gate.note(payment, attempt, error).catch(() => undefined);
      throw error;
    }
  }

  private keep(payment: Payment, no: number, answer: Answer): Promise<Payment> {
    return writeFresh(this.payments, payment, (current) => withAnswer(current, no, answer));
  }
}

/** The change, and the answer kept with the attempt. */
export function withAnswer(payment: Payment, no: number, answer: Answer, change: PaymentChange = {}): PaymentChange {
  const answers = answersWith(attemptOf(payment, no).answers, answer);
  return { ...change, attempts: [...(change.attempts ?? []), { no, set: { answers } }] };
}
