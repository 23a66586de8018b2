import type { Account } from '../accounts.ts';
import type { Order } from '../order.ts';
import { notice } from './answers.ts';
import { seal } from './cipher.ts';

/** The payment notice of background issue: an envelope of JSON. */
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
    Data: seal(notice(order, isRepeat, paymentUrl), account),
  }),
});
