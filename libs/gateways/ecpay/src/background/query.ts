import type { Outcome, PlacedOrder, PostPaymentEvent } from '@paycore/core';
import { answerAmountMismatch } from '@paycore/gateway-kit';
import { merchantFields, readAmount } from '../wire.ts';
import type { CallContext } from './client.ts';
import { queryFaults } from './refusals.ts';
import { accepted, readAnswer, mismatchOf, trade, type Trade } from './wire.ts';

const unknownOrderNo = '10000185';

/** 10200095: ended without payment. A payment simulated in ECPay's console stays "0". */
const finalStatuses: Readonly<Record<string, 'paid' | 'failed'>> = { '1': 'paid', '10200095': 'failed' };

/** Throws `unavailable`. */
export async function query(order: PlacedOrder, { credentials, call }: CallContext): Promise<Outcome> {
  const { gatewayOrderNo, amount } = order;
  const question = { ...merchantFields(credentials), MerchantTradeNo: gatewayOrderNo };
  const answer = await call('QueryTrade', question, queryFaults);
  if (answer.code === unknownOrderNo) return { status: 'pending' };
  if (answer.code !== accepted) throw queryFaults.failed({ rtn_code: answer.code, rtn_msg: answer.message });
  const known = readAnswer(trade, answer, queryFaults);
  const reason = mismatchOf(known, credentials, gatewayOrderNo);
  if (reason !== undefined) throw queryFaults.failed({ reason });
  const { TradeNo, TradeStatus = '', TradeAmt } = known.OrderInfo;
  if (readAmount(TradeAmt) !== amount) throw answerAmountMismatch('ECPay amount mismatch.', amount, TradeAmt);
  const refund = refundOf(known, gatewayOrderNo);
  const facts = {
    ...(TradeNo !== undefined && { gatewayTradeNo: TradeNo }),
    ...(refund && { postPayment: [refund] }),
  };
  const status = finalStatuses[TradeStatus];
  return status ? { status, ...facts } : { status: 'pending', ...facts };
}

/**
 * ECPay lists no single refunds, only the sum returned so far: each higher sum is an event of its own, with that sum as its
 * amount.
 */
function refundOf({ OrderInfo: { RefundAmount, TradeNo } }: Trade, orderNo: string): PostPaymentEvent | undefined {
  const returned = readAmount(RefundAmount) ?? 0;
  if (returned <= 0) return undefined;
  return { type: 'refunded', id: `${TradeNo ?? orderNo}-${returned}`, amount: String(returned), currency: 'TWD' };
}
