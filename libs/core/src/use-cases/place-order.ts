import { closingTime } from '../domain/closing.ts';
import { PayCoreError } from '../domain/errors.ts';
import { mergeInfo } from '../domain/info.ts';
import type { Outcome } from '../domain/outcome.ts';
import { leadsToGateway } from '../domain/page.ts';
import type { Payment, PaymentChange } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import { newToken } from '../domain/token.ts';
import type { Gateways } from '../gateways.ts';
import type { Created, Gateway, GatewayAccount, Method, Order } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Links, Log, Metrics, Random } from '../ports/runtime.ts';
import type { SettlePayment } from './settle-payment.ts';
import { writeFresh } from './write-fresh.ts';

const hour = 3_600_000;

const defaultExpireDays = 7;

/** Places a stored payment's order at its gateway and stores what was issued. Only the lease holder may call it. */
export class PlaceOrder {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
    private readonly links: Links,
    private readonly runtime: { clock: Clock; random: Random; log: Log; metrics: Metrics },
    /** Longer than the gateway call (15 s) and the writes around it, so that callers never overlap. */
    private readonly leaseMs: number,
  ) {}

  lease(attempts: number): NonNullable<Payment['creating']> {
    const until = new Date(this.runtime.clock.now().getTime() + this.leaseMs);
    return { token: newToken(this.runtime.random), until, attempts, isReleased: false };
  }

  /** Takes over an abandoned create; undefined where somebody else was faster. */
  async take(payment: Payment): Promise<Payment | undefined> {
    const creating = this.lease((payment.creating?.attempts ?? 0) + 1);
    const result = await this.payments.update(payment, { set: { creating } });
    return result === 'saved' ? { ...payment, creating, version: payment.version + 1 } : undefined;
  }

  /**
   * The payment with what the gateway issued. Rethrows the adapter's error after recording it: a refusal fails the payment and
   * frees its order; after an unclear answer a repeat or the scheduler tries again with the same order number. `opened` is
   * the payment's account, where the caller already has it.
   */
  async execute(payment: Payment, opened?: GatewayAccount): Promise<Payment> {
    const { gateway, method } = this.gateways.method(payment.gateway, payment.route);
    let account: GatewayAccount;
    let created: Created;
    try {
      account = opened ?? this.gateways.accountOf(payment);
      created = await account.create(this.orderOf(payment));
    } catch (error) {
      await this.note(payment, gateway, error);
      throw error;
    }
    const canQuery = account.sync !== undefined;
    return writeFresh(this.payments, payment, (current) => this.issued(current, created, gateway, method, canQuery));
  }

  private orderOf(payment: Payment): Order {
    const { request, paymentNo, gateway } = payment;
    return {
      paymentNo,
      gatewayOrderNo: payment.gatewayOrderNo,
      merchantOrderNo: request.merchantOrderNo,
      route: payment.route,
      amount: request.amount,
      currency: request.currency,
      itemName: request.itemName ?? request.description ?? request.merchantOrderNo,
      ...(request.description !== undefined && { description: request.description }),
      buyer: request.buyer,
      expireDays: request.expireDays ?? defaultExpireDays,
      createdAt: payment.createdAt,
      urls: {
        callback: this.links.callback(gateway, paymentNo),
        return: this.links.return(gateway, paymentNo),
        page: this.links.page(paymentNo),
      },
      extra: request.extra,
    };
  }

  /** Nothing to write where another holder of the same order has already stored it. */
  private issued(
    payment: Payment,
    created: Created,
    gateway: Gateway,
    method: Method,
    canQuery: boolean,
  ): PaymentChange | undefined {
    if (!payment.creating && payment.page) return undefined;
    // A callback may have delivered the code before the gateway answered the create.
    const isShown = !leadsToGateway(payment.page?.reveal());
    const openHours = method.openHours ?? 24;
    const expiresAt =
      (isShown ? payment.expiresAt : undefined) ??
      created.expiresAt ??
      new Date(payment.createdAt.getTime() + openHours * hour);
    const tradeNo = payment.gatewayTradeNo ?? created.gatewayTradeNo;
    const isOpen = payment.status === 'pending';
    return {
      set: {
        creating: undefined,
        info: mergeInfo(payment.info, created.info),
        ...(!isShown && { page: Secret.of(created.page) }),
        expiresAt,
        ...(tradeNo !== undefined && { gatewayTradeNo: tradeNo }),
        ...(isOpen && { closesAt: closingTime(method, expiresAt) }),
        ...(isOpen &&
          canQuery && { asksAt: new Date(payment.createdAt.getTime() + gateway.firstQueryAfterSeconds * 1000) }),
      },
      events: isShown ? [] : [{ at: this.runtime.clock.now(), type: 'issued' }],
    };
  }

  private async note(payment: Payment, gateway: Gateway, error: unknown): Promise<void> {
    const { log, metrics } = this.runtime;
    const isRefusal = error instanceof PayCoreError && error.kind !== 'unavailable';
    metrics.count('creates_failed', { gateway: gateway.name, refused: String(isRefusal) });
    const attempts = payment.creating?.attempts ?? 1;
    if (isRefusal && error.leavesNoPayment) {
      await this.payments.remove(payment);
    } else if (isRefusal) {
      const { kind, code, message } = error;
      await this.fail(payment, { reason: { kind, code, message } });
    } else if (attempts >= gateway.createAttempts) {
      log.warn('Create failed: the gateway never gave a clear answer', { paymentNo: payment.paymentNo, attempts });
      await this.fail(payment, { reason: { kind: 'unavailable' } });
    } else {
      await this.release(payment, attempts);
    }
  }

  /** Does nothing where another holder has since got an answer, or may still get one. */
  private fail(payment: Payment, outcome: Omit<Outcome, 'status'>): Promise<Payment> {
    return this.settlePayment.execute(payment, { status: 'failed', ...outcome }, isTakenBy(payment));
  }

  private async release(payment: Payment, attempts: number): Promise<void> {
    const delay = Math.min(5_000 * 2 ** (attempts - 1), 300_000);
    const until = new Date(this.runtime.clock.now().getTime() + delay);
    const isMine = isTakenBy(payment);
    await writeFresh(this.payments, payment, (current) =>
      current.creating && isMine(current)
        ? { set: { creating: { ...current.creating, until, isReleased: true } } }
        : undefined,
    );
  }
}

const isTakenBy = (taker: Payment) => (current: Payment) =>
  current.creating !== undefined && current.creating.token === taker.creating?.token;
