import type { GatewayDocs, Info, MethodDocs } from '@paycore/core';
import { exampleOf, isRequired } from './fields/tables.ts';

const paymentNo = 'PAY202606220001ABCDEFGH';
export const merchantOrderNo = 'ORDER202606220001';
/** 2026-06-22 00:01 in Taipei, as the payment's number tells. */
const createdAt = '2026-06-21T16:01:00.000Z';
export const paidAt = '2026-06-21T16:10:00.000Z';

const defaults = { amount: 980, currency: 'TWD' };

/** A payment as answers show it. */
export const paymentExample = (differences: Info = {}): Info => ({
  payment_no: paymentNo,
  merchant_order_no: merchantOrderNo,
  gateway: 'ecpay',
  method: 'atm',
  ...defaults,
  status: 'pending',
  payment_url: `https://pay.shop.example/zh-tw/pay/${paymentNo}?token=3q2-7wXk`,
  payment_info: {
    bank_code: '013',
    bank_name: '國泰世華銀行',
    virtual_account: '9103522175887271',
    expire_at: '2026-06-28 23:59:59',
  },
  environment: 'test',
  simulated: false,
  created_at: createdAt,
  paid_at: null,
  expires_at: '2026-06-28T15:59:59.000Z',
  ...differences,
});

export const createExample = ({ credentials }: GatewayDocs, { example, body = {} }: MethodDocs): Info => ({
  merchant_order_no: merchantOrderNo,
  ...(example ?? defaults),
  item_name: 'PayCore 測試商品',
  success_url: 'https://shop.example/thanks',
  cancel_url: 'https://shop.example/cart',
  payok_url: 'https://shop.example/paycore/payok',
  ...exampleOf(body),
  gateway_credentials: exampleOf(credentials),
});

export const createdExample = (gateway: string, method: string, { example, info, form }: MethodDocs): Info => ({
  ...paymentExample({ gateway, method, ...(example ?? defaults), payment_info: exampleOf(info, isRequired) }),
  created: true,
  ...(form && { redirect_form: { action: form.action, method: 'POST', fields: form.fields } }),
});
