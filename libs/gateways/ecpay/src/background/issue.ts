import {
  gatewayUnavailable,
  PayCoreError,
  type Created,
  type GatewayRuntime,
  type Order,
  type Outcome,
  type Payment,
  type PostPaymentEvent,
} from '@paycore/core';
import type { z } from 'zod';
import { isCodeMethod } from '../codes.ts';
import type { Credentials } from '../credentials.ts';
import { merchantFields, readAmount, readScalar } from '../values.ts';
import { backgroundApi, type Answer, type Call, type Faults, type LogFields } from './api.ts';
import { codeRequest, methods, trade, type Trade } from './wire.ts';

const accepted = '1';
const duplicateOrderNo = '10300028';
const unknownOrderNo = '10000185';

const failedCode = 'ECPAY_BACKGROUND_CODE_FAILED';

const refusal = (said: string, log: LogFields) =>
  new PayCoreError('rejected', failedCode, `ECPay issued no payment code: ${said}`, { log });

const createFaults: Faults = {
  failed: (log, details = {}) =>
    new PayCoreError('unavailable', failedCode, 'ECPay could not be reached, or its answer could not be read.', {
      ...details,
      log,
    }),
  refused: (log) => refusal('it does not accept these credentials or this request.', log),
};

const queryFaults: Faults = {
  failed: (log, { cause, ...details } = {}) => gatewayUnavailable(cause, { ...details, log }),
  refused: (log) => gatewayUnavailable(undefined, { log }),
};

/** Why an answer is about something else than was asked; undefined where it is not. */
function strangeness({ MerchantID, OrderInfo }: Trade, credentials: Credentials, orderNo: string) {
  if (readScalar(MerchantID) !== credentials.merchantId) return 'MerchantID differs';
  return OrderInfo.MerchantTradeNo === orderNo ? undefined : 'MerchantTradeNo differs';
}

function read<S extends z.ZodType<Trade>>(schema: S, answer: Answer, faults: Faults): z.infer<S> {
  const result = schema.safeParse(answer.data);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path }) => path.join('.'));
  throw faults.failed({ reason: 'unreadable fields', fields, rtn_code: answer.code });
}

async function issue(call: Call, credentials: Credentials, order: Order): Promise<Created> {
  if (!isCodeMethod(order.route)) throw new Error(`ECPay issues no code for ${order.route}.`);
  const method = methods[order.route];
  const asked = await call('GenPaymentCode', codeRequest(credentials, method, order), createFaults);
  const answer = asked.code === duplicateOrderNo ? await readAgain(call, credentials, order) : asked;
  if (answer.code !== accepted) {
    const { code, message } = answer;
    throw refusal(`${message} (${code}).`, { rtn_code: code, rtn_msg: message });
  }
  const issued = read(method.issued, answer, createFaults);
  const reason =
    strangeness(issued, credentials, order.gatewayOrderNo) ??
    (readAmount(issued.OrderInfo.TradeAmt) === order.amount ? undefined : 'TradeAmt differs');
  if (reason !== undefined) throw createFaults.failed({ reason });
  const { TradeNo } = issued.OrderInfo;
  return { ...(TradeNo !== undefined && { gatewayTradeNo: TradeNo }), ...issued.code };
}

/** The order was taken by an earlier call whose answer was lost. That it exists makes any other answer here a failure. */
async function readAgain(call: Call, credentials: Credentials, order: Order): Promise<Answer> {
  const data = { ...merchantFields(credentials), MerchantTradeNo: order.gatewayOrderNo };
  const answer = await call('QueryPaymentInfo', data, { ...createFaults, refused: createFaults.failed });
  if (answer.code !== accepted) throw createFaults.failed({ reason: 'code not read again', rtn_code: answer.code });
  return answer;
}

async function query(call: Call, credentials: Credentials, payment: Payment): Promise<Outcome> {
  const orderNo = payment.gatewayOrderNo;
  const answer = await call('QueryTrade', { ...merchantFields(credentials), MerchantTradeNo: orderNo }, queryFaults);
  if (answer.code === unknownOrderNo) return { status: 'pending' };
  if (answer.code !== accepted) throw queryFaults.failed({ rtn_code: answer.code, rtn_msg: answer.message });
  const known = read(trade, answer, queryFaults);
  const reason = strangeness(known, credentials, orderNo);
  if (reason !== undefined) throw queryFaults.failed({ reason });
  if (readAmount(known.OrderInfo.TradeAmt) !== payment.request.amount) {
    const log = { expected_amount: payment.request.amount, received_amount: known.OrderInfo.TradeAmt };
    throw new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'ECPay amount mismatch.', { log });
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

/** ECPay's background code issue: the code comes in the answer, the payer never sees a page of ECPay's. */
export function backgroundIssue(credentials: Credentials, runtime: GatewayRuntime) {
  const call = backgroundApi(credentials, runtime);
  return {
    create: (order: Order) => issue(call, credentials, order),
    sync: (payment: Payment) => query(call, credentials, payment),
  };
}
