import type { Attempt } from '../domain/attempt.ts';
import { attemptOf, isMoneyMoving, isPayable, isSpent, newestAttempt } from '../domain/attempts.ts';
import { isCashier } from '../domain/cashier.ts';
import { PayCoreError } from '../domain/errors.ts';
import type { Info } from '../domain/info.ts';
import { hasOpenLink } from '../domain/link.ts';
import { merchantOrderOf, type Payment, type PaymentChange } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { ShopStore } from '../ports/shop-store.ts';
import type { AddAttempt, AttemptPlan } from '../create/add-attempt.ts';
import type { LeaveOrder, Left } from './leave-order.ts';
import { isOneCodeTooMany, usableMethods, wishOf, type UsableMethod } from './offered-methods.ts';
import type { PlaceOrder } from '../create/place-order.ts';
import type { Choice, Picked } from './picked.ts';
import { pressFresh } from './press-fresh.ts';

type FullPlan = Parameters<AddAttempt['execute']>[1];

/** Places an order by the method that the payer picks. Any number of presses, reloads and tabs make one order of a method. */
export class PickMethod {
  constructor(
    private readonly payments: PaymentStore,
    private readonly shops: ShopStore,
    private readonly gateways: Gateways,
    private readonly steps: { addAttempt: AddAttempt; placeOrder: PlaceOrder; leaveOrder: LeaveOrder },
    private readonly clock: Clock,
  ) {}

  /** `after`: how many attempts the payer's page showed; any other number means that the page is old. Throws `offline`. */
  execute(payment: Payment, after: number | undefined, choice: Choice): Promise<Picked> {
    return pressFresh(this.payments, payment, (current) => this.pick(current, after, choice));
  }

  /** Undefined where somebody else changed the payment meanwhile, though perhaps not by a pick. */
  private async pick(payment: Payment, after: number | undefined, choice: Choice): Promise<Picked | undefined> {
    const now = this.clock.now();
    const isCurrent = after === payment.attempts.length && hasOpenLink(payment, now);
    if (!isCurrent || (await this.payments.findPaid(merchantOrderOf(payment)))) return { payment };
    const usable = await this.usable(payment, choice);
    const plan = usable && this.planOf(payment, usable, choice);
    if (!plan) return { payment, refusal: 'unfit' };
    const live = payment.attempts.findLast((attempt) => isLive(attempt, plan, now));
    if (live) return { payment, attempt: live.no };
    if (isMoneyMoving(payment)) return { payment, refusal: 'checking' };
    const newest = newestAttempt(payment);
    if (newest?.creating && !newest.creating.isReleased && newest.creating.until > now) return { payment };
    try {
      if (newest?.creating && isBy(newest, plan)) return await this.placeAgain(payment, newest);
      return await this.place(payment, plan);
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'offline' || error.kind === 'notFound') throw error;
      const current = (await this.payments.find(payment.paymentNo)) ?? payment;
      return { payment: current, refusal: error.kind === 'unavailable' ? 'failed' : 'refused' };
    }
  }

  private async usable({ project, environment, request }: Payment, choice: Choice): Promise<UsableMethod | undefined> {
    const shop = await this.shops.find(project, environment);
    const fitting = usableMethods(shop, this.gateways, wishOf(request));
    return fitting.find(({ gateway, route }) => gateway === choice.gateway && route === choice.route);
  }

  /** Undefined where a forged form asks for what the method does not have, or its account cannot be opened any more. */
  private planOf(
    { environment }: Payment,
    { route, parts, money, choices = {} }: UsableMethod,
    { fields, locale }: Choice,
  ): FullPlan | undefined {
    const { gateway, method, account: stored } = parts;
    const chosen = Object.keys(choices).flatMap((name) => (Object.hasOwn(fields, name) ? [[name, fields[name]]] : []));
    const spoken = locale !== undefined && { locale };
    try {
      const account = gateway.open(stored.credentials.reveal(), environment);
      const extra = gateway.readExtra?.(route, Object.fromEntries(chosen) as Info) ?? {};
      return money && { gateway, route, method, account, extra, ...spoken, ...money };
    } catch (error) {
      if (error instanceof PayCoreError && error.kind === 'invalid') return undefined;
      throw error;
    }
  }

  /** The order whose result is unknown, once more: the gateway may have it already. */
  private async placeAgain(payment: Payment, { no }: Attempt): Promise<Picked | undefined> {
    const taken = await this.steps.placeOrder.take(payment, no);
    const placed = taken && (await this.steps.placeOrder.execute(taken, no));
    // Whoever began it may have its form by now: another browser needs another number.
    return placed && !isCashier(attemptOf(placed, no)) ? { payment: placed, attempt: no } : undefined;
  }

  private async place(payment: Payment, plan: FullPlan): Promise<Picked | undefined> {
    const now = this.clock.now();
    if (isSpent(payment)) return { payment };
    if (isOneCodeTooMany(payment, plan.method, now)) return { payment, refusal: 'tooManyCodes' };
    const left = await this.leaveOthers(payment);
    if ('payment' in left) return left;
    const added = await this.steps.addAttempt.execute(payment, plan, left.change);
    return added && { payment: added, attempt: payment.attempts.length + 1 };
  }

  /** Cancels what can be cancelled of the orders that the payer leaves; a code stays payable, and is watched. */
  private async leaveOthers(payment: Payment): Promise<Picked | { readonly change: PaymentChange }> {
    let change: PaymentChange = {};
    for (const { no, status, page } of payment.attempts) {
      const { cancel } = status === 'pending' && page ? this.gateways.accountOf(payment, attemptOf(payment, no)) : {};
      if (!cancel) continue;
      const left = await this.left(payment, no, cancel);
      if (!left) return { payment, refusal: 'stuck' };
      if (!left.isOver)
        return { payment: left.payment, ...(left.payment.status !== 'paid' && { refusal: 'checking' }) };
      change = {
        attempts: [...(change.attempts ?? []), ...(left.change.attempts ?? [])],
        events: [...(change.events ?? []), ...(left.change.events ?? [])],
      };
    }
    return { change };
  }

  /** Undefined where its gateway cannot be asked. */
  private async left(...[payment, no, cancel]: Parameters<LeaveOrder['execute']>): Promise<Left | undefined> {
    try {
      return await this.steps.leaveOrder.execute(payment, no, cancel);
    } catch (error) {
      if (error instanceof PayCoreError && (error.kind === 'unavailable' || error.kind === 'rejected'))
        return undefined;
      throw error;
    }
  }
}

/** The attempt was made by this method, with the same choice. */
const isBy = ({ gateway, route, extra = {} }: Attempt, plan: AttemptPlan): boolean =>
  gateway === plan.gateway.name && route === plan.route && JSON.stringify(extra) === JSON.stringify(plan.extra ?? {});

/** The payer can still pay by what it issued. A cashier that issued nothing takes each number once. */
const isLive = (attempt: Attempt, plan: AttemptPlan, now: Date): boolean =>
  isBy(attempt, plan) && attempt.page !== undefined && !isCashier(attempt) && isPayable(attempt, now);
