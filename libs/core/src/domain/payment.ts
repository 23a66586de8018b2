import type { Notice } from './notice.ts';
import type { Page } from './page.ts';
import type { PostPaymentEvent } from './post-payment-event.ts';
import type { Secret } from './secret.ts';

/** In rising order: settling only ever raises it, and `paid` is the only final state (late cash is real money). */
export const paymentStatuses = ['pending', 'expired', 'failed', 'paid'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const outranks = (status: PaymentStatus, other: PaymentStatus): boolean =>
  paymentStatuses.indexOf(status) > paymentStatuses.indexOf(other);

export type Environment = 'test' | 'production';
export type Info = Readonly<Record<string, unknown>>;

/** What the merchant asked for, kept as asked: an abandoned create is finished from it. */
export interface PaymentRequest {
  readonly merchantOrderNo: string;
  /** Integer in the method's unit: whole TWD at ECPay, SmilePay and PLUS, major units at PayPal, smallest units at Stripe. */
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  readonly itemName?: string;
  readonly description?: string;
  readonly buyer: Buyer;
  /** Days, 1–60. */
  readonly expireDays?: number;
  readonly urls: MerchantUrls;
  /** Fields of one gateway's own, such as cvs_type. */
  readonly extra: Info;
}

export interface Buyer {
  readonly name?: string;
  readonly mobile?: string;
  readonly tel?: string;
  readonly email?: string;
  /** The merchant's word for who pays (payer_account). */
  readonly account?: string;
}

export interface MerchantUrls {
  readonly success?: string;
  readonly cancel?: string;
  /** Where the merchant is told that a payment is paid. */
  readonly payok?: string;
}

/** A create that has not finished: who may call the gateway, and until when nobody else may. */
export interface Creating {
  readonly token: string;
  readonly until: Date;
  /** Calls to the gateway begun so far. */
  readonly attempts: number;
  /** The creator gave up on an unclear answer: a repeat of the create need not wait, only the scheduler does. */
  readonly isReleased: boolean;
}

export interface PaymentEvent {
  readonly at: Date;
  readonly type:
    | 'created'
    | 'issued'
    | PaymentStatus
    | 'declined'
    | 'simulated'
    | 'paid_again'
    | 'paid_beside'
    | 'paid_unsigned'
    | 'unclear_notice'
    | PostPaymentEvent['type']
    | 'notice';
  readonly detail?: Info;
}

export interface Payment {
  readonly paymentNo: string;
  /** The id of the project whose key created it. */
  readonly project: string;
  readonly request: PaymentRequest;
  readonly gateway: string;
  /** What follows `/pay/{gateway}/`, such as `aio/atm`. */
  readonly route: string;
  /** As the contract names it in answers, such as `atm`. */
  readonly method: string;
  /** The merchant's account at the gateway (MerchantID, Dcvc, client_id, …). */
  readonly accountId: string;
  readonly environment: Environment;
  readonly credentials: Secret<unknown>;
  readonly gatewayOrderNo: string;
  readonly gatewayTradeNo?: string;
  readonly status: PaymentStatus;
  /** Paid by a press of a button in the gateway's test console: no money moved. */
  readonly simulated: boolean;
  readonly info: Info;
  readonly page?: Secret<Page>;
  readonly createdAt: Date;
  /** The payer's deadline. */
  readonly expiresAt?: Date;
  readonly paidAt?: Date;
  readonly creating?: Creating;
  /** When an unpaid payment is to be set expired: the deadline plus what the method's reports may lag. */
  readonly closesAt?: Date;
  /** When the scheduler asks the gateway next, and how often it did. */
  readonly asksAt?: Date;
  readonly asks: number;
  /** When the gateway was last asked at the merchant's wish. */
  readonly syncedAt?: Date;
  /** Tries to complete that the gateway declined for good: the next one carries the number after. */
  readonly failedCompletions?: number;
  /**
   * Until when a try to complete may be under way. It stays after a try of unclear end: until the gateway has told, the
   * payment neither expires nor loses its order.
   */
  readonly completingUntil?: Date;
  readonly notice?: Notice;
  /** Holds the one open place of its (project, merchantOrderNo). */
  readonly holdsOrder: boolean;
  /** Is the paid payment of its (project, merchantOrderNo) that a repeated create finds. */
  readonly holdsPaid: boolean;
  readonly events: readonly PaymentEvent[];
  readonly refusedCallbacks: number;
  /** Rises with each change: the compare-and-set of the store. */
  readonly version: number;
}

type Changeable = Omit<
  Payment,
  | 'paymentNo'
  | 'project'
  | 'request'
  | 'gateway'
  | 'route'
  | 'method'
  | 'accountId'
  | 'environment'
  | 'credentials'
  | 'events'
  | 'version'
  | 'createdAt'
  | 'gatewayOrderNo'
  | 'refusedCallbacks'
>;

/** `undefined` removes a field; an absent key leaves it. */
export type PaymentFields = { readonly [K in keyof Changeable]?: Changeable[K] | undefined };

/** One step of a payment, applied whole or not at all. */
export interface PaymentChange {
  readonly set: PaymentFields;
  readonly events?: readonly PaymentEvent[];
}

/** The payment as it stands after the change. */
export function changed(payment: Payment, { set, events = [] }: PaymentChange): Payment {
  const next = { ...payment, ...set, events: [...payment.events, ...events], version: payment.version + 1 };
  return next as Payment;
}
