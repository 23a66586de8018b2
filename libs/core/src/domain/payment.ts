import { attemptRow, type Attempt, type AttemptFields } from './attempt.ts';
import type { Info } from './info.ts';
import type { Notice } from './notice.ts';
import type { PaymentStatus } from './payment-status.ts';
import type { PostPaymentEvent } from './post-payment-event.ts';
import { assign, type Draft, type FieldsOf, type Row } from './row.ts';

export type Environment = 'test' | 'production';

/** The merchant's request as received; attempts are made from it. */
export interface PaymentRequest {
  readonly merchantOrderNo: string;
  /**
   * Integer in the method's unit: whole TWD at ECPay, SmilePay and PLUS, major units at PayPal, smallest units at Stripe. With
   * `decimals` in units of 10^-decimals. All-in-One: in major units, whatever the method.
   */
  readonly amount: number;
  /** Decimal places of an amount that was sent as decimal text: 2 for "9.90". Absent: it was sent as an integer. */
  readonly decimals?: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** The methods that the payer may pick, as `{gateway}/{route}`; all that the shop offers where absent. All-in-One only. */
  readonly methods?: readonly string[];
  /** The payer's language, until they choose one: `zh-tw`. */
  readonly locale?: string;
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

/** One entry in a payment's history. */
export interface PaymentEvent {
  readonly at: Date;
  readonly type:
    | 'created'
    | 'issued'
    | PaymentStatus
    | 'declined'
    | 'simulated'
    | 'attempt_added'
    | 'link_ended'
    | 'link_reopened'
    | 'paid_again'
    | 'paid_beside'
    | 'paid_unsigned'
    | 'unclear_notice'
    | PostPaymentEvent['type']
    | 'notice';
  /** Number of the attempt it is about; of the first, or of none, where absent. */
  readonly attempt?: number;
  readonly detail?: Info;
}

/** An event of the attempt with this number, which is left out of the first one's. */
export const eventOf = (no: number, event: Omit<PaymentEvent, 'attempt'>): PaymentEvent => ({
  ...event,
  ...(no > 1 && { attempt: no }),
});

/** Who decides how the money comes: the merchant names the method, or the payer picks one. */
export type PaymentMode = 'direct' | 'all_in_one';

/** Why a payment was closed by us. */
export type CloseReason = 'cancelled' | 'paid_beside';

/** How long the payer may pick a way to pay. */
export interface PaymentLink {
  readonly expiresAt: Date;
  /** Until the scheduler has closed it at its end; false too once the payment is paid or closed. */
  readonly isOpen: boolean;
}

/** A completion that may be in progress: until it ends, no other attempt is completed. */
export interface Completing {
  /** Number of the attempt. */
  readonly attempt: number;
  /**
   * Until when the call may last. Kept after an unclear result: until the gateway answers, the payment neither expires nor
   * loses its order.
   */
  readonly until: Date;
}

/**
 * One payment: what a merchant asks for. It has one number, one merchant order, one sum, one page and one truth, and up to
 * 20 attempts: orders at gateways, one of which may pay it. Stored as one document.
 */
export interface Payment {
  /** Our number, the same to merchant, payer and gateway: `PAY202606220001ABCDEFGH`. */
  readonly paymentNo: string;
  /** The id of the project whose key created it. */
  readonly project: string;
  readonly mode: PaymentMode;
  readonly environment: Environment;
  readonly request: PaymentRequest;
  /** Of payments whose method the payer picks. */
  readonly link?: PaymentLink;
  /** In order of creation, numbered from 1; none until the payer picks a method. */
  readonly attempts: readonly Attempt[];
  /** Follows from the attempts and `closedReason`: see `statusOf`. */
  readonly status: PaymentStatus;
  /** Number of the attempt that turned paid first. */
  readonly keptAttempt?: number;
  readonly createdAt: Date;
  readonly paidAt?: Date;
  /** Why we closed it; absent once it is paid all the same. */
  readonly closedReason?: CloseReason;
  /** paymentNo of the order's paid payment, where that is another one. */
  readonly paidBeside?: string;
  readonly completing?: Completing;
  /** When the scheduler next closes what else could take money for the order. */
  readonly tidyAt?: Date;
  readonly notice?: Notice;
  /** This is the one open payment of its order. */
  readonly holdsOrder: boolean;
  /** This is the paid payment of its order, which a repeated create returns. */
  readonly holdsPaid: boolean;
  readonly events: readonly PaymentEvent[];
  /** What was paid again past the events `paid_again` that are kept one by one. */
  readonly morePaidAgain?: MorePaidAgain;
  /** Callbacks for it that were refused. */
  readonly refusedCallbacks: number;
  /** Increases with every change; the store compares it before each write. */
  readonly version: number;
}

/** Money that came in so often that no event tells of each. */
export interface MorePaidAgain {
  readonly times: number;
  /** The gateway's numbers of the latest transactions, so that one that is sent again is not counted again. */
  readonly latest: readonly string[];
}

/** A merchant's order: of one project, on one side. At most one payment of it is open, at most one holds its paid place. */
export interface MerchantOrder {
  readonly project: string;
  readonly environment: Environment;
  readonly merchantOrderNo: string;
}

export const merchantOrderOf = ({ project, environment, request }: Payment): MerchantOrder => ({
  project,
  environment,
  merchantOrderNo: request.merchantOrderNo,
});

type Changeable = Pick<
  Payment,
  | 'link'
  | 'keptAttempt'
  | 'paidAt'
  | 'closedReason'
  | 'paidBeside'
  | 'completing'
  | 'tidyAt'
  | 'notice'
  | 'holdsOrder'
  | 'holdsPaid'
  | 'morePaidAgain'
>;

/** `undefined` removes a field; an absent key leaves it unchanged. */
export type PaymentFields = { readonly [K in keyof Changeable]?: Changeable[K] | undefined };

/** A change to the attempt with this number. */
export interface AttemptChange {
  readonly no: number;
  readonly set: AttemptFields;
}

/** One change to a payment, applied completely or not at all. */
export interface PaymentChange {
  readonly set?: PaymentFields;
  readonly attempts?: readonly AttemptChange[];
  /** A new attempt, with the number after the last one's. */
  readonly added?: Attempt;
  readonly events?: readonly PaymentEvent[];
}

/**
 * Paid if one attempt is paid; else failed if we closed the payment; else pending while one may still be paid or the payer
 * may pick another; else failed if one failed; else expired.
 */
export function statusOf({
  attempts,
  closedReason,
  link,
}: Pick<Payment, 'attempts' | 'closedReason' | 'link'>): PaymentStatus {
  const has = (status: PaymentStatus) => attempts.some((attempt) => attempt.status === status);
  if (has('paid')) return 'paid';
  if (closedReason !== undefined) return 'failed';
  if (has('pending') || link?.isOpen) return 'pending';
  return has('failed') ? 'failed' : 'expired';
}

/** Why a payment ended unpaid, as the merchant sees it; undefined while it is open, and once it is paid. */
export type ClosedReason = CloseReason | 'refused' | 'expired';

export function closedReasonOf({ status, closedReason }: Payment): ClosedReason | undefined {
  if (status === 'failed') return closedReason ?? 'refused';
  return status === 'expired' ? 'expired' : undefined;
}

/** A copy with every field, in one order: what reads payments is far quicker where all of them have one shape. */
export function paymentRow(fields: FieldsOf<Payment>): Payment {
  const row: Row<Payment> = {
    paymentNo: fields.paymentNo,
    project: fields.project,
    mode: fields.mode,
    environment: fields.environment,
    request: fields.request,
    link: fields.link,
    attempts: fields.attempts,
    status: fields.status,
    keptAttempt: fields.keptAttempt,
    createdAt: fields.createdAt,
    paidAt: fields.paidAt,
    closedReason: fields.closedReason,
    paidBeside: fields.paidBeside,
    completing: fields.completing,
    tidyAt: fields.tidyAt,
    notice: fields.notice,
    holdsOrder: fields.holdsOrder,
    holdsPaid: fields.holdsPaid,
    events: fields.events,
    morePaidAgain: fields.morePaidAgain,
    refusedCallbacks: fields.refusedCallbacks,
    version: fields.version,
  };
  return row as Payment;
}

/** The payment after the change. */
export function changed(payment: Payment, change: PaymentChange): Payment {
  const { set, attempts: changes = [], added, events = [] } = change;
  const kept =
    changes.length > 0 ? payment.attempts.map((attempt) => changedAttempt(attempt, changes)) : payment.attempts;
  const next: Draft<Payment> = paymentRow(payment);
  if (set) assign(next, set);
  next.attempts = added ? [...kept, added] : kept;
  next.status = statusOf(next);
  if (events.length > 0) next.events = [...payment.events, ...events];
  next.version = payment.version + 1;
  return next;
}

const changedAttempt = (attempt: Attempt, changes: readonly AttemptChange[]): Attempt =>
  changes.reduce((next, { no, set }) => (no === attempt.no ? assign(attemptRow(next), set) : next), attempt);
