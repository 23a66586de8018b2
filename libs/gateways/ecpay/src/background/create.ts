import type { Created, Order } from '@paycore/core';
import { isCodeMethod } from '../issued-code.ts';
import { merchantFields, readAmount } from '../wire.ts';
import type { CallContext } from './client.ts';
import { createFaults, refusal } from './refusals.ts';
import { accepted, codeRequest, methods, readAnswer, mismatchOf, type Answer } from './wire.ts';

const duplicateOrderNo = '10300028';

/** Throws `rejected`, `unavailable`. */
export async function create(order: Order, context: CallContext): Promise<Created> {
  const { credentials, call } = context;
  if (!isCodeMethod(order.route)) throw new Error(`ECPay issues no code for ${order.route}.`);
  const method = methods[order.route];
  const first = await call('GenPaymentCode', codeRequest(credentials, method, order), createFaults);
  const answer = first.code === duplicateOrderNo ? await readAgain(order, context) : first;
  if (answer.code !== accepted) {
    const { code, message } = answer;
    throw refusal(`${message} (${code}).`, { rtn_code: code, rtn_msg: message });
  }
  const issued = readAnswer(method.issued, answer, createFaults);
  const reason =
    mismatchOf(issued, credentials, order.gatewayOrderNo) ??
    (readAmount(issued.OrderInfo.TradeAmt) === order.amount ? undefined : 'TradeAmt differs');
  if (reason !== undefined) throw createFaults.failed({ reason });
  const { TradeNo } = issued.OrderInfo;
  const { info, page, expiresAt } = issued.code;
  return { info, page, expiresAt, ...(TradeNo !== undefined && { gatewayTradeNo: TradeNo }) };
}

/** An earlier call, whose answer was lost, made the order. Since it exists, any answer but its code is a failure. */
async function readAgain(order: Order, { credentials, call }: CallContext): Promise<Answer> {
  const data = { ...merchantFields(credentials), MerchantTradeNo: order.gatewayOrderNo };
  const answer = await call('QueryPaymentInfo', data, { ...createFaults, refused: createFaults.failed });
  if (answer.code !== accepted) throw createFaults.failed({ reason: 'code not read again', rtn_code: answer.code });
  return answer;
}
