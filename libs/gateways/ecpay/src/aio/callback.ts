import type { Callback, Outcome, Payment, OrderKey, Trust } from '@paycore/core';
import { paymentNoKey } from '@paycore/gateway-kit';
import type { Credentials } from '../credentials.ts';
import { amountMismatch, merchantMismatch, notVerified } from '../refusals.ts';
import { readAmount, statusOf } from '../wire.ts';
import { isSigned } from './sign.ts';
import { codeOrPayment, hidesFields, readCode, readFields, readForm } from './wire.ts';

const formOf = ({ rawBody }: Callback) => readForm(Buffer.from(rawBody).toString('utf8'));

/** Our number in the URL and in CustomField1, then the merchant's order there. */
export function locate(callback: Callback): OrderKey[] {
  const fields = formOf(callback);
  const paymentNos = [callback.query['payment_no'], fields?.get('CustomField1')];
  const keys = [...new Set(paymentNos)].flatMap(paymentNoKey);
  const [orderNo = '', accountId = ''] = [fields?.get('MerchantTradeNo'), fields?.get('MerchantID')];
  const isOrder = /^[0-9A-Za-z]{1,20}$/.test(orderNo) && /^[0-9A-Za-z]{1,10}$/.test(accountId);
  return isOrder ? [...keys, { by: 'gatewayOrderNo', value: orderNo, accountId }] : keys;
}

/**
 * The MAC is the proof; the URL's secret is none, since the payer's browser sees it in the form. A wrong one is refused all
 * the same. What the MAC does not see, such as letter case, is compared here. Throws `forged`.
 */
export function verify(callback: Callback, payment: Payment, trust: Trust, credentials: Credentials): Outcome {
  const fields = formOf(callback);
  if (!fields) throw notVerified('a field stands twice');
  if (trust.secret === 'wrong') throw notVerified('the secret in the URL is wrong');
  if (fields.get('MerchantID') !== credentials.merchantId) throw merchantMismatch();
  if (!isSigned(fields, credentials)) throw notVerified('the MAC differs');
  if (hidesFields(fields)) throw notVerified('a value holds a field');
  const { amount } = payment.request;
  if (readAmount(fields.get('TradeAmt')) !== amount) throw amountMismatch(amount, fields.get('TradeAmt'));
  const said = readFields(codeOrPayment, fields);
  if (!said) throw notVerified('no RtnCode');
  if (said.MerchantTradeNo !== payment.gatewayOrderNo) throw notVerified('MerchantTradeNo differs');
  if (said.CustomField1 && said.CustomField1 !== payment.paymentNo) throw notVerified('CustomField1 differs');

  const { RtnCode, RtnMsg, TradeNo, SimulatePaid } = said;
  const status = statusOf(RtnCode);
  return {
    status,
    ...(TradeNo !== undefined && { gatewayTradeNo: TradeNo }),
    ...(status === 'pending' && readCode(fields)),
    ...(status === 'paid' && SimulatePaid === '1' && { simulated: true }),
    ...(status === 'failed' && { reason: { rtn_code: RtnCode, rtn_msg: (RtnMsg ?? '').slice(0, 200) } }),
  };
}
