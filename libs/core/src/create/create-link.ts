import { isMoneyMoving, isPayable, isSpent } from '../domain/attempts.ts';
import { invalidArgument, orderConflict, type PayCoreError } from '../domain/errors.ts';
import { hasOpenLink, isSameMoney } from '../domain/link.ts';
import type { MerchantOrder, Payment, PaymentRequest } from '../domain/payment.ts';
import { tooManyDecimals } from '../domain/sent-amount.ts';
import type { Shop } from '../domain/shop.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Clock, Metrics, Random } from '../ports/runtime.ts';
import type { ShopStore } from '../ports/shop-store.ts';
import { usableMethods, wishOf } from '../pick/offered-methods.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import { finestDecimals } from './attempt-amount.ts';
import type { FindRepeated } from './find-repeated.ts';
import { inShopsLanguage } from './in-shops-language.ts';
import { newPayment } from './new-payment.ts';
import { onePayment, underUntrimmedNumber, type CreateAnswer } from './one-payment.ts';

const defaultLifeMs = 7 * 86_400_000;

/** A create of a payment whose method the payer picks. */
export interface CreateLinkOrder {
  /** Its amount in major units. */
  readonly request: PaymentRequest;
  /** Until when the payer may pick; seven days from now where absent. */
  readonly linkExpiresAt?: Date;
  /** The merchant's order number with its blanks, where it was sent with any: older payments may be stored under it. */
  readonly untrimmedOrderNo?: string;
}

/** Creates the one payment of an order for which the payer picks the method: no gateway is called. */
export class CreateLink {
  constructor(
    private readonly payments: PaymentStore,
    private readonly shops: ShopStore,
    private readonly gateways: Gateways,
    private readonly findRepeated: FindRepeated,
    private readonly runtime: { clock: Clock; random: Random; metrics: Metrics },
  ) {}

  /** Throws `invalid` where none of the shop's methods can take the money, `conflict` (ORDER_CONFLICT), `offline`. */
  async execute({ project, environment }: Caller, create: CreateLinkOrder): Promise<CreateAnswer> {
    const { merchantOrderNo } = create.request;
    const order = { project: project.id, environment, merchantOrderNo };
    const repeated = (of: MerchantOrder) => this.repeated(of, create);
    const older = await underUntrimmedNumber(order, create.untrimmedOrderNo, repeated);
    if (older) return { payment: older, created: false };
    const shop = await this.shops.find(order.project, environment);
    const unfit = this.unfit(shop, create.request);
    if (unfit) {
      // What is offered today does not matter to a payment that was made before.
      const known = await repeated(order);
      if (!known) throw unfit;
      return { payment: known, created: false };
    }
    const answer = await onePayment(
      this.payments,
      order,
      () => this.intent(order, shop, create),
      () => repeated(order),
    );
    if (answer.created) this.runtime.metrics.count('payments_created', { gateway: 'paycore', method: 'all' });
    return answer;
  }

  private intent(order: MerchantOrder, { page }: Shop, create: CreateLinkOrder): Payment {
    const { clock, random } = this.runtime;
    const now = clock.now();
    const request = inShopsLanguage(create.request, page);
    const payment = newPayment(order, { mode: 'all_in_one', request }, now, random);
    const link = { expiresAt: this.endOf(create), isOpen: true };
    return { ...payment, link, events: [{ at: now, type: 'created' }] };
  }

  private endOf({ linkExpiresAt }: CreateLinkOrder): Date {
    return linkExpiresAt ?? new Date(this.runtime.clock.now().getTime() + defaultLifeMs);
  }

  /** Undefined where at least one of the shop's methods can take the money. */
  private unfit(shop: Shop, request: PaymentRequest): PayCoreError | undefined {
    const { currency, methods } = request;
    if (usableMethods(shop, this.gateways, wishOf(request)).length > 0) return undefined;
    const anyAmount = usableMethods(shop, this.gateways, { currency, methods });
    const finest = Math.max(...anyAmount.map(({ parts }) => finestDecimals(parts.method, currency)));
    if (anyAmount.length > 0 && (request.decimals ?? 0) > finest) return tooManyDecimals(finest, currency);
    const field = anyAmount.length > 0 ? 'amount' : methods ? 'methods' : 'currency';
    const message = `None of the project's enabled payment methods can take this ${field}.`;
    return invalidArgument(message, { [field]: [message] });
  }

  private async repeated(order: MerchantOrder, create: CreateLinkOrder): Promise<Payment | undefined> {
    const isSame = (payment: Payment) => payment.mode === 'all_in_one' && isSameMoney(payment.request, create.request);
    const known = await this.findRepeated.execute(order, isSame);
    const payment = known && (await this.payable(known, create));
    // It may have ended since it was found: then its order is free.
    return payment?.status === 'pending' || payment?.status === 'paid' ? payment : undefined;
  }

  /**
   * Opens the link again where nothing is left to pay by, though the report of something earlier is awaited. Throws `conflict`
   * where no attempt is left either.
   */
  private payable(payment: Payment, create: CreateLinkOrder): Promise<Payment> {
    const now = this.runtime.clock.now();
    return writeFresh(this.payments, payment, (current) => {
      const isBeingPaid =
        isMoneyMoving(current) ||
        current.attempts.some((attempt) => attempt.creating !== undefined || isPayable(attempt, now));
      if (current.status !== 'pending' || isBeingPaid) return undefined;
      if (isSpent(current)) throw orderConflict(current.paymentNo);
      if (hasOpenLink(current, now)) return undefined;
      const link = { expiresAt: this.endOf(create), isOpen: true };
      return { set: { link }, events: [{ at: now, type: 'link_reopened' }] };
    });
  }
}
