import { isPaymentNo, type OrderKey } from '@paycore/core';

/** The key for a payment number in a callback's URL or body; none where the text is not one. */
export const paymentNoKey = (text: string | undefined): OrderKey[] =>
  text !== undefined && isPaymentNo(text) ? [{ by: 'paymentNo', value: text }] : [];
