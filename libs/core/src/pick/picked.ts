import type { Info } from '../domain/info.ts';
import type { Payment } from '../domain/payment.ts';

/** A method as the payer's page names it. */
export interface Choice {
  readonly gateway: string;
  /** What follows `/pay/{gateway}/`. */
  readonly route: string;
  /** Fields of `Method.choices`, as the browser sent them. */
  readonly fields: Info;
  /** Of the page on which it was picked. */
  readonly locale?: string;
}

/**
 * Why a pick came to nothing: the method does not fit this payment; money of it is being checked; the order that the payer leaves
 * cannot be cancelled now; the payer holds too many codes; the gateway refused the order, or gave no answer.
 */
export type PickRefusal = 'unfit' | 'checking' | 'stuck' | 'tooManyCodes' | 'refused' | 'failed';

export interface Picked {
  readonly payment: Payment;
  /** Number of the attempt to pay by: a new one, or one whose code lives. */
  readonly attempt?: number;
  readonly refusal?: PickRefusal;
}
