/** What happened to the money after payment. It is recorded as an event and changes no status. */
export interface PostPaymentEvent {
  readonly type: 'refunded' | 'reversed' | 'disputed';
  /** The gateway's id of the refund, reversal or dispute: one event per type and id. */
  readonly id: string;
  /** Decimal text in major units, such as "980" or "9.99". */
  readonly amount?: string;
  /** ISO 4217, upper case. */
  readonly currency?: string;
}
