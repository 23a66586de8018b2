/** What went wrong, named after what the caller can do about it. libs/http maps each kind to one HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthorized'
  /** The key is valid, but not for this. */
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'unsupported'
  /** The gateway refused, for a reason we know. */
  | 'rejected'
  /** A callback that cannot be proven genuine. */
  | 'forged'
  /** The gateway gave no answer, or none we can read: the only kind worth retrying there. */
  | 'unavailable'
  /** Asked too often: `retryAfterSeconds` says when it may be again. */
  | 'limited'
  /** Our own database cannot be reached. */
  | 'offline';

/** Faults by field name, in the contract's wording: `{amount: ['The amount field is required.']}`. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

/** Optional parts of a PayCoreError. */
export interface ErrorDetails {
  readonly fields?: FieldFaults;
  readonly cause?: unknown;
  /**
   * For the log only: never shown to a caller, and free of secrets. Of a refused callback `expected_amount` and
   * `received_amount` are kept with it.
   */
  readonly log?: Readonly<Record<string, unknown>>;
  /** Log message to use where the contract prescribes one. */
  readonly logLine?: string;
  /** Delete the payment: the contract keeps none after this refusal. */
  readonly leavesNoPayment?: boolean;
  /** The payment that is in the way; shown to the caller. */
  readonly paymentNo?: string;
  /** Of a refused callback: its sender was proven before; it is refused for what it says. */
  readonly isProven?: boolean;
  /** How long the gateway asked us to stop calling for this account, in seconds. */
  readonly pauseSeconds?: number;
  /** When the caller may try again; whole seconds. */
  readonly retryAfterSeconds?: number;
}

/**
 * The one error that PayCore throws on purpose. `kind` decides the HTTP status, `code` and `message` are shown to the caller;
 * `log`, `logLine` and `cause` go to the log only.
 */
export class PayCoreError extends Error {
  override readonly name = 'PayCoreError';
  readonly fields: FieldFaults | undefined;
  readonly log: Readonly<Record<string, unknown>>;
  readonly logLine: string | undefined;
  readonly leavesNoPayment: boolean;
  readonly pauseSeconds: number | undefined;
  readonly paymentNo: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly isProven: boolean;

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.fields = details.fields;
    this.log = details.log ?? {};
    this.logLine = details.logLine;
    this.leavesNoPayment = details.leavesNoPayment ?? false;
    this.pauseSeconds = details.pauseSeconds;
    this.paymentNo = details.paymentNo;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.isProven = details.isProven ?? false;
  }
}

/** The database is away: whatever else is tried now would fail too. */
export const isOffline = (error: unknown): boolean => error instanceof PayCoreError && error.kind === 'offline';

/** `invalid`: the request's fields, all faults at once. */
export const validationFailed = (fields: FieldFaults): PayCoreError =>
  new PayCoreError('invalid', 'VALIDATION_FAILED', 'Validation failed', { fields });

/** `invalid`: a value that is well-formed but not acceptable; `message` is shown to the caller. */
export const invalidArgument = (message: string, fields?: FieldFaults): PayCoreError =>
  new PayCoreError('invalid', 'INVALID_ARGUMENT', message, fields && { fields });

/** `notFound`: no such payment, or another project's. */
export const paymentNotFound = (): PayCoreError =>
  new PayCoreError('notFound', 'PAYMENT_NOT_FOUND', 'Payment not found');

/** `conflict`: the order has another payment that is open or paid, `paymentNo`. */
export const orderConflict = (paymentNo: string): PayCoreError =>
  conflict(paymentNo, 'Another payment of this merchant_order_no is in progress or paid.');

/** `conflict`: the payment is paid, or its money may be on the way. */
export const cannotCancel = (paymentNo: string): PayCoreError =>
  conflict(paymentNo, 'The payment cannot be cancelled: it is paid, being created, or its money may be on the way.');

const conflict = (paymentNo: string, message: string): PayCoreError =>
  new PayCoreError('conflict', 'ORDER_CONFLICT', message, { paymentNo, log: { paymentNo } });

/** `limited`: the project has asked the gateway about this account as often as it may. */
export const askedTooOften = (waitMs: number): PayCoreError =>
  new PayCoreError('limited', 'RATE_LIMITED', 'Too many questions about this gateway account. Try again later.', {
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });

/** `unavailable`: `cause` is what the call threw, or undefined where the answer itself was unusable. */
export const gatewayUnavailable = (cause: unknown, details: Omit<ErrorDetails, 'cause'> = {}): PayCoreError =>
  new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'Payment gateway error', { ...details, cause });

/** `forged`: `message` is the gateway's sentence in the contract, such as `ECPay amount mismatch.`. */
export const callbackRefused = (message: string, details: ErrorDetails = {}): PayCoreError =>
  new PayCoreError('forged', 'CALLBACK_REFUSED', message, details);

/** `unauthorized`: no API key, or one that is unknown or revoked. */
export const unauthorized = (): PayCoreError =>
  new PayCoreError('unauthorized', 'UNAUTHORIZED', 'The X-API-KEY header is missing or not valid.');

/** `forbidden`: a valid key that may not do this; `message` is shown to the caller. */
export const forbidden = (message: string): PayCoreError => new PayCoreError('forbidden', 'FORBIDDEN', message);

/** `limited`: unproven callbacks come in a flood, of which this one is part. */
export const tooManyRefusals = (cause: PayCoreError): PayCoreError =>
  new PayCoreError('limited', 'RATE_LIMITED', 'Too many refused requests. Try again later.', {
    cause,
    retryAfterSeconds: 1,
  });

/**
 * A stored payment is not as PayCore wrote it: somebody changed it in the database, or its key is gone. No PayCoreError, so that
 * whoever asks is told nothing but 500, and a gateway gets no ACK.
 */
export class BrokenPaymentError extends Error {
  override readonly name = 'BrokenPaymentError';

  constructor(
    readonly paymentNo: string,
    cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Payment ${paymentNo} is not as PayCore wrote it: ${why} See docs/operations.md, "A payment is broken".`, {
      cause,
    });
  }
}
