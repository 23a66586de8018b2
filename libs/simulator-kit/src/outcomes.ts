import type { PostPaymentEvent, SimulatedOutcome } from '@paycore/core';

/** Whether it tells of money that was paid before. */
export const isAfterPayment = (outcome: SimulatedOutcome): outcome is PostPaymentEvent['type'] =>
  outcome === 'refunded' || outcome === 'reversed' || outcome === 'disputed';
