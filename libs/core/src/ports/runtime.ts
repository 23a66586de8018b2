import type { Notice, NoticeAnswer } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';
import type { Secret } from '../domain/secret.ts';

export interface Clock {
  now(): Date;
  sleep(ms: number): Promise<void>;
}

export interface Random {
  /** `length` unpredictable characters of `alphabet`. */
  pick(alphabet: string, length: number): string;
  /** 0 ≤ x < 1; need not be unpredictable. */
  fraction(): number;
}

type Detail = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, detail?: Detail): void;
  warn(message: string, detail?: Detail): void;
  error(message: string, detail?: Detail): void;
}

/** Counters of core's own; libs/http shows them at /metrics as `paycore_{name}_total`. */
export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
}

/** The URLs that we hand out, and the secrets in them: keyed hashes of the payment number, never stored. */
export interface Links {
  page(paymentNo: string, locale?: string): string;
  return(gateway: string, paymentNo: string, locale?: string): string;
  callback(gateway: string, paymentNo: string): string;
  isPageToken(paymentNo: string, token: string): boolean;
  isCallbackSecret(paymentNo: string, secret: string): boolean;
}

/** The notice's JSON text for a payment just paid: `{"type", "timestamp", "data"}`. */
export type NoticeBody = (payment: Payment) => string;

/** One try to tell the merchant. Never throws: what happened is the answer. */
export type PostNotice = (notice: Notice, secrets: readonly Secret<string>[]) => Promise<NoticeAnswer>;

/** Accounts that asked to be left alone, known to all schedulers. `key` = `{gateway}:{accountId}`. */
export interface Pauses {
  pause(key: string, until: Date): Promise<void>;
  /** Of these keys, the ones paused at that time. */
  pausedAt(keys: readonly string[], at: Date): Promise<ReadonlySet<string>>;
}

/** Callbacks that moved nothing, kept for whoever looks into them; redacted, ≤ 4 kB each, for 30 days. */
export interface RefusedCallbacks {
  record(refused: {
    readonly at: Date;
    readonly gateway: string;
    readonly paymentNo?: string;
    readonly code: string;
    readonly message: string;
    readonly body: string;
  }): Promise<void>;
}
