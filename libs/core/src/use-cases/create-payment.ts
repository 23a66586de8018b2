import { isCompleting } from '../domain/closing.ts';
import { orderConflict, PayCoreError, type ErrorKind } from '../domain/errors.ts';
import { newGatewayOrderNo, newPaymentNo } from '../domain/payment-no.ts';
import type { Payment, PaymentRequest } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { Gateways } from '../gateways.ts';
import type { Gateway, GatewayAccount, Method } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Clock, Metrics, Random } from '../ports/runtime.ts';
import type { LookUpPayment } from './look-up-payment.ts';
import type { PlaceOrder } from './place-order.ts';
import { refuseRealMoneyOfTestKey } from './test-key.ts';

/** A create request, validated except for its credentials. */
export interface CreateOrder {
  readonly gateway: string;
  readonly route: string;
  readonly request: PaymentRequest;
  /** As received; the gateway validates them. */
  readonly credentials: unknown;
}

/** The order's payment. */
export interface CreateAnswer {
  readonly payment: Payment;
  /** False where the order already had a payment. */
  readonly created: boolean;
}

/** How long a repeated create waits for the first one's answer. */
const maxWaitMs = 20_000;
const maxRounds = 5;

/** Creates one payment per merchant order, however many requests arrive, in parallel or not. */
export class CreatePayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly placeOrder: PlaceOrder,
    private readonly lookUpPayment: LookUpPayment,
    private readonly runtime: { clock: Clock; random: Random; metrics: Metrics },
  ) {}

  /**
   * Throws `notFound` (no such method), `invalid` (credentials, currency, environment), `conflict` (ORDER_CONFLICT),
   * `rejected` and `unavailable` (the gateway), `offline`.
   */
  async execute(caller: Caller, order: CreateOrder): Promise<CreateAnswer> {
    const { gateway, method } = this.gateways.method(order.gateway, order.route);
    const account = gateway.open(order.credentials, caller.environment);
    refuseRealMoneyOfTestKey(caller, account);
    refuseCurrency(method, order.request.currency);
    const wanted = { ...order, account, project: caller.project.id };
    for (let round = 0; round < maxRounds; round += 1) {
      const payment = this.intent(wanted, gateway, method);
      const inserted = await this.payments.insert(payment);
      if (inserted === 'inserted') {
        this.runtime.metrics.count('payments_created', { gateway: gateway.name, method: method.name });
        return { payment: await this.placeOrder.execute(payment, account), created: true };
      }
      const known = await this.known(inserted, wanted);
      if (known) return known;
    }
    throw orderConflict();
  }

  /** The payment that prevented the insert; undefined where it has since disappeared. */
  private async known(
    found: 'orderPaid' | 'orderTaken' | 'numberTaken',
    wanted: Wanted,
  ): Promise<CreateAnswer | undefined> {
    if (found === 'numberTaken') return undefined;
    return found === 'orderPaid' ? this.paid(wanted) : this.held(wanted);
  }

  private async paid(wanted: Wanted): Promise<CreateAnswer | undefined> {
    const paid = await this.payments.findPaid(wanted.project, wanted.request.merchantOrderNo);
    if (!paid) return undefined;
    refuseOther(paid, wanted);
    return { payment: paid, created: false };
  }

  /** The order's open payment, once its create has finished; undefined where it has since disappeared. */
  private async held(wanted: Wanted): Promise<CreateAnswer | undefined> {
    const holder = await this.payments.findHolder(wanted.project, wanted.request.merchantOrderNo);
    if (!holder) return undefined;
    if (holder.status === 'expired' || holder.status === 'failed') return this.free(holder);
    refuseOther(holder, wanted);
    const payment = await this.whole(holder);
    return payment && { payment, created: false };
  }

  /** The holder took its order back for a late completion whose result is unknown: only the gateway can tell. */
  private async free(holder: Payment): Promise<undefined> {
    const conflict = orderConflict({ paymentNo: holder.paymentNo });
    if (isCompleting(holder, this.runtime.clock.now())) throw conflict;
    const { payment, wasQueried } = await this.lookUpPayment.execute(holder);
    if (payment.status === 'paid') return;
    if (!wasQueried) throw conflict;
    if (payment.holdsOrder)
      await this.payments.update(payment, { set: { holdsOrder: false, completingUntil: undefined } });
  }

  private async whole(holder: Payment): Promise<Payment | undefined> {
    const { clock } = this.runtime;
    const giveUpAt = clock.now().getTime() + maxWaitMs;
    let payment: Payment | undefined = holder;
    for (let pause = 25; payment?.creating; pause = Math.min(pause * 2, 400)) {
      const { isReleased, until } = payment.creating;
      const isFree = until <= clock.now() || (isReleased && payment === holder);
      // A waiting repeat gets the first one's error: a burst of repeats must not use up the attempts at the gateway.
      if (isReleased && !isFree) throw refusalOf(payment);
      const taken: Payment | undefined = isFree ? await this.placeOrder.take(payment) : undefined;
      if (taken) return this.placeOrder.execute(taken);
      if (clock.now().getTime() >= giveUpAt) throw orderConflict({ paymentNo: payment.paymentNo });
      await clock.sleep(pause);
      payment = await this.payments.find(payment.paymentNo);
    }
    if (payment?.status === 'failed' && holder.creating) throw refusalOf(payment);
    return payment;
  }

  private intent({ request, account, project, route, credentials }: Wanted, gateway: Gateway, method: Method): Payment {
    const { clock, random } = this.runtime;
    const createdAt = clock.now();
    const pick = random.pick.bind(random);
    return {
      paymentNo: newPaymentNo(createdAt, pick),
      project,
      request,
      gateway: gateway.name,
      route,
      method: method.name,
      accountId: account.id,
      environment: account.environment,
      credentials: Secret.of(credentials),
      gatewayOrderNo: newGatewayOrderNo(createdAt, pick, gateway.orderNoLength),
      status: 'pending',
      simulated: false,
      info: {},
      createdAt,
      creating: this.placeOrder.lease(1),
      asks: 0,
      holdsOrder: true,
      holdsPaid: false,
      events: [{ at: createdAt, type: 'created' }],
      refusedCallbacks: 0,
      version: 1,
    };
  }
}

interface Wanted extends CreateOrder {
  readonly account: GatewayAccount;
  readonly project: string;
}

function refuseCurrency(method: Method, currency: string): void {
  if (!method.currencies || method.currencies.includes(currency)) return;
  const message = `The currency must be one of: ${method.currencies.join(', ')}.`;
  throw new PayCoreError('invalid', method.currencyFault ?? 'INVALID_ARGUMENT', message, {
    fields: { currency: [message] },
  });
}

/** A repeat counts as the same payment only with the same money, method and account. */
function refuseOther(payment: Payment, { gateway, route, request, account }: Wanted): void {
  const isSame =
    payment.gateway === gateway &&
    payment.route === route &&
    payment.request.amount === request.amount &&
    payment.request.currency === request.currency &&
    payment.accountId === account.id &&
    payment.environment === account.environment;
  if (!isSame) throw orderConflict({ paymentNo: payment.paymentNo });
}

/** The error that the awaited create received. */
function refusalOf(payment: Payment): PayCoreError {
  const reason = payment.events.findLast(({ type }) => type === 'failed')?.detail ?? {};
  const { kind = 'unavailable', code = 'PAYMENT_GATEWAY_ERROR', message = 'Payment gateway error' } = reason;
  return new PayCoreError(kind as ErrorKind, String(code), String(message));
}
