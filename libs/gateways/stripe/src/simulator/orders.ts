import { Ledger as LedgerOf, type SimulatedCallback, type SimulatorRuntime } from '@paycore/simulator-kit';
import { randomBytes } from 'node:crypto';

export type Status =
  'requires_payment_method' | 'requires_confirmation' | 'requires_action' | 'processing' | 'canceled' | 'succeeded';

export interface LastError {
  readonly type: string;
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
}

export type RefundStatus = 'pending' | 'succeeded' | 'failed';

export interface Refund {
  readonly id: string;
  readonly amount: number;
  readonly status: RefundStatus;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Unix seconds. */
  readonly created: number;
}

export interface Dispute {
  readonly id: string;
  readonly amount: number;
  /** Unix seconds. */
  readonly created: number;
}

/** One PaymentIntent as Stripe keeps it, and as the journal holds it: plain JSON. */
export interface Intent {
  readonly id: string;
  readonly clientSecret: string;
  /** Whose it is. */
  readonly publishableKey: string;
  /** What Stripe reports, which a test may make differ from what was ordered. */
  readonly amount: number;
  readonly currency: string;
  readonly allowed: readonly string[] | null;
  /** What of it can be used. */
  readonly types: readonly string[];
  readonly description: string | null;
  readonly receiptEmail: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** `payment_method_options[wechat_pay][client]` */
  readonly wechatClient: string | null;
  /** Unix seconds. */
  readonly created: number;
  readonly status: Status;
  readonly returnUrl: string | null;
  readonly nextAction: Readonly<Record<string, unknown>> | null;
  readonly lastError: LastError | null;
  readonly cancellationReason: string | null;
  /** Whether the methods come from the dashboard, by themselves or of the allowed ones; else the caller named them. */
  readonly isAutomatic?: boolean;
  /** Whether methods that lead away may be among them; absent: `always`. */
  readonly redirects?: 'always' | 'never';
  /** Newest first. */
  readonly refunds?: readonly Refund[];
  readonly dispute?: Dispute;
  readonly callbacks: readonly SimulatedCallback[];
}

export const token = (length: number): string => randomBytes(length).toString('hex').slice(0, length);

export const orderNoOf = ({ metadata, id }: Intent): string => metadata['gateway_order_no'] ?? id;

export const isLive = ({ publishableKey }: Intent): boolean => publishableKey.startsWith('pk_live_');

const automaticOf = ({ isAutomatic, redirects = 'always' }: Intent) =>
  isAutomatic === false ? null : { allow_redirects: redirects, enabled: true };

/** As the API answers it and events carry it. */
export const toJson = (intent: Intent) => ({
  id: intent.id,
  object: 'payment_intent',
  allowed_payment_method_types: intent.allowed,
  amount: intent.amount,
  amount_capturable: 0,
  amount_received: intent.status === 'succeeded' ? intent.amount : 0,
  application: null,
  automatic_payment_methods: automaticOf(intent),
  canceled_at: intent.status === 'canceled' ? intent.created : null,
  cancellation_reason: intent.cancellationReason,
  capture_method: 'automatic_async',
  client_secret: intent.clientSecret,
  confirmation_method: 'automatic',
  created: intent.created,
  currency: intent.currency,
  customer: null,
  description: intent.description,
  last_payment_error: intent.lastError,
  latest_charge: intent.status === 'succeeded' ? `ch_${intent.id.slice(3)}` : null,
  livemode: isLive(intent),
  metadata: intent.metadata,
  next_action: intent.nextAction,
  payment_method: null,
  payment_method_options: intent.wechatClient === null ? {} : { wechat_pay: { client: intent.wechatClient } },
  payment_method_types: intent.types,
  processing: null,
  receipt_email: intent.receiptEmail,
  status: intent.status,
});

export const paid = { status: 'succeeded', nextAction: null, lastError: null } as const;

export const declined = (lastError: LastError) =>
  ({ status: 'requires_payment_method', nextAction: null, lastError }) as const;

export const cancelled = (cancellationReason: string | null) =>
  ({ status: 'canceled', nextAction: null, cancellationReason }) as const;

export const cardDeclined: LastError = {
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
};

/** The payer said no at the bank or in the app. */
export const notAuthorized: LastError = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
};

export type Ledger = LedgerOf<Intent>;

/** All intents by id. */
export const openLedger = (journal: SimulatorRuntime['journal']): Ledger =>
  new LedgerOf<Intent>(journal, { keyOf: ({ id }) => id, orderNoOf, isOrder: isIntent });

/** The journal holds other things too. */
const isIntent = (entry: unknown): entry is Intent =>
  typeof entry === 'object' && entry !== null && 'clientSecret' in entry;
