import type { Account } from '../accounts.ts';
import type { Order } from '../orders.ts';
import { codeFields, paymentFields } from './answers.ts';
import { withMac } from './sign.ts';

/** `payment` to the ReturnURL, `code` to the PaymentInfoURL: a signed form. */
export function aioMessage(order: Order, account: Account, what: 'payment' | 'code', isRepeat: boolean) {
  const fields = what === 'code' ? codeFields(order, isRepeat) : paymentFields(order, isRepeat ? 'repeat' : 'first');
  return {
    url: what === 'code' ? order.paymentInfoUrl : order.returnUrl,
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(withMac(fields, account)).toString(),
  };
}
