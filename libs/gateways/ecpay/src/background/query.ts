import type { Outcome, Payment, PostPaymentEvent } from '@paycore/core';
import { answerAmountMismatch } from '@paycore/gateway-kit';
import { merchantFields, readAmount } from '../wire.ts';
import type { CallContext } from './client.ts';
import { queryFaults } from './refusals.ts';
import { accepted, readAnswer, mismatchOf, trade, type Trade } from './wire.ts';

const unknownOrderNo = '10000185';

/** Throws `unavailable`. */
export async function query(payment: Payment, { credentials, call }: CallContext): Promise<Outcome> {
  const orderNo = payment.gatewayOrderNo;
  const answer = await call('QueryTrade', { ...merchantFields(credentials), MerchantTradeNo: orderNo }, queryFaults);
  if (answer.code === unknownOrderNo) return { status: 'pending' };
  if (answer.code !== accepted) throw queryFaults.failed({ rtn_code: answer.code, rtn_msg: answer.message });
  const known = readAnswer(trade, answer, queryFaults);
  const reason = mismatchOf(known, credentials, orderNo);
  if (reason !== undefined) throw queryFaults.failed({ reason });
  if (readAmount(known.OrderInfo.TradeAmt) !== payment.request.amount) {
    throw answerAmountMismatch('ECPay amount mismatch.', payment.request.amount, known.OrderInfo.TradeAmt);
  }
  const { TradeNo, TradeStatus = '' } = known.OrderInfo;
  const refund = refundOf(known, orderNo);
  return {
    status: tradeStatuses[TradeStatus] ?? 'pending',
    ...(TradeNo !== undefined && { gatewayTradeNo: TradeNo }),
    ...(refund && { postPayment: [refund] }),
  };
}

/**
 * ECPay names no single refunds, only how much has been returned of the trade: a sum that has risen is another event, whose
 * amount is that sum.
 */
function refundOf({ OrderInfo: { RefundAmount, TradeNo } }: Trade, orderNo: string): PostPaymentEvent | undefined {
  const returned = readAmount(RefundAmount) ?? 0;
  if (returned <= 0) return undefined;
  return { type: 'refunded', id: `${TradeNo ?? orderNo}-${returned}`, amount: String(returned), currency: 'TWD' };
}

/** 10200095: ended without payment. A payment simulated in ECPay's console stays "0". */
const tradeStatuses: Readonly<Record<string, Outcome['status']>> = { '1': 'paid', '10200095': 'failed' };
