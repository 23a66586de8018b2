import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import * as z from 'zod';
import type { Journal } from './journal.ts';

/** A notice as the demo shop got it. `body` is the text, byte for byte: what the signature covers. */
export interface ReceivedNotice {
  readonly received_at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly verified: boolean;
}

/** How the shop answers notices; it records them all the same. */
export interface MerchantMode {
  readonly status: number;
  readonly ms: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly hang: boolean;
}

export const obliging: MerchantMode = { status: 200, ms: 0, headers: {}, hang: false };

/** Also the journal's length after a start. */
export const NOTICES_KEPT = 10_000;

const entrySchema = z.object({
  received_at: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  verified: z.boolean(),
});
const bodySchema = z.object({ data: z.object({ payment_no: z.string() }) });

/** A shop that does what a merchant's engineer would: checks the signature with the public package, and keeps the notice. */
export class DemoMerchant {
  mode = obliging;
  #notices: ReceivedNotice[];
  readonly #webhooks: readonly Webhook[];

  constructor(
    secrets: readonly string[],
    private readonly journal: Journal,
    private readonly now: () => Date,
  ) {
    this.#webhooks = secrets.map((secret) => new Webhook(secret));
    this.#notices = journal.read().flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
  }

  receive(headers: Readonly<Record<string, string>>, body: string): ReceivedNotice {
    const verified = this.#webhooks.some((webhook) => isGenuine(webhook, headers, body));
    const notice = { received_at: this.now().toISOString(), headers, body, verified };
    this.journal.append(notice);
    this.#notices.push(notice);
    if (this.#notices.length > 2 * NOTICES_KEPT) this.#notices = this.#notices.slice(-NOTICES_KEPT);
    return notice;
  }

  /** Newest first. */
  notices(paymentNo?: string): ReceivedNotice[] {
    const kept = this.#notices.slice(-NOTICES_KEPT).reverse();
    return paymentNo === undefined ? kept : kept.filter(({ body }) => paymentNoOf(body) === paymentNo);
  }
}

function isGenuine(webhook: Webhook, headers: Readonly<Record<string, string>>, body: string): boolean {
  try {
    webhook.verify(body, { ...headers }, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

/** Undefined where the body is no notice. */
export function paymentNoOf(body: string): string | undefined {
  return bodySchema.safeParse(jsonIn(body)).data?.data.payment_no;
}

/** Undefined where the body is not JSON. */
export function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
