/** What went wrong, in the words of the caller's next step. libs/http maps each kind to one HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthorized'
  | 'notFound'
  | 'conflict'
  | 'unsupported'
  /** The gateway said a known no. */
  | 'rejected'
  /** A callback that does not prove itself. */
  | 'forged'
  /** The gateway did not answer, or not readably: the only kind worth repeating at the gateway. */
  | 'unavailable'
  /** Our own database is away. */
  | 'offline';

/** Faults by field name, each a sentence of the contract: `{amount: ['The amount field is required.']}`. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

export interface ErrorDetails {
  readonly fields?: FieldFaults;
  readonly cause?: unknown;
  /** For the log only; never shown to a caller, never holding a secret. */
  readonly log?: Readonly<Record<string, unknown>>;
  /** The log line's own words, where the contract names them. */
  readonly logLine?: string;
  /** The contract wants no payment to remain of this refusal. */
  readonly leavesNoPayment?: boolean;
  /** The gateway account asked to be left alone for so long. */
  readonly pauseSeconds?: number;
}

export class PayCoreError extends Error {
  override readonly name = 'PayCoreError';
  readonly fields: FieldFaults | undefined;
  readonly log: Readonly<Record<string, unknown>>;
  readonly logLine: string | undefined;
  readonly leavesNoPayment: boolean;
  readonly pauseSeconds: number | undefined;

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
  }
}

export const validationFailed = (fields: FieldFaults): PayCoreError =>
  new PayCoreError('invalid', 'VALIDATION_FAILED', 'Validation failed', { fields });

export const invalidArgument = (message: string, fields?: FieldFaults): PayCoreError =>
  new PayCoreError('invalid', 'INVALID_ARGUMENT', message, fields && { fields });

export const paymentNotFound = (): PayCoreError =>
  new PayCoreError('notFound', 'PAYMENT_NOT_FOUND', 'Payment not found');

export const orderConflict = (log?: Readonly<Record<string, unknown>>): PayCoreError =>
  new PayCoreError(
    'conflict',
    'ORDER_CONFLICT',
    'Another payment of this merchant_order_no is in progress or paid.',
    log && { log },
  );

export const gatewayUnavailable = (cause: unknown, details: Omit<ErrorDetails, 'cause'> = {}): PayCoreError =>
  new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'Payment gateway error', { ...details, cause });

/** `message` is the gateway's own sentence of the contract, such as `ECPay amount mismatch.`. */
export const callbackRefused = (message: string, details: ErrorDetails = {}): PayCoreError =>
  new PayCoreError('forged', 'CALLBACK_REFUSED', message, details);

export const unauthorized = (): PayCoreError =>
  new PayCoreError('unauthorized', 'UNAUTHORIZED', 'The X-API-KEY header is missing or not valid.');
