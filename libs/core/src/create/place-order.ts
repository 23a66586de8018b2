import type { Attempt, AttemptFields } from '../domain/attempt.ts';
import { attemptOf, hasCode } from '../domain/attempts.ts';
import { PayCoreError } from '../domain/errors.ts';
import { mergeInfo, type Info } from '../domain/info.ts';
import { daysToLinkEnd } from '../domain/link.ts';
import { languageTag } from '../domain/locales.ts';
import { changed, eventOf, type Payment, type PaymentChange } from '../domain/payment.ts';
import type { Draft } from '../domain/row.ts';
import { Secret } from '../domain/secret.ts';
import type { Gateways } from '../gateways.ts';
import { withIdentity } from '../placed-order.ts';
import type { Created, GatewayAccount, Order, OrderIdentity, OrderUrls } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Links, Log, Metrics } from '../ports/runtime.ts';
import type { NoteProof } from '../questions/note-proof.ts';
import type { SettlePayment } from '../settle/settle-payment.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import { isHeldBy, type CreateLease } from './lease.ts';
import { watchOf } from './watch.ts';

const defaultExpireDays = 7;

interface PlaceOptions {
  /** The attempt's account, where the caller already has it. */
  readonly account?: GatewayAccount;
  /** This call made the payment: a refusal after which the contract stores none removes it. */
  readonly isNew?: boolean;
}

/** Places a stored attempt's order at its gateway and stores what was issued. Only the lease holder may call it. */
export class PlaceOrder {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
    private readonly links: Links,
    private readonly lease: CreateLease,
    private readonly noteProof: NoteProof,
    private readonly runtime: { clock: Clock; log: Log; metrics: Metrics },
  ) {}

  /** Takes over an abandoned create; undefined where somebody else was faster. */
  async take(payment: Payment, no: number): Promise<Payment | undefined> {
    const creating = this.lease.taken((attemptOf(payment, no).creating?.attempts ?? 0) + 1);
    const change = { attempts: [{ no, set: { creating } }] };
    const result = await this.payments.update(payment, change);
    return result === 'saved' ? changed(payment, change) : undefined;
  }

  /**
   * The payment with what the gateway issued. Rethrows the adapter's error after recording it: a refusal fails the attempt;
   * after an unclear answer a repeat or the scheduler tries again with the same order number.
   */
  async execute(payment: Payment, no: number, options: PlaceOptions = {}): Promise<Payment> {
    const attempt = attemptOf(payment, no);
    let account: GatewayAccount;
    let created: Created;
    try {
      account = options.account ?? this.gateways.accountOf(payment, attempt);
      created = await account.create(this.orderOf(payment, attempt));
    } catch (error) {
      await this.note(payment, attempt, error, options.isNew ?? false);
      throw error;
    }
    // A form goes to the gateway with the payer: nobody has answered yet.
    if (created.page.kind !== 'form') await this.noteProof.execute(payment, no, 'answer');
    const canQuery = account.query !== undefined;
    return writeFresh(this.payments, payment, (current) => this.issued(current, no, created, canQuery));
  }

  private orderOf(payment: Payment, attempt: Attempt): Order {
    const { request } = payment;
    const { createdAt } = attempt;
    const daysLeft = daysToLinkEnd(payment, createdAt) ?? Infinity;
    const own: Draft<Omit<Order, keyof OrderIdentity>> = {
      itemName: request.itemName ?? request.description ?? request.merchantOrderNo,
      buyer: request.buyer,
      expireDays: Math.min(request.expireDays ?? defaultExpireDays, daysLeft),
      createdAt,
      urls: new UrlsOfAttempt(this.links, payment, attempt),
      extra: attempt.extra ?? request.extra,
    };
    if (request.description !== undefined) own.description = request.description;
    return withIdentity(own, payment, attempt);
  }

  /** Nothing to write where another holder of the same order has already stored it. */
  private issued(payment: Payment, no: number, created: Created, canQuery: boolean): PaymentChange | undefined {
    const attempt = attemptOf(payment, no);
    if (!attempt.creating && attempt.page) return undefined;
    // A callback may have delivered the code before the gateway answered the create.
    const isShown = hasCode(attempt);
    const deadline = (isShown ? attempt.expiresAt : undefined) ?? created.expiresAt;
    const { expiresAt, closesAt, asksAt } = watchOf(attempt, this.gateways, deadline);
    const tradeNo = attempt.gatewayTradeNo ?? created.gatewayTradeNo;
    const isOpen = attempt.status === 'pending';
    const set: Draft<AttemptFields> = { creating: undefined, info: mergeInfo(attempt.info, created.info), expiresAt };
    if (!isShown) set.page = Secret.of(created.page);
    // A form that the payer picked goes to their browser with the answer.
    if (payment.mode === 'all_in_one' && created.page.kind === 'form') set.isOut = true;
    if (tradeNo !== undefined) set.gatewayTradeNo = tradeNo;
    // Closed by us meanwhile, it is watched all the same.
    if (attempt.status !== 'paid') set.closesAt = closesAt;
    if (isOpen && canQuery) set.asksAt = asksAt;
    const issued = eventOf(attempt.no, { at: this.runtime.clock.now(), type: 'issued' });
    return { attempts: [{ no: attempt.no, set }], events: isShown ? [] : [issued] };
  }

  private async note(payment: Payment, attempt: Attempt, error: unknown, isNew: boolean): Promise<void> {
    const { log, metrics } = this.runtime;
    const isRefusal = error instanceof PayCoreError && error.kind !== 'unavailable';
    metrics.count('creates_failed', { gateway: attempt.gateway, refused: String(isRefusal) });
    const calls = attempt.creating?.attempts ?? 1;
    if (isRefusal && error.leavesNoPayment && isNew && payment.attempts.length === 1) {
      await this.payments.remove(payment);
    } else if (isRefusal) {
      const { kind, code, message } = error;
      await this.fail(payment, attempt, { kind, code, message });
    } else if (calls >= this.gateways.get(attempt.gateway).createAttempts) {
      const { paymentNo } = payment;
      log.warn('Create failed: the gateway never gave a clear answer', { paymentNo, attempt: attempt.no, calls });
      await this.fail(payment, attempt, { kind: 'unavailable' });
    } else {
      await this.release(payment, attempt);
    }
  }

  /** Does nothing where another holder has since got an answer, or may still get one. */
  private fail(payment: Payment, { no, creating }: Attempt, reason: Info): Promise<Payment> {
    return this.settlePayment.execute(
      payment,
      no,
      { status: 'failed', reason },
      { applies: (current) => isHeldBy(creating, attemptOf(current, no).creating) },
    );
  }

  private async release(payment: Payment, { no, creating }: Attempt): Promise<void> {
    await writeFresh(this.payments, payment, (current) => {
      const held = attemptOf(current, no).creating;
      if (!held || !isHeldBy(creating, held)) return undefined;
      return { attempts: [{ no, set: { creating: this.lease.released(held) } }] };
    });
  }
}

/** Each made where it is read: those with a token cost a hash, and most adapters need none. */
class UrlsOfAttempt implements OrderUrls {
  readonly callback: string;
  declare readonly locale?: string;

  readonly #links: Links;
  readonly #of: { readonly gateway: string; readonly paymentNo: string; readonly locale: string | undefined };

  constructor(links: Links, { paymentNo, request }: Payment, attempt: Attempt) {
    const { no, gateway, isKeyedByPayment, locale = request.locale } = attempt;
    this.#links = links;
    this.#of = { gateway, paymentNo, locale };
    this.callback = links.callback({ paymentNo, attempt: no, gateway, isKeyedByPayment });
    if (locale !== undefined) this.locale = languageTag(locale);
  }

  get return(): string {
    const { gateway, paymentNo, locale } = this.#of;
    return this.#links.return(gateway, paymentNo, locale);
  }

  get returnWithToken(): string {
    const { gateway, paymentNo, locale } = this.#of;
    return this.#links.returnWithToken(gateway, paymentNo, locale);
  }

  get page(): string {
    const { paymentNo, locale } = this.#of;
    return this.#links.page(paymentNo, locale);
  }
}
