import type { GatewayDocs, Info, MethodDocs } from '@paycore/core';
import { exampleOf, isRequired } from './fields/tables.ts';

export const paymentNo = 'PAY202606220001ABCDEFGH';
const merchantOrderNo = 'ORDER202606220001';
/** Of each create its own, so that nobody who tries them in turn meets an order that is there already. */
export const orderNoOf = (gateway: string, route: string): string =>
  `${gateway}-${route}-1001`.replaceAll('/', '-').toUpperCase();
/** 2026-06-22 00:01 in Taipei, as the payment's number tells. */
const createdAt = '2026-06-21T16:01:00.000Z';
export const paidAt = '2026-06-21T16:10:00.000Z';

const defaults = { amount: 980, currency: 'TWD' };

const info = {
  bank_code: '013',
  bank_name: '國泰世華銀行',
  virtual_account: '9103522175887271',
  expire_at: '2026-06-28 23:59:59',
};
const expiresAt = '2026-06-28T15:59:59.000Z';

/** An order at a gateway, as answers show it. */
export const attemptExample = {
  attempt_no: 1,
  gateway: 'ecpay',
  method: 'atm',
  gateway_order_no: 'PC2606220001ABCDEFGH',
  gateway_trade_no: '2606220001234567',
  status: 'pending',
  payment_info: info,
  created_at: createdAt,
  expires_at: expiresAt,
  paid_at: null,
};

const { payment_info: _info, ...withoutInfo } = attemptExample;

/** The same once it is paid, as notices tell it. */
export const paidAttemptExample = { ...withoutInfo, status: 'paid', paid_at: paidAt };

/** A payment as answers show it. */
export const paymentExample = (differences: Info = {}): Info => ({
  payment_no: paymentNo,
  merchant_order_no: merchantOrderNo,
  gateway: 'ecpay',
  method: 'atm',
  ...defaults,
  status: 'pending',
  payment_url: `https://pay.shop.example/zh-tw/pay/${paymentNo}?token=3q2-7wXk`,
  payment_info: info,
  environment: 'test',
  simulated: false,
  created_at: createdAt,
  paid_at: null,
  expires_at: expiresAt,
  mode: 'direct',
  attempts: [attemptExample],
  received_amount: 0,
  paid_twice: false,
  paid_beside: null,
  closed_reason: null,
  ...differences,
});

/** One whose payer has not picked a method yet. */
export const linkedExample = (orderNo: string): Info => ({
  ...paymentExample({
    ...{ merchant_order_no: orderNo, gateway: 'paycore', method: 'all', mode: 'all_in_one' },
    ...{ payment_info: {}, attempts: [], expires_at: '2026-06-28T16:01:00.000Z' },
  }),
  created: true,
});

/** An unpaid one, cancelled. */
export const cancelledExample = (): Info =>
  paymentExample({
    status: 'failed',
    closed_reason: 'cancelled',
    attempts: [{ ...attemptExample, status: 'failed' }],
  });

export const createExample = (
  orderNo: string,
  { credentials }: GatewayDocs,
  { example, body = {} }: MethodDocs,
): Info => ({
  merchant_order_no: orderNo,
  ...(example ?? defaults),
  item_name: 'PayCore 測試商品',
  success_url: 'https://shop.example/thanks',
  cancel_url: 'https://shop.example/cart',
  payok_url: 'https://shop.example/paycore/payok',
  ...exampleOf(body),
  gateway_credentials: exampleOf(credentials),
});

export function createdExample(orderNo: string, gateway: string, method: string, docs: MethodDocs): Info {
  const { example, form } = docs;
  const issued = exampleOf(docs.info, isRequired);
  const attempt = { ...attemptExample, gateway, method, gateway_trade_no: null, payment_info: issued };
  const money = example ?? defaults;
  const received = typeof money.amount === 'string' ? { received_amount: money.amount.replace(/\d/g, '0') } : {};
  const own = { merchant_order_no: orderNo, gateway, method, payment_info: issued, attempts: [attempt] };
  return {
    ...paymentExample({ ...own, ...money, ...received }),
    created: true,
    ...(form && { redirect_form: { action: form.action, method: 'POST', fields: form.fields } }),
  };
}
