import type { Notice } from './notice.ts';
import type { Page } from './page.ts';
import type { PostPaymentEvent } from './post-payment-event.ts';
import type { Secret } from './secret.ts';

/** In rising order: settling only ever raises the status, and only `paid` is final (late cash is real money). */
export const paymentStatuses = ['pending', 'expired', 'failed', 'paid'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const outranks = (status: PaymentStatus, other: PaymentStatus): boolean =>
  paymentStatuses.indexOf(status) > paymentStatuses.indexOf(other);

export type Environment = 'test' | 'production';
export type Info = Readonly<Record<string, unknown>>;

/** The merchant's request as received; an abandoned create is finished from it. */
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
  /** Fields specific to one gateway, such as cvs_type. */
  readonly extra: Info;
}

/** Who pays, as far as the merchant said. */
export interface Buyer {
  readonly name?: string;
  readonly mobile?: string;
  readonly tel?: string;
  readonly email?: string;
  /** The merchant's own identifier for the payer (payer_account). */
  readonly account?: string;
}

/** The merchant's addresses: `success` and `cancel` for the payer's browser, `payok` for our notice. */
export interface MerchantUrls {
  readonly success?: string;
  readonly cancel?: string;
  /** Receives the notice once the payment is paid. */
  readonly payok?: string;
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

/** One entry in a payment's history. */
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

/** One payment: what the merchant asked for, what the gateway issued, and how it stands. Stored as one document. */
export interface Payment {
  /** Our number, the same to merchant, payer and gateway: `PAY202606220001ABCDEFGH`. */
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
  /** Our order number at the gateway: `PC…`, at most 20 characters. */
  readonly gatewayOrderNo: string;
  /** The gateway's own number, once known. */
  readonly gatewayTradeNo?: string;
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
  /** When an unpaid payment expires: the deadline plus the method's reporting lag. */
  readonly closesAt?: Date;
  /** When the scheduler next queries the gateway. */
  readonly asksAt?: Date;
  /** Queries by the scheduler so far. */
  readonly asks: number;
  /** A callback claimed something that only the gateway's answer can prove: `asksAt` holds although it is paid. */
  readonly hasClaim?: boolean;
  /** When somebody other than the scheduler last had the gateway queried. */
  readonly syncedAt?: Date;
  /** Completion attempts the gateway declined for good; the next attempt carries the following number. */
  readonly failedCompletions?: number;
  /**
   * Until when a completion may be in progress. Kept after an attempt with an unclear result: until the gateway answers, the
   * payment neither expires nor loses its order.
   */
  readonly completingUntil?: Date;
  readonly notice?: Notice;
  /** This is the one open payment of its (project, merchantOrderNo). */
  readonly holdsOrder: boolean;
  /** This is the paid payment of its (project, merchantOrderNo), which a repeated create returns. */
  readonly holdsPaid: boolean;
  readonly events: readonly PaymentEvent[];
  /** Callbacks for it that were refused. */
  readonly refusedCallbacks: number;
  /** Increases with every change; the store compares it before each write. */
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

/** `undefined` removes a field; an absent key leaves it unchanged. */
export type PaymentFields = { readonly [K in keyof Changeable]?: Changeable[K] | undefined };

/** One change to a payment, applied completely or not at all. */
export interface PaymentChange {
  readonly set: PaymentFields;
  readonly events?: readonly PaymentEvent[];
}

/** The payment after the change. */
export function changed(payment: Payment, { set, events = [] }: PaymentChange): Payment {
  const next = { ...payment, ...set, events: [...payment.events, ...events], version: payment.version + 1 };
  return next as Payment;
}
