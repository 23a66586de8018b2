import type { CredentialCheck, Outcome, PlacedOrder } from '@paycore/core';
import { answerAmountMismatch } from '@paycore/gateway-kit';
import { readAmount, statusOf } from '../wire.ts';
import { ask, call, unclear, type CallContext } from './client.ts';
import { alwaysHasCode } from './create.ts';
import { codeOrPayment, readCode, readFields, trade, type ChosenCode, type Trade } from './wire.ts';

/** The payer has not posted the form yet. */
const unknownOrderNo = '10200047';
const unpaid = '0';

/** 10200095: ended without payment. A payment simulated in ECPay's console stays 0. */
const finalStatuses: Readonly<Record<string, 'paid' | 'failed'>> = { '1': 'paid', '10200095': 'failed' };

/** Throws `unavailable`. */
export async function query(order: PlacedOrder, context: CallContext): Promise<Outcome> {
  const answer = readFields(trade, await call('QueryTradeInfo/V5', order, context));
  if (!answer) throw unclear('no TradeStatus');
  const { TradeStatus, TradeAmt, TradeNo } = answer;
  if (TradeStatus === unknownOrderNo) return { status: 'pending' };
  if (answer.MerchantID !== context.credentials.merchantId) throw unclear('MerchantID differs');
  if (answer.MerchantTradeNo !== order.gatewayOrderNo) throw unclear('MerchantTradeNo differs');
  if (readAmount(TradeAmt) !== order.amount) {
    throw answerAmountMismatch('ECPAY amount mismatch', order.amount, TradeAmt);
  }
  const facts = TradeNo === undefined ? {} : { gatewayTradeNo: TradeNo };
  const status = finalStatuses[TradeStatus];
  if (status) return { status, ...facts };
  const code = mayHaveUnknownCode(order, answer) ? await issuedCode(order, context) : undefined;
  return code ? { status: 'pending', ...facts, ...code } : { status: 'pending', ...facts };
}

/** PayCore's orders have 20 characters and no other shop writes this word: 10200047 is the usual answer. */
const nobodysOrderNo = 'PAYCORENONE';

/** Whatever ECPay answers, it signs it with the keys that it knows. Throws `unavailable`. */
export const verifyCredentials = async (context: CallContext): Promise<CredentialCheck> =>
  (await ask('QueryTradeInfo/V5', nobodysOrderNo, context)) ? 'valid' : 'invalid';

/** ECPay limits queries, so the second one is made only where its answer can be news. */
const mayHaveUnknownCode = ({ hasCode, route }: PlacedOrder, { TradeStatus, PaymentType = '' }: Trade) =>
  TradeStatus === unpaid && !hasCode && (alwaysHasCode(route) || /^(ATM|CVS|BARCODE)/.test(PaymentType));

/** The code whose callback did not reach us; undefined where the payer has none. ECPay answers an unknown order without a MerchantID. */
async function issuedCode(order: PlacedOrder, context: CallContext): Promise<ChosenCode | undefined> {
  const fields = await call('QueryPaymentInfo', order, context);
  const answer = readFields(codeOrPayment, fields);
  if (!answer) throw unclear('no RtnCode');
  const isOurs =
    fields.get('MerchantID') === context.credentials.merchantId && answer.MerchantTradeNo === order.gatewayOrderNo;
  return isOurs && statusOf(answer.RtnCode) === 'pending' ? readCode(fields) : undefined;
}
