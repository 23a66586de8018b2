import type { Attempt } from '../domain/attempt.ts';
import { hasCode, isMoneyMoving, isPayable, maxAttempts, newestAttempt, shownAttempt } from '../domain/attempts.ts';
import { isFormOld, isReturnAwaited } from '../domain/cashier.ts';
import { isCompleting } from '../domain/closing.ts';
import { orderConflict, PayCoreError, type ErrorKind } from '../domain/errors.ts';
import { eventOf, type MerchantOrder, type Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { LookUpPayment } from '../query/look-up-payment.ts';
import { withAnswer, type PutQuestion, type Answered } from '../settle/put-question.ts';
import type { SettlePayment } from '../settle/settle-payment.ts';
import type { AddAttempt } from './add-attempt.ts';
import type { Wanted } from './wanted.ts';
import type { PlaceOrder } from './place-order.ts';

/** How long a repeated create waits for the first one's answer. */
const maxWaitMs = 20_000;

/** Answers a create whose order has a payment already: with that payment, in which the payer can pay, or with a conflict. */
export class RepeatCreate {
  constructor(
    private readonly payments: PaymentStore,
    private readonly addAttempt: AddAttempt,
    private readonly placeOrder: PlaceOrder,
    private readonly lookUpPayment: LookUpPayment,
    private readonly settlePayment: SettlePayment,
    private readonly putQuestion: PutQuestion,
    private readonly clock: Clock,
  ) {}

  /** The order's payment; undefined where it has disappeared, or was closed. Throws as CreatePayment does. */
  async execute(wanted: Wanted, order: MerchantOrder): Promise<Payment | undefined> {
    const paid = await this.payments.findPaid(order);
    if (paid) {
      refuseOther(paid, wanted);
      return paid;
    }
    const holder = await this.payments.findHolder(order);
    if (!holder) return undefined;
    if (holder.status === 'expired' || holder.status === 'failed') return this.free(holder);
    refuseOther(holder, wanted);
    const payment = await this.whole(holder);
    return payment && this.payable(payment, wanted);
  }

  /** The holder took its order back for a late completion whose result is unknown: only the gateway can tell. */
  private async free(holder: Payment): Promise<undefined> {
    const { paymentNo, completing } = holder;
    const conflict = orderConflict(paymentNo);
    if (isCompleting(holder, this.clock.now())) throw conflict;
    const { payment, wasQueried } = await this.lookUpPayment.execute(holder, completing?.attempt ?? 1, 'create');
    if (payment.status === 'paid') return;
    // An answer that knows of no money under way has given the order back.
    if (!wasQueried || payment.holdsOrder) throw conflict;
  }

  /** The holder once the create of its newest attempt has ended. */
  private async whole(holder: Payment): Promise<Payment | undefined> {
    const giveUpAt = this.clock.now().getTime() + maxWaitMs;
    let payment: Payment | undefined = holder;
    for (let pause = 25; payment; pause = Math.min(pause * 2, 400)) {
      const newest = newestAttempt(payment);
      if (!newest?.creating) break;
      const { isReleased, until } = newest.creating;
      const isFree = until <= this.clock.now() || (isReleased && payment === holder);
      // A waiting repeat gets the first one's error: a burst of repeats must not use up the calls to the gateway.
      if (isReleased && !isFree) throw refusalOf(payment, newest);
      const taken: Payment | undefined = isFree ? await this.placeOrder.take(payment, newest.no) : undefined;
      if (taken) return this.placeOrder.execute(taken, newest.no);
      if (this.clock.now().getTime() >= giveUpAt) throw orderConflict(payment.paymentNo);
      await this.clock.sleep(pause);
      payment = await this.payments.find(payment.paymentNo);
    }
    const awaited = newestAttempt(holder);
    if (awaited?.creating && payment && isRefused(payment, awaited)) throw refusalOf(payment, awaited);
    return payment;
  }

  /** The same payment while something of it can be paid; with a further attempt where all are past their deadline. */
  private async payable(payment: Payment, { plan }: Wanted): Promise<Payment | undefined> {
    const now = this.clock.now();
    const newest = newestAttempt(payment);
    if (!newest || payment.status !== 'pending' || !needsAttempt(payment, now)) return payment;
    // Not after the cancel: an order that nothing follows stays as it is.
    if (payment.attempts.length >= maxAttempts) throw orderConflict(payment.paymentNo);
    const { cancel } = plan.account;
    const isLeftBehind = newest.status === 'pending' && newest.page !== undefined && !isFormOld(payment, now);
    if (!cancel || !isLeftBehind) return this.addAttempt.execute(payment, plan);
    const answered = await this.putQuestion.execute(payment, newest.no, 'create', cancel);
    return this.afterCancel(payment, newest.no, answered, plan);
  }

  /** The order left behind can take no more money, or it has: then there is nothing to pay anew. */
  private afterCancel(
    payment: Payment,
    no: number,
    { outcome, answer }: Answered,
    plan: Wanted['plan'],
  ): Promise<Payment | undefined> {
    if (outcome.status !== 'failed' && outcome.status !== 'expired') {
      return this.settlePayment.execute(payment, no, outcome, { answer });
    }
    const set = { status: outcome.status, closesAt: undefined, asksAt: undefined, isUnderWay: undefined };
    const event = eventOf(no, { at: this.clock.now(), type: outcome.status, detail: { replaced: true } });
    const closed = { attempts: [{ no, set }], events: [event] };
    return this.addAttempt.execute(payment, plan, withAnswer(payment, no, answer, closed));
  }
}

/** A repeat counts as the same payment only with the same money, method and account. */
function refuseOther(payment: Payment, { plan, request, order }: Wanted): void {
  const shown = shownAttempt(payment);
  const isSame =
    payment.mode === 'direct' &&
    shown?.gateway === plan.gateway.name &&
    shown.route === plan.route &&
    shown.accountId === plan.account.id &&
    shown.amount === plan.amount &&
    shown.decimals === plan.decimals &&
    payment.request.currency === request.currency &&
    payment.environment === order.environment;
  if (!isSame) throw orderConflict(payment.paymentNo);
}

/** Whether the payer has nothing left to pay by, and nothing that they did may still bring the money. */
function needsAttempt(payment: Payment, now: Date): boolean {
  const isHopeful = (attempt: Attempt) =>
    (hasCode(attempt) && isPayable(attempt, now)) || isReturnAwaited(attempt, now);
  if (isMoneyMoving(payment) || payment.attempts.some(isHopeful)) return false;
  const isOpen = payment.attempts.some((attempt) => attempt.page && isPayable(attempt, now));
  return !isOpen || isFormOld(payment, now);
}

/** The awaited create of the newest attempt has failed. */
function isRefused(payment: Payment, { no }: Attempt): boolean {
  const newest = newestAttempt(payment);
  return payment.status !== 'paid' && newest?.no === no && newest.status === 'failed';
}

/** The error that the awaited create received. */
function refusalOf({ events }: Payment, { no }: Attempt): PayCoreError {
  const failure = events.findLast(({ type, attempt = 1 }) => type === 'failed' && attempt === no);
  const reason = failure?.detail ?? {};
  const { kind = 'unavailable', code = 'PAYMENT_GATEWAY_ERROR', message = 'Payment gateway error' } = reason;
  return new PayCoreError(kind as ErrorKind, String(code), String(message));
}
