import { isPaymentNo, type OrderKey } from '@paycore/core';

/** Our own number, as a callback's address or one of its fields may carry it; nothing where the text is none. */
export const paymentNoKey = (text: string | undefined): OrderKey[] =>
  text !== undefined && isPaymentNo(text) ? [{ by: 'paymentNo', value: text }] : [];
