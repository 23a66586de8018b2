import { PayCoreError } from '../domain/errors.ts';
import { changed, type MerchantOrder, type Payment, type PaymentRequest } from '../domain/payment.ts';
import { accountAt } from '../domain/shop.ts';
import type { Gateways } from '../gateways.ts';
import type { Method } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Clock, Metrics, Random } from '../ports/runtime.ts';
import type { ShopStore } from '../ports/shop-store.ts';
import type { AddAttempt } from './add-attempt.ts';
import { directAmount } from './attempt-amount.ts';
import { inShopsLanguage } from './in-shops-language.ts';
import { newPayment } from './new-payment.ts';
import { onePayment, underUntrimmedNumber, type CreateAnswer } from './one-payment.ts';
import type { PlaceOrder } from './place-order.ts';
import type { RepeatCreate } from './repeat-create.ts';
import { storedCredentials } from './stored-credentials.ts';
import type { Wanted } from './wanted.ts';
import { refuseRealMoneyOfTestKey } from './test-key.ts';

/** A create request, validated except for its credentials. */
export interface CreateOrder {
  readonly gateway: string;
  readonly route: string;
  readonly request: PaymentRequest;
  /** As received; the gateway validates them. The project's stored account is used where absent. */
  readonly credentials?: unknown;
  /** The merchant's order number with its blanks, where it was sent with any: older payments may be stored under it. */
  readonly untrimmedOrderNo?: string;
}

/** Creates one payment per merchant order, however many requests arrive, in parallel or not. */
export class CreatePayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly shops: ShopStore,
    private readonly gateways: Gateways,
    private readonly addAttempt: AddAttempt,
    private readonly placeOrder: PlaceOrder,
    private readonly repeatCreate: RepeatCreate,
    private readonly runtime: { clock: Clock; random: Random; metrics: Metrics },
  ) {}

  /**
   * Throws `notFound` (no such method), `invalid` (credentials, currency, environment, decimals of the amount), `conflict` (ORDER_CONFLICT),
   * `rejected` and `unavailable` (the gateway), `offline`.
   */
  async execute(caller: Caller, create: CreateOrder): Promise<CreateAnswer> {
    const wanted = await this.wanted(caller, create);
    const { plan, order } = wanted;
    const repeated = (of: MerchantOrder) => this.repeatCreate.execute(wanted, of);
    const older = await underUntrimmedNumber(order, create.untrimmedOrderNo, repeated);
    if (older) return { payment: older, created: false };
    const { page } = await this.shops.find(order.project, order.environment);
    const request = inShopsLanguage(wanted.request, page);
    const { payment, created } = await onePayment(
      this.payments,
      order,
      () => this.intent({ ...wanted, request }),
      () => repeated(order),
    );
    if (!created) return { payment, created };
    this.runtime.metrics.count('payments_created', { gateway: plan.gateway.name, method: plan.method.name });
    const placed = await this.placeOrder.execute(payment, 1, { account: plan.account, isNew: true });
    return { payment: placed, created };
  }

  /** Whether creates of the caller may leave out their credentials for this gateway. Throws `offline`. */
  async hasAccount({ project, environment }: Caller, gateway: string): Promise<boolean> {
    return accountAt(await this.shops.find(project.id, environment), gateway) !== undefined;
  }

  private async wanted(caller: Caller, create: CreateOrder): Promise<Wanted> {
    const { route, request } = create;
    const { gateway, method } = this.gateways.method(create.gateway, route);
    const credentials = create.credentials ?? (await storedCredentials(this.shops, caller, create.gateway));
    const account = gateway.open(credentials, caller.environment);
    refuseRealMoneyOfTestKey(caller, account);
    refuseCurrency(method, request.currency);
    const { environment } = account;
    return {
      order: { project: caller.project.id, environment, merchantOrderNo: request.merchantOrderNo },
      plan: { gateway, route, method, account, ...directAmount(method, request) },
      request,
    };
  }

  private intent({ order, plan, request }: Wanted): Payment {
    const { clock, random } = this.runtime;
    const createdAt = clock.now();
    const payment = newPayment(order, { mode: 'direct', request }, createdAt, random);
    const added = this.addAttempt.planned(plan, 1, createdAt);
    return changed(payment, { added, events: [{ at: createdAt, type: 'created' }] });
  }
}

function refuseCurrency(method: Method, currency: string): void {
  if (!method.currencies || method.currencies.includes(currency)) return;
  const message = `The currency must be one of: ${method.currencies.join(', ')}.`;
  throw new PayCoreError('invalid', method.currencyFault ?? 'INVALID_ARGUMENT', message, {
    fields: { currency: [message] },
  });
}
