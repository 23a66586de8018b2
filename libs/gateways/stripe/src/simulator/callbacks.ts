import { deliver, postCallback, type SimulatorRuntime } from '@paycore/simulator-kit';
import { createHmac } from 'node:crypto';
import { accountOf } from './accounts.ts';
import { chargeJson, disputeJson, refundedOf, refundJson, withRefund } from './charge.ts';
import { isLive, toJson, token, type Dispute, type Intent, type Ledger, type Refund } from './orders.ts';

/** Stripe's API version of the events, which may be another than that of the calls. */
const apiVersion = '2026-10-28.endive';

/** Seconds. Stripe publishes no more than "up to three days, with exponential back off". */
const delays = [60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** One event keeps its id and body however often it is sent; each try is signed anew. */
interface Event {
  readonly body: string;
}

function eventOf(intent: Intent, { type, object, before }: Happened, at: Date): Event {
  const event = {
    id: `evt_${token(24)}`,
    object: 'event',
    api_version: apiVersion,
    created: Math.floor(at.getTime() / 1000),
    data: { object, ...(before && { previous_attributes: before }) },
    livemode: isLive(intent),
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  return { body: JSON.stringify(event, null, 2) };
}

/** `t=…,v1=…`: HMAC-SHA256 over time, dot and body with the endpoint's whole secret. */
export function signatureHeader(body: string, secret: string, at: Date): string {
  const time = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac('sha256', secret);
  mac.update(time);
  mac.update('.');
  mac.update(body, 'utf8');
  return `t=${time},v1=${mac.digest('hex')}`;
}

/** Posts what happened to the endpoint of the intent's account, until it answers 2xx. */
export class Events {
  constructor(
    private readonly ledger: Ledger,
    private readonly runtime: Pick<SimulatorRuntime, 'send' | 'later' | 'now' | 'callbackUrl'>,
  ) {}

  async send(intent: Intent, happened: Happened, times = 1): Promise<void> {
    const event = eventOf(intent, happened, this.runtime.now());
    const { later } = this.runtime;
    await deliver(() => this.#post(intent, event, secretOf(intent)), times, { later, pauses: delays });
  }

  /** Once and never again, signed by somebody who has not the secret. */
  async sendForged(intent: Intent, happened: Happened, times = 1): Promise<void> {
    const event = eventOf(intent, happened, this.runtime.now());
    for (let sent = 0; sent < times; sent += 1) await this.#post(intent, event, 'whsec_forged');
  }

  /** As Stripe does: not in the answer to a call, but right after. */
  sendSoon(intent: Intent, ...all: readonly Happened[]): void {
    this.runtime.later(1, async () => {
      for (const happened of all) await this.send(intent, happened);
    });
  }

  async #post(intent: Intent, { body }: Event, secret: string): Promise<boolean> {
    const url = endpointOf(intent, this.runtime.callbackUrl);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature': signatureHeader(body, secret, this.runtime.now()),
    };
    const { status } = await postCallback(this.ledger, this.runtime, intent, { url, headers, body });
    return status >= 200 && status < 300;
  }
}

const secretOf = ({ publishableKey }: Intent) => accountOf(publishableKey)?.webhookSecret ?? 'whsec_unknown';

/** The merchant may have put a secret of their own into the address. */
export function endpointOf({ publishableKey }: Intent, callbackUrl: string): string {
  const secret = accountOf(publishableKey)?.callbackSecret;
  return secret === undefined ? callbackUrl : `${callbackUrl}?callback_secret=${encodeURIComponent(secret)}`;
}

/** What an event tells of: its type, the object as it then is, and what of that was otherwise before. */
export interface Happened {
  readonly type: string;
  readonly object: object;
  readonly before?: object;
}

export type IntentEvent =
  `payment_intent.${'succeeded' | 'payment_failed' | 'canceled' | 'processing' | 'requires_action' | 'created'}`;

export const ofIntent = (intent: Intent, type: IntentEvent): Happened => ({ type, object: toJson(intent) });

/** Three events of one refund: it is made, the charge has less, and Stripe learns more of it. */
export function ofRefund(intent: Intent, refund: Refund, after: Refund): [Happened, Happened, ...Happened[]] {
  const amount_refunded = refundedOf(intent) - refund.amount;
  return [
    { type: 'refund.created', object: refundJson(intent, refund) },
    { type: 'charge.refunded', object: chargeJson(intent), before: { amount_refunded, refunded: false } },
    { type: 'refund.updated', object: refundJson(intent, after), before: { status: refund.status } },
    ...(after.status === 'failed' ? [{ type: 'refund.failed', object: refundJson(intent, after) }] : []),
  ];
}

export const ofDispute = (intent: Intent, dispute: Dispute): Happened => ({
  type: 'charge.dispute.created',
  object: disputeJson(intent, dispute),
});

/** A refund that Stripe has: tells of it, and of what becomes of it. */
export interface Refunding {
  readonly intent: Intent;
  readonly made: Refund;
  readonly after: Refund;
}

/** Tells each of the refund's events so many times, and keeps what it became between. */
export async function tellRefund(
  { intent, made, after }: Refunding,
  { ledger, events }: { readonly ledger: Ledger; readonly events: Events },
  times = 1,
): Promise<void> {
  const [created, charged, ...later] = ofRefund(intent, made, after);
  for (const happened of [created, charged]) await events.send(intent, happened, times);
  const settled = ledger.change(intent, (current) => withRefund(current, after));
  for (const happened of later) await events.send(settled, happened, times);
}
