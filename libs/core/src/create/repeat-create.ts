import type { Attempt } from '../domain/attempt.ts';
import { hasCode, isMoneyMoving, isPayable, isSpent, newestAttempt, shownAttempt } from '../domain/attempts.ts';
import { isFormOld, isReturnAwaited } from '../domain/cashier.ts';
import { orderConflict, PayCoreError, type ErrorKind } from '../domain/errors.ts';
import type { MerchantOrder, Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { AddAttempt } from './add-attempt.ts';
import type { FindRepeated } from './find-repeated.ts';
import type { LeaveOrder } from '../pick/leave-order.ts';
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
    private readonly findRepeated: FindRepeated,
    private readonly leaveOrder: LeaveOrder,
    private readonly clock: Clock,
  ) {}

  /** The order's payment; undefined where it has disappeared, or was closed. Throws as CreatePayment does. */
  async execute(wanted: Wanted, order: MerchantOrder): Promise<Payment | undefined> {
    const known = await this.findRepeated.execute(order, (payment) => isSame(payment, wanted));
    if (!known || known.status === 'paid') return known;
    const payment = await this.whole(known);
    const answered = payment && (await this.payable(payment, wanted));
    // It may have ended since it was found: then its order is free.
    return answered?.status === 'failed' || answered?.status === 'expired' ? undefined : answered;
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
    if (isSpent(payment)) throw orderConflict(payment.paymentNo);
    const { cancel } = plan.account;
    const isLeftBehind = newest.status === 'pending' && newest.page !== undefined && !isFormOld(payment, now);
    if (!cancel || !isLeftBehind) return this.addAttempt.execute(payment, plan);
    // The order left behind can take no more money, or it has: then there is nothing to pay anew.
    const left = await this.leaveOrder.execute(payment, newest.no, cancel);
    return left.isOver ? this.addAttempt.execute(payment, plan, left.change) : left.payment;
  }
}

/** A repeat counts as the same payment only with the same money, method and account. */
function isSame(payment: Payment, { plan, request, order }: Wanted): boolean {
  const shown = shownAttempt(payment);
  return (
    payment.mode === 'direct' &&
    shown?.gateway === plan.gateway.name &&
    shown.route === plan.route &&
    shown.accountId === plan.account.id &&
    shown.amount === plan.amount &&
    shown.decimals === plan.decimals &&
    payment.request.currency === request.currency &&
    payment.environment === order.environment
  );
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
