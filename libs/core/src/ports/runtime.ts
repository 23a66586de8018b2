import type { Notice, NoticeAnswer } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';
import type { Secret } from '../domain/secret.ts';

/** Time. */
export interface Clock {
  now(): Date;
  sleep(ms: number): Promise<void>;
}

/** Randomness. */
export interface Random {
  /** `length` unpredictable characters of `alphabet`. */
  pick(alphabet: string, length: number): string;
  /** 0 ≤ x < 1; may be predictable. */
  fraction(): number;
}

type Detail = Readonly<Record<string, unknown>>;

/** Structured log; `detail` is redacted before it is written. */
export interface Log {
  info(message: string, detail?: Detail): void;
  warn(message: string, detail?: Detail): void;
  error(message: string, detail?: Detail): void;
}

/** Core's own counters; libs/monitoring exports them at /metrics as `paycore_{name}_total`. */
export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
}

/** Whether a process can do its work, and what it lacks: for its operator. */
export interface Readiness {
  /** A sentence; absent: it is ready. */
  readonly reason?: string | undefined;
  /** `payments.orderKey_1`; those that only make reads slow are among them. Absent where nobody could ask. */
  readonly missingIndexes?: readonly string[] | undefined;
}

/** Our public URLs and the secrets in them: keyed hashes of numbers, never stored. */
export interface Links {
  page(paymentNo: string, locale?: string): string;
  return(gateway: string, paymentNo: string, locale?: string): string;
  /** The return address with the page's token as `t`. */
  returnWithToken(gateway: string, paymentNo: string, locale?: string): string;
  callback(of: CallbackSubject): string;
  /** Of the image with this hash. */
  logo(hash: string): string;
  isPageToken(paymentNo: string, token: string): boolean;
  isCallbackSecret(of: CallbackSubject, secret: string): boolean;
}

/** Keyed hashes, by which we know texts again that we gave away. */
export interface TextSigner {
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

/** Whose callbacks a secret proves: one attempt's at one gateway. */
export interface CallbackSubject {
  readonly paymentNo: string;
  readonly attempt: number;
  readonly gateway: string;
  /** Made before payments had attempts: the secret is over paymentNo alone. */
  readonly isKeyedByPayment?: boolean | undefined;
}

/** The notice's JSON text for a payment just paid: `{"type", "timestamp", "data"}`. */
export type NoticeBody = (payment: Payment) => string;

/** One attempt to deliver a notice, in so many milliseconds at most. Never throws: failures are part of the answer. */
export type PostNotice = (
  notice: Notice,
  secrets: readonly Secret<string>[],
  timeoutMs: number,
) => Promise<NoticeAnswer>;

/** Where a host is reached, or why it is not: `dns`. */
export type AddressFound = { readonly address: string } | { readonly reason: string };

/** Only tells hosts apart, `host` with its port: which address may be dialled is decided when it is. */
export interface Addresses {
  /** Where the host's text says it. */
  fixed(host: string): string | undefined;
  /** Looks it up. Never throws, and ends within seconds. */
  find(host: string): Promise<AddressFound>;
}

/** Accounts whose gateway asked us to stop calling for a while; shared by all processes. `key` = `{gateway}:{accountId}:{fingerprint}`, of the keys that it refused. */
export interface Pauses {
  pause(key: string, until: Date): Promise<void>;
  /** Those of `keys` that are paused at that time. */
  pausedAt(keys: readonly string[], at: Date): Promise<ReadonlySet<string>>;
}

/** A callback that was not taken. */
export interface RefusedCallback {
  readonly at: Date;
  readonly gateway: string;
  /** The payment that it seemed to be about. */
  readonly paymentNo?: string;
  readonly code: string;
  readonly message: string;
  /** Where its amount was not the order's. */
  readonly amounts?: ComparedAmounts;
  /** Redacted, at most 4 kB. */
  readonly body: string;
}

/** In the method's unit, with the currency where the gateway names one: `980`, `980 TWD`. */
export interface ComparedAmounts {
  readonly expected: string;
  readonly received: string;
}

/** Refused callbacks, kept for investigation for 30 days. */
export interface RefusedCallbacks {
  record(refused: RefusedCallback): Promise<void>;
  /** The payment's, newest first; at most 20. */
  list(paymentNo: string): Promise<RefusedCallback[]>;
}
