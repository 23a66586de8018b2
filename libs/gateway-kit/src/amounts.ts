import { callbackRefused, PayCoreError, type Info } from '@paycore/core';

/** For the log of a mismatch. */
export const amountsInLog = (expected: number | string, received: unknown): Info => ({
  expected_amount: expected,
  received_amount: received,
});

/** A callback with another amount; its sender was proven before, unless `isProven` says that the project wants no proof. */
export const callbackAmountMismatch = (
  message: string,
  expected: number,
  received: unknown,
  isProven = true,
): PayCoreError => callbackRefused(message, { isProven, log: amountsInLog(expected, received) });

/** The gateway's answer to our call has another amount, so it cannot be used. */
export const answerAmountMismatch = (message: string, expected: number, received: unknown): PayCoreError =>
  new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', message, { log: amountsInLog(expected, received) });
