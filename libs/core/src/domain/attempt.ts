import type { Answer } from './answer.ts';
import type { Page } from './page.ts';
import type { Info } from './info.ts';
import type { PaymentStatus } from './payment-status.ts';
import type { FieldsOf, Row } from './row.ts';
import type { Secret } from './secret.ts';

/** One order at one gateway for a payment. */
export interface Attempt {
  /** 1…20, in order of creation. */
  readonly no: number;
  readonly gateway: string;
  /** What follows `/pay/{gateway}/`, such as `aio/atm`. */
  readonly route: string;
  /** As the contract names it in answers, such as `atm`. */
  readonly method: string;
  /** The merchant's account at the gateway (MerchantID, Dcvc, client_id, …). */
  readonly accountId: string;
  readonly credentials: Secret<unknown>;
  /** Our order number at the gateway: `PC…`, at most 20 characters. */
  readonly gatewayOrderNo: string;
  /** The gateway's own number, once known. */
  readonly gatewayTradeNo?: string;
  /** Integer in the method's unit, or with `decimals` in units of 10^-decimals. Equal money at one method is written alike. */
  readonly amount: number;
  /** Where the amount is no whole number of the method's units: `Method.maxDecimalsOf`. */
  readonly decimals?: number;
  /** What the payer chose together with the method; the request's where absent. */
  readonly extra?: Info;
  /** In which the payer picked it; the request's where absent. */
  readonly locale?: string;
  readonly status: PaymentStatus;
  /** Marked paid from the gateway's test console: no money moved. */
  readonly simulated: boolean;
  /** What the gateway issued (`payment_info`): bank account, code, barcodes. */
  readonly info: Info;
  readonly page?: Secret<Page>;
  readonly createdAt: Date;
  /** The payer's deadline. */
  readonly expiresAt?: Date;
  readonly paidAt?: Date;
  readonly creating?: Creating;
  /**
   * Until when the attempt is watched: the deadline plus the reporting lag. Its callbacks are taken ever after, but nobody
   * asks any more.
   */
  readonly closesAt?: Date;
  /** Reporting lag in hours of what was issued, where the method's own is not meant. */
  readonly lagHours?: number;
  /** When the scheduler next queries the gateway. */
  readonly asksAt?: Date;
  /** Queries by the scheduler so far. */
  readonly asks: number;
  /** A callback claimed something that only the gateway's answer can prove: `asksAt` holds although it is paid. */
  readonly hasClaim?: boolean;
  /** When somebody other than the scheduler last had the gateway queried. */
  readonly syncedAt?: Date;
  /** What its gateway last answered, oldest first; at most a few. */
  readonly answers?: readonly Answer[];
  /** Completions the gateway declined for good; the next one carries the following number. */
  readonly failedCompletions?: number;
  /** The payer has done their part and the gateway is still processing. */
  readonly isUnderWay?: boolean;
  /** A payer took its form from our page to the gateway's cashier, which takes each number once. */
  readonly isOut?: boolean;
  /** When the gateway last sent the payer's browser back. */
  readonly returnedAt?: Date;
  /** Made before payments had attempts: its callback secret and idempotency keys are the payment's. */
  readonly isKeyedByPayment?: boolean;
}

/** The lease of an unfinished create: its holder may call the gateway, and nobody else before `until`. */
export interface Creating {
  readonly token: string;
  readonly until: Date;
  /** Calls to the gateway started so far. */
  readonly attempts: number;
  /** The creator gave up after an unclear answer: a repeated create need not wait, only the scheduler does. */
  readonly isReleased: boolean;
}

type Changeable = Omit<
  Attempt,
  | 'no'
  | 'gateway'
  | 'route'
  | 'method'
  | 'accountId'
  | 'credentials'
  | 'gatewayOrderNo'
  | 'amount'
  | 'decimals'
  | 'extra'
  | 'locale'
  | 'createdAt'
  | 'isKeyedByPayment'
>;

/** `undefined` removes a field; an absent key leaves it unchanged. */
export type AttemptFields = { readonly [K in keyof Changeable]?: Changeable[K] | undefined };

/** Whether the gateway may still take money for it: until its own closing time, whatever became of the payment. */
export const isWatched = ({ status, closesAt }: Attempt): boolean => status === 'pending' || closesAt !== undefined;

/** A copy with every field, in one order: see `paymentRow`. */
export function attemptRow(fields: FieldsOf<Attempt>): Attempt {
  const row: Row<Attempt> = {
    no: fields.no,
    gateway: fields.gateway,
    route: fields.route,
    method: fields.method,
    accountId: fields.accountId,
    credentials: fields.credentials,
    gatewayOrderNo: fields.gatewayOrderNo,
    gatewayTradeNo: fields.gatewayTradeNo,
    amount: fields.amount,
    decimals: fields.decimals,
    extra: fields.extra,
    locale: fields.locale,
    status: fields.status,
    simulated: fields.simulated,
    info: fields.info,
    page: fields.page,
    createdAt: fields.createdAt,
    expiresAt: fields.expiresAt,
    paidAt: fields.paidAt,
    creating: fields.creating,
    closesAt: fields.closesAt,
    lagHours: fields.lagHours,
    asksAt: fields.asksAt,
    asks: fields.asks,
    hasClaim: fields.hasClaim,
    syncedAt: fields.syncedAt,
    answers: fields.answers,
    failedCompletions: fields.failedCompletions,
    isUnderWay: fields.isUnderWay,
    isOut: fields.isOut,
    returnedAt: fields.returnedAt,
    isKeyedByPayment: fields.isKeyedByPayment,
  };
  return row as Attempt;
}
