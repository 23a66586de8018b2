import { callbackRefused, type PayCoreError } from '@paycore/core';
import { callbackAmountMismatch } from '@paycore/gateway-kit';

export const merchantMismatch = (): PayCoreError => callbackRefused('ECPay MerchantID mismatch.');

export const amountMismatch = (expected: number, received: unknown): PayCoreError =>
  callbackAmountMismatch('ECPay amount mismatch.', expected, received);

/** One answer for every fault of decryption and for another order's number, so that a prober learns nothing. */
export const transactionNotFound = (): PayCoreError =>
  callbackRefused('ECPay encrypted background callback transaction not found.');

/** The same for a form; the reason is for the log. */
export const notVerified = (reason: string): PayCoreError =>
  callbackRefused('ECPay CheckMacValue verification failed.', { log: { reason } });
