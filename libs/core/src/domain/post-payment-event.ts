/** What became of money after it was paid. It leaves an event and moves no status. */
export interface PostPaymentEvent {
  readonly type: 'refunded' | 'reversed' | 'disputed';
  /** The gateway's id of the refund, reversal or dispute: one event per type and id. */
  readonly id: string;
  /** Decimal text in major units, such as "980" or "9.99". */
  readonly amount?: string;
  /** ISO 4217, upper case. */
  readonly currency?: string;
}
