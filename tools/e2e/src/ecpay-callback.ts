import { createCipheriv } from 'node:crypto';
import type { DemoJson } from '@paycore/dev';

type Fields = Readonly<Record<string, unknown>>;

/** What ECPay posts of an ATM order of 980 that was paid: its envelope, by hand, from its published test account. */
export function ecpayCallback({ credentials }: DemoJson, orderNo: string, differences: Fields = {}): string {
  const { merchant_id: merchantId = '', hash_key: key = '', hash_iv: iv = '' } = credentials['ecpay'] ?? {};
  const data = {
    RtnCode: 1,
    RtnMsg: 'Success',
    SimulatePaid: 0,
    MerchantID: merchantId,
    OrderInfo: {
      MerchantTradeNo: orderNo,
      TradeAmt: 980,
      TradeNo: '2606220000000001',
      PaymentType: 'ATM',
      TradeStatus: '1',
    },
    ...differences,
  };
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  const text = encodeURIComponent(JSON.stringify(data)).replace(/%20/g, '+');
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]).toString('base64');
  return JSON.stringify({
    MerchantID: merchantId,
    RpHeader: { Timestamp: 1 },
    TransCode: 1,
    TransMsg: '',
    Data: sealed,
  });
}

/** Posts it as ECPay would. */
export const callBack = ({ webhooks }: DemoJson, paymentNo: string, body: string): Promise<Response> =>
  fetch(`${webhooks}/api/paycore/webhooks/ecpay?payment_no=${paymentNo}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
