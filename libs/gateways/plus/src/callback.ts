import {
  callbackRefused,
  type Callback,
  type Outcome,
  type OrderKey,
  type PayCoreError,
  type PlacedOrder,
  type Trust,
} from '@paycore/core';
import { callbackAmountMismatch, isTradeNo, meansThisOrder, paymentNoKey } from '@paycore/gateway-kit';
import { readBody, readMoney, type Protocol } from './wire.ts';
import type { Credentials } from './credentials.ts';
import { isSignature, type Fields } from './sign.ts';

/** The fields of a callback that count. */
interface Message {
  readonly appid: string | undefined;
  readonly money: string | undefined;
  readonly orderNo: string | undefined;
  readonly platNo: string | undefined;
  readonly status: string | undefined;
  readonly sign: string | undefined;
}

/** An empty field counts as absent. */
function read(fields: Fields, { fields: names }: Protocol): Message {
  const valueOf = (name: string) => fields.get(name) || undefined;
  return {
    appid: valueOf(names.appid),
    money: valueOf(names.money),
    orderNo: valueOf(names.orderNo),
    platNo: valueOf(names.platNo),
    status: valueOf(names.status),
    sign: valueOf(names.sign),
  };
}

/** Our callback URL names payment and attempt; without it, the numbers that PLUS may send back. */
export function locate({ rawBody, query }: Callback, protocol: Protocol): OrderKey[] {
  const keys = paymentNoKey(query['payment_no']);
  const { orderNo, platNo } = read(readBody(rawBody) ?? new Map(), protocol);
  if (orderNo !== undefined) keys.push({ by: 'gatewayOrderNo', value: orderNo });
  if (platNo !== undefined) keys.push({ by: 'gatewayTradeNo', value: platNo });
  return keys;
}

/**
 * Every number that is there must be this order's. Our order number counts whatever PLUS calls the order, which after a lost
 * answer may have two numbers there. A message with no number that we know counts where `meansThisOrder`.
 */
function isOf({ orderNo, platNo }: Message, callback: Callback, order: PlacedOrder, trust: Trust): boolean {
  if ((callback.query['payment_no'] ?? order.paymentNo) !== order.paymentNo) return false;
  if (orderNo !== undefined) return orderNo === order.gatewayOrderNo;
  const isKnown = platNo !== undefined && order.gatewayTradeNo !== undefined;
  return isKnown ? platNo === order.gatewayTradeNo : meansThisOrder(callback, trust);
}

const shown = (text: string | undefined) => text?.slice(0, 100) ?? null;

function isSigned(fields: Fields, { sign }: Message, { fields: names }: Protocol, { secretKey }: Credentials): boolean {
  if (sign === undefined) return true;
  const signed = new Map([...fields].filter(([name]) => name !== names.sign));
  return isSignature(sign, signed, secretKey);
}

/** Whoever proves nothing is told nothing else. */
export const refuseUnproven = (): PayCoreError => callbackRefused('PLUS callback secret mismatch.');

/** Throws `forged`. */
export function verify(
  callback: Callback,
  order: PlacedOrder,
  trust: Trust,
  { credentials, protocol }: { readonly credentials: Credentials; readonly protocol: Protocol },
): Outcome {
  const isUnsigned = trust.secret === 'absent' && trust.allowsUnsigned;
  if (trust.secret !== 'valid' && !isUnsigned) throw refuseUnproven();
  const refused = (text: string) => callbackRefused(text, { isProven: !isUnsigned });
  const fields = readBody(callback.rawBody);
  if (!fields) throw refused('PLUS callback is not readable.');
  const message = read(fields, protocol);
  if (message.appid !== credentials.appid) throw refused('PLUS appid mismatch.');
  if (!isSigned(fields, message, protocol, credentials)) throw refused('PLUS sign verification failed.');
  if (!isOf(message, callback, order, trust)) throw refused('PLUS order number mismatch.');
  const { amount } = order;
  if (readMoney(message.money) !== amount)
    throw callbackAmountMismatch('PLUS money mismatch.', amount, shown(message.money), !isUnsigned);
  return {
    ...toOutcome(message, protocol),
    ...(isTradeNo(message.platNo) && { gatewayTradeNo: message.platNo }),
    ...(isUnsigned && { unsigned: true }),
  };
}

/** The contract has no status field: a callback means paid unless it has one that says otherwise. */
function toOutcome({ status, money, platNo }: Message, { words }: Protocol): Outcome {
  if (status === undefined || status === words.paid) return { status: 'paid' };
  if (status === words.failed) return { status: 'failed' };
  // An unknown word beside the whole amount: PLUS cannot be queried, so a person has to look.
  return { status: 'pending', unclear: { status: shown(status), money: shown(money), plat_no: shown(platNo) } };
}
