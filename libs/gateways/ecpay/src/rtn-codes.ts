import type { PaymentStatus } from '@paycore/core';

/**
 * A code issued (2 for ATM, 10100073 for stores) is no payment, and 10300066 asks to wait for the bank's word:
 * https://developers.ecpay.com.tw/?p=2878. All else but 1 ends the order, whose number ECPay never takes again.
 */
const waiting: readonly string[] = ['2', '10100073', '10300066'];

export function statusOf(rtnCode: string): PaymentStatus {
  if (rtnCode === '1') return 'paid';
  return waiting.includes(rtnCode) ? 'pending' : 'failed';
}
