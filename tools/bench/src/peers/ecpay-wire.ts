import { createCipheriv, createDecipheriv } from 'node:crypto';

/** ECPay's published test account (developers.ecpay.com.tw/?p=27963). */
export const account = {
  merchant_id: '3002607',
  hash_key: 'pwFHCqoQZGmho4w6',
  hash_iv: 'EkRm7iFT261dpevs',
} as const;

const cipher = 'aes-128-cbc';

/** The encrypted part of ECPay's JSON messages, both ways. */
export function sealData(value: unknown): string {
  const seal = createCipheriv(cipher, account.hash_key, account.hash_iv);
  return seal.update(encodeURIComponent(JSON.stringify(value)), 'utf8', 'base64') + seal.final('base64');
}

/** Throws where the text was not sealed with the account's keys. */
export function openData(data: string): unknown {
  const open = createDecipheriv(cipher, account.hash_key, account.hash_iv);
  const text = open.update(data, 'base64', 'latin1') + open.final('latin1');
  return JSON.parse(decodeURIComponent(text.replaceAll('+', ' ')));
}

export interface OrderData {
  readonly MerchantID: string;
  readonly MerchantTradeNo?: string;
  readonly OrderInfo?: { readonly MerchantTradeNo: string; readonly TotalAmount: number; readonly ReturnURL: string };
}

/** What was paid, as ECPay posts it to the callback URL. */
export const paidCallback = (orderNo: string, amount: number): string =>
  JSON.stringify({
    MerchantID: account.merchant_id,
    RpHeader: { Timestamp: 1 },
    TransCode: 1,
    TransMsg: '',
    Data: sealData({
      RtnCode: 1,
      RtnMsg: 'Success',
      SimulatePaid: 0,
      MerchantID: account.merchant_id,
      OrderInfo: {
        MerchantTradeNo: orderNo,
        TradeAmt: amount,
        TradeNo: `26${orderNo.slice(-14)}`,
        PaymentType: 'ATM_TAISHIN',
        PaymentDate: '2026/06/22 12:00:00',
        TradeStatus: '1',
      },
    }),
  });
