const hourMs = 3_600_000;

/**
 * How long PayPal remembers a PayPal-Request-Id, in milliseconds:
 * https://github.com/paypal/paypal-rest-api-specifications, checkout_orders_v2.json and payments_payment_v2.json.
 */
export const rememberedMs = { order: 6 * hourMs, refund: 45 * 24 * hourMs } as const;

/** A request that PayPal carried out. */
export interface Remembered {
  /** Null where the merchant sent none: such a request is never repeated. */
  readonly requestId: string | null;
  readonly at: string;
}

/** Null where the request has none. */
export const requestIdOf = (request: Request): string | null => request.headers.get('paypal-request-id');

/** Whether a request is the earlier one again. Both must be of the same account, operation and path. */
export const isRepeat = (requestId: string | null, earlier: Remembered, now: Date, maxAgeMs: number): boolean =>
  requestId !== null && earlier.requestId === requestId && now.getTime() - Date.parse(earlier.at) < maxAgeMs;
