import { leadsToGateway, type Outcome, type Payment, type PaymentStatus } from '@paycore/core';
import { answerAmountMismatch } from '@paycore/gateway-kit';
import type { IssuedCode } from '../issued-code.ts';
import { readAmount, statusOf } from '../wire.ts';
import { ask, unclear, type CallContext } from './client.ts';
import { alwaysHasCode } from './create.ts';
import { codeOrPayment, readCode, readFields, trade } from './wire.ts';

/** The payer has not posted the form yet. */
const unknownOrderNo = '10200047';
const unpaid = '0';

/** 10200095: ended without payment. A payment simulated in ECPay's console stays 0. */
const tradeStatuses: Readonly<Record<string, PaymentStatus>> = { '1': 'paid', '10200095': 'failed' };

/** Throws `unavailable`. */
export async function query(payment: Payment, context: CallContext): Promise<Outcome> {
  const known = readFields(trade, await ask('QueryTradeInfo/V5', payment, context));
  if (!known) throw unclear('no TradeStatus');
  const { TradeStatus, TradeAmt, TradeNo } = known;
  if (TradeStatus === unknownOrderNo) return { status: 'pending' };
  if (known.MerchantID !== context.credentials.merchantId) throw unclear('MerchantID differs');
  if (known.MerchantTradeNo !== payment.gatewayOrderNo) throw unclear('MerchantTradeNo differs');
  if (readAmount(TradeAmt) !== payment.request.amount) {
    throw answerAmountMismatch('ECPAY amount mismatch', payment.request.amount, TradeAmt);
  }
  const code = mayHaveUnknownCode(payment, known) ? await issuedCode(payment, context) : undefined;
  return {
    status: tradeStatuses[TradeStatus] ?? 'pending',
    ...(TradeNo !== undefined && { gatewayTradeNo: TradeNo }),
    ...code,
  };
}

/** ECPay limits questions: the second is asked only where its answer can teach something. */
const mayHaveUnknownCode = (
  payment: Payment,
  { TradeStatus, PaymentType = '' }: { TradeStatus: string; PaymentType?: string | undefined },
) =>
  TradeStatus === unpaid &&
  leadsToGateway(payment.page?.reveal()) &&
  (alwaysHasCode(payment.route) || /^(ATM|CVS|BARCODE)/.test(PaymentType));

/** The code whose callback did not reach us; undefined where the payer has none. An unknown order is answered without a MerchantID. */
async function issuedCode(payment: Payment, context: CallContext): Promise<IssuedCode | undefined> {
  const fields = await ask('QueryPaymentInfo', payment, context);
  const said = readFields(codeOrPayment, fields);
  if (!said) throw unclear('no RtnCode');
  const isOurs =
    fields.get('MerchantID') === context.credentials.merchantId && said.MerchantTradeNo === payment.gatewayOrderNo;
  return isOurs && statusOf(said.RtnCode) === 'pending' ? readCode(fields) : undefined;
}
