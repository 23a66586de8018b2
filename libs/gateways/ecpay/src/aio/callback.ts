import type { Callback, Outcome, PlacedOrder, OrderKey, Trust } from '@paycore/core';
import { paymentNoKey } from '@paycore/gateway-kit';
import type { Credentials } from '../credentials.ts';
import { amountMismatch, merchantMismatch, notVerified } from '../refusals.ts';
import { readAmount, statusOf } from '../wire.ts';
import { isSigned, type Fields } from './sign.ts';
import { codeOrPayment, hidesFields, readCode, readFields, readForm, type CodeOrPayment } from './wire.ts';

const formOf = ({ rawBody }: Callback) => readForm(Buffer.from(rawBody).toString('utf8'));

/** The URL names our payment and attempt. Without it: our order number at ECPay, then CustomField1, which names only the payment. */
export function locate(callback: Callback): OrderKey[] {
  const fields = formOf(callback);
  const paymentNo = callback.query['payment_no'];
  const inForm = fields?.get('CustomField1');
  return [
    ...paymentNoKey(paymentNo),
    ...orderKey(fields?.get('MerchantTradeNo'), fields?.get('MerchantID')),
    ...(inForm === paymentNo ? [] : paymentNoKey(inForm)),
  ];
}

function orderKey(orderNo = '', accountId = ''): OrderKey[] {
  const isOrder = /^[0-9A-Za-z]{1,20}$/.test(orderNo) && /^[0-9A-Za-z]{1,10}$/.test(accountId);
  return isOrder ? [{ by: 'gatewayOrderNo', value: orderNo, accountId }] : [];
}

/**
 * The MAC is the proof. The URL's secret is none, since the payer's browser sees it in the form, but a wrong one is refused.
 * The MAC is blind to letter case, so the numbers are compared here. Throws `forged`.
 */
export function verify(callback: Callback, order: PlacedOrder, trust: Trust, credentials: Credentials): Outcome {
  const fields = formOf(callback);
  if (!fields) throw notVerified('a field stands twice');
  if (trust.secret === 'wrong') throw notVerified('the secret in the URL is wrong');
  if (fields.get('MerchantID') !== credentials.merchantId) throw merchantMismatch();
  if (!isSigned(fields, credentials)) throw notVerified('the MAC differs');
  if (hidesFields(fields)) throw notVerified('a value holds a field');
  const { amount } = order;
  if (readAmount(fields.get('TradeAmt')) !== amount) throw amountMismatch(amount, fields.get('TradeAmt'));
  const message = readFields(codeOrPayment, fields);
  if (!message) throw notVerified('no RtnCode');
  if (message.MerchantTradeNo !== order.gatewayOrderNo) throw notVerified('MerchantTradeNo differs');
  if (message.CustomField1 && message.CustomField1 !== order.paymentNo) throw notVerified('CustomField1 differs');
  return toOutcome(message, fields);
}

function toOutcome({ RtnCode, RtnMsg = '', TradeNo, SimulatePaid }: CodeOrPayment, fields: Fields): Outcome {
  const trade = TradeNo === undefined ? {} : { gatewayTradeNo: TradeNo };
  const status = statusOf(RtnCode);
  if (status === 'paid') return { status, ...trade, ...(SimulatePaid === '1' && { simulated: true }) };
  if (status === 'failed') return { status, ...trade, reason: { rtn_code: RtnCode, rtn_msg: RtnMsg.slice(0, 200) } };
  const code = readCode(fields);
  return code ? { status, ...trade, ...code } : { status, ...trade };
}
