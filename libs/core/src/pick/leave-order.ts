import { eventOf, type Payment, type PaymentChange } from '../domain/payment.ts';
import type { GatewayAccount } from '../ports/gateway.ts';
import type { Clock } from '../ports/runtime.ts';
import { withAnswer, type PutQuestion } from '../settle/put-question.ts';
import type { SettlePayment } from '../settle/settle-payment.ts';

/** What became of an order that another one is to replace. */
export type Left =
  /** It can take no more money; `change` says so, and is to be written together with the attempt that replaces it. */
  | { readonly isOver: true; readonly change: PaymentChange }
  /** It has been paid, or may yet be: the payment with what its gateway said. */
  | { readonly isOver: false; readonly payment: Payment };

/** Cancels an order at its gateway because the payer leaves it for another one. */
export class LeaveOrder {
  constructor(
    private readonly settlePayment: SettlePayment,
    private readonly putQuestion: PutQuestion,
    private readonly clock: Clock,
  ) {}

  /** Throws `unavailable`, `rejected`, `offline`: then nothing has changed, or it may be repeated. */
  async execute(payment: Payment, no: number, cancel: NonNullable<GatewayAccount['cancel']>): Promise<Left> {
    const { outcome, answer } = await this.putQuestion.execute(payment, no, 'create', cancel);
    const { status } = outcome;
    if (status !== 'failed' && status !== 'expired') {
      return { isOver: false, payment: await this.settlePayment.execute(payment, no, outcome, { answer }) };
    }
    // Whatever the gateway calls it: what we closed has failed.
    const closed = 'failed' as const;
    const set = { status: closed, closesAt: undefined, asksAt: undefined, isUnderWay: undefined };
    const event = eventOf(no, { at: this.clock.now(), type: closed, detail: { replaced: true } });
    return { isOver: true, change: withAnswer(payment, no, answer, { attempts: [{ no, set }], events: [event] }) };
  }
}
