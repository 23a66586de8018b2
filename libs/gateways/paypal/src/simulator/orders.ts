import {
  Ledger as LedgerOf,
  type SimulatedCallback,
  type SimulatedOrder,
  type SimulatorRuntime,
} from '@paycore/simulator-kit';
import type { Remembered } from './desk/request-ids.ts';
import type { Keys } from './keys.ts';

/** `GONE`: PayPal no longer has it. */
export type Status = 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'GONE';
/** What the payer pays with: a good one, one that the bank refuses, a bank transfer that takes days. */
export type Instrument = 'good' | 'declined' | 'slow';

export interface Capture {
  readonly id: string;
  readonly status: 'COMPLETED' | 'PENDING' | 'DECLINED';
  readonly at: string;
}

/** Money that went back: by the merchant's wish, or because the payer's bank or PayPal took it. */
export interface Refund {
  readonly id: string;
  readonly kind: 'refunded' | 'reversed';
  readonly value: string;
  readonly at: string;
  readonly requestId: string | null;
  readonly invoiceId: string | null;
  readonly customId: string | null;
  readonly note: string | null;
}

export interface Dispute {
  readonly id: string;
  readonly value: string;
  readonly at: string;
}

/** One order as PayPal keeps it, and as the journal holds it: plain JSON. */
export interface Order {
  readonly id: string;
  readonly clientId: string;
  readonly requestId: string | null;
  readonly createdAt: string;
  readonly customId: string | null;
  readonly invoiceId: string | null;
  readonly description: string | null;
  readonly currency: string;
  /** What PayPal reports, which a test may make differ from what was ordered. */
  readonly value: string;
  readonly returnUrl: string | null;
  readonly cancelUrl: string | null;
  readonly status: Status;
  readonly instrument: Instrument;
  readonly wasDeclined: boolean;
  readonly capture: Capture | null;
  readonly refunds?: readonly Refund[];
  readonly dispute?: Dispute;
  /** Captures that were decided. */
  readonly decided: readonly Remembered[];
  /** Events of it get lost. */
  readonly isQuiet: boolean;
  readonly callbacks: readonly SimulatedCallback[];
}

/** How control calls and people name it: PayPal does without a number of the merchant's, PayCore never does. */
export const orderNoOf = ({ invoiceId, id }: Order): string => invoiceId ?? id;

const captured = { COMPLETED: 'paid', PENDING: 'pending', DECLINED: 'failed' } as const;

/** In hundredths of the currency, whatever its decimals. */
export const hundredths = (value: number | string): number => Math.round(Number(value) * 100);

/** In hundredths: what of a captured order did not go back yet. */
export const restOf = ({ value, refunds = [] }: Order): number =>
  refunds.reduce((rest, refund) => rest - hundredths(refund.value), hundredths(value));

/** As PayPal writes amounts of this order's currency. */
export const valueText = (order: Order, amount: number): string =>
  order.value.includes('.') ? (amount / 100).toFixed(2) : String(Math.floor(amount / 100));

export function captureStatusOf(order: Order): string {
  const { capture, refunds = [] } = order;
  if (capture?.status !== 'COMPLETED' || refunds.length === 0) return capture?.status ?? 'COMPLETED';
  return restOf(order) > 0 ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}

export function stateOf(order: Order): string {
  const { status, capture, wasDeclined } = order;
  if (capture && captureStatusOf(order) === 'REFUNDED') return 'refunded';
  if (capture) return captured[capture.status];
  if (status === 'GONE') return 'expired';
  if (status === 'APPROVED') return 'approved';
  return wasDeclined ? 'declined' : 'issued';
}

export const toSimulated = (order: Order, callbackUrl: string): SimulatedOrder => ({
  gateway: 'paypal',
  order_no: orderNoOf(order),
  trade_no: order.id,
  payment_no: order.customId,
  method: 'checkout',
  amount: Number(order.value),
  currency: order.currency,
  state: stateOf(order),
  callback_url: callbackUrl,
  callbacks: order.callbacks,
});

type Journal = SimulatorRuntime['journal'];
export type Ledger = LedgerOf<Order>;

const isObject = (entry: unknown): entry is object => typeof entry === 'object' && entry !== null;
const isOrder = (entry: unknown): entry is Order => isObject(entry) && 'id' in entry;
const holdsKeys = (entry: unknown): entry is { readonly keys: Keys } => isObject(entry) && 'keys' in entry;

/** All orders by PayPal's id. */
export const openLedger = (journal: Journal): Ledger =>
  new LedgerOf<Order>(journal, { keyOf: ({ id }) => id, orderNoOf, isOrder });

/**
 * What signs the events: over a restart the same, as whoever knows the root certificate keeps trusting it. Of a sandbox that
 * moved, the certificate would lead to its issuer's old place.
 */
export function keysIn(journal: Journal, issuerUrl: string, make: (issuerUrl: string) => Keys): () => Keys {
  const isOwn = ({ keys }: { readonly keys: Keys }) => keys.issuerUrl === issuerUrl;
  let keys = journal.read().filter(holdsKeys).find(isOwn)?.keys;
  return () => {
    if (keys === undefined) {
      keys = make(issuerUrl);
      journal.append({ keys });
    }
    return keys;
  };
}
