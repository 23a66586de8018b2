import type { Account } from '../accounts.ts';
import type { Order } from '../orders.ts';
import { callbackData } from './answers.ts';
import { seal } from './sign.ts';

/** The payment callback of background issue: an envelope of JSON. */
export const backgroundMessage = (
  order: Order,
  account: Account,
  isRepeat: boolean,
  now: Date,
  paymentUrl: (paymentNo: string) => string,
) => ({
  url: order.returnUrl,
  type: 'application/json',
  body: JSON.stringify({
    MerchantID: order.merchantId,
    RpHeader: { Timestamp: Math.floor(now.getTime() / 1000) },
    TransCode: 1,
    TransMsg: 'Success',
    Data: seal(callbackData(order, isRepeat, paymentUrl), account),
  }),
});
