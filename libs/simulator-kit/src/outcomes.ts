import type { PostPaymentEvent } from '@paycore/core';
import type { SimulatedOutcome } from './simulator.ts';

/** Whether it tells of money that was paid before. */
export const isAfterPayment = (outcome: SimulatedOutcome): outcome is PostPaymentEvent['type'] =>
  outcome === 'refunded' || outcome === 'reversed' || outcome === 'disputed';
