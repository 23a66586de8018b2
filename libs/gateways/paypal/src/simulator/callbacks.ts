import { randomBytes } from 'node:crypto';
import { deliver, postCallback, type SimulatorRuntime } from '@paycore/simulator-kit';
import { accountOf } from './accounts.ts';
import { keysIn, type Ledger, type Order } from './orders.ts';
import { captureView, disputeView, orderView, refundView } from './answers.ts';
import { makeKeys, type Keys } from './keys.ts';
import { sign } from './sign.ts';

export type EventType =
  | 'CHECKOUT.ORDER.APPROVED'
  | 'PAYMENT.CAPTURE.COMPLETED'
  | 'PAYMENT.CAPTURE.PENDING'
  | 'PAYMENT.CAPTURE.DENIED'
  | 'PAYMENT.CAPTURE.REFUNDED'
  | 'PAYMENT.CAPTURE.REVERSED'
  | 'CUSTOMER.DISPUTE.CREATED';

const maxTries = 25;
/** PayPal tries for three days; in which steps is not known. */
const pauses = Array.from({ length: maxTries - 1 }, (_, tries) => Math.min(60 * 2 ** tries, 14_400));

/** Tells the merchant's webhook what happens to orders, until that answers with a 2xx. */
export class Events {
  readonly keys: () => Keys;
  readonly #underWay = new Map<string, Set<Promise<unknown>>>();

  constructor(
    private readonly ledger: Ledger,
    private readonly runtime: SimulatorRuntime,
  ) {
    this.keys = keysIn(runtime.journal, `${runtime.baseUrl}/issuer.crt`, makeKeys);
  }

  get origin(): string {
    return new URL(this.runtime.baseUrl).origin;
  }

  /** Resolves when each was answered or timed out. */
  async send(type: EventType, order: Order, times = 1): Promise<void> {
    if (order.isQuiet) return;
    const body = this.#bodyOf(type, order);
    const { later } = this.runtime;
    await this.#during(order, () => deliver(() => this.#post(order, body), times, { later, pauses }));
  }

  /** Sent with a signature for somebody else's webhook, and never again. */
  async sendForged(type: EventType, order: Order, times: number): Promise<void> {
    for (let sent = 0; sent < times; sent += 1) await this.#post(order, this.#bodyOf(type, order), 'WH-FORGED');
  }

  /** Until nothing more is on its way for this order. */
  async settled({ id }: Order): Promise<void> {
    for (let running = this.#underWay.get(id); running?.size; running = this.#underWay.get(id)) {
      await Promise.all(running);
    }
  }

  async #during({ id }: Order, task: () => Promise<void>): Promise<void> {
    const running = this.#underWay.get(id) ?? new Set();
    this.#underWay.set(id, running);
    const promise = task();
    running.add(promise);
    await promise.finally(() => running.delete(promise));
  }

  async #post(order: Order, body: string, webhookId = accountOf(order.clientId)?.webhookId ?? ''): Promise<boolean> {
    const headers = sign(body, webhookId, this.keys(), this.origin, this.runtime.now());
    const message = { url: this.runtime.callbackUrl, headers, body, timeoutMs: 30_000 };
    const { status } = await postCallback(this.ledger, this.runtime, order, message);
    return status >= 200 && status < 300;
  }

  #bodyOf(type: EventType, order: Order): string {
    const { kind, summary, resource } = contentOf(type, order, this.origin);
    const id = `WH-${randomBytes(9).toString('hex').toUpperCase()}-${randomBytes(9).toString('hex').toUpperCase()}`;
    return JSON.stringify({
      id,
      event_version: '1.0',
      create_time: this.runtime.now().toISOString(),
      resource_type: kind,
      resource_version: '2.0',
      event_type: type,
      summary,
      resource,
      links: [{ href: `${this.origin}/v1/notifications/webhooks-events/${id}`, rel: 'self', method: 'GET' }],
    });
  }
}

/** What an event is about: the order, its capture, the newest refund of its kind, or the dispute. */
function contentOf(type: EventType, order: Order, origin: string) {
  if (type === 'CHECKOUT.ORDER.APPROVED') {
    const summary = 'An order has been approved by buyer';
    return { kind: 'checkout-order', summary, resource: orderView(order, origin) };
  }
  if (type === 'CUSTOMER.DISPUTE.CREATED') {
    return { kind: 'dispute', summary: 'A new dispute opened', resource: disputeView(order, origin) };
  }
  const what = type.slice('PAYMENT.CAPTURE.'.length).toLowerCase();
  const refund = order.refunds?.findLast(({ kind }) => kind === what);
  return refund
    ? { kind: 'refund', summary: `A capture payment was ${what}`, resource: refundView(order, refund, origin) }
    : { kind: 'capture', summary: `Payment ${what}`, resource: captureView(order, origin) };
}
