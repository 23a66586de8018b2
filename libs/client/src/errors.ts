/** Faults by field, each a sentence: `{amount: ['The amount field is required.']}`. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

interface ApiFailure {
  readonly status: number;
  readonly errorCode: string;
  readonly message: string;
  readonly fields?: FieldFaults | undefined;
  readonly requestId?: string | undefined;
  readonly paymentNo?: string | undefined;
}

/** PayCore answered with an error. */
export class PayCoreApiError extends Error {
  override readonly name = 'PayCoreApiError';
  /** HTTP status. */
  readonly status: number;
  /** Such as `VALIDATION_FAILED`; `UNREADABLE_ANSWER` where what answered was not PayCore. */
  readonly errorCode: string;
  /** Empty unless the input was invalid. */
  readonly fields: FieldFaults;
  /** Quote it when you contact PayCore's operator. */
  readonly requestId: string | undefined;
  /** With `ORDER_CONFLICT`: the order's payment that is in the way. */
  readonly paymentNo: string | undefined;

  constructor({ status, errorCode, message, fields = {}, requestId, paymentNo }: ApiFailure) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
    this.requestId = requestId;
    this.paymentNo = paymentNo;
  }
}

/** No answer: no connection, or a timeout. PayCore may or may not have processed the call. */
export class PayCoreConnectionError extends Error {
  override readonly name = 'PayCoreConnectionError';

  constructor(
    message: string,
    /** The X-Request-Id that was sent. */
    readonly requestId: string,
    options: { readonly cause: unknown },
  ) {
    super(message, options);
  }
}

/** A notice that is not genuine: answer 400 and do nothing else. */
export class InvalidNoticeError extends Error {
  override readonly name = 'InvalidNoticeError';
}
