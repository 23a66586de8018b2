import { callbackRefused, type Callback, type Outcome, type Payment, type OrderKey, type Trust } from '@paycore/core';
import { callbackAmountMismatch, isTradeNo, paymentNoKey } from '@paycore/gateway-kit';
import { readBody, readMoney, type Protocol } from './wire.ts';
import type { Credentials } from './credentials.ts';
import { isSignature, type Fields } from './sign.ts';

interface Told {
  readonly appid: string | undefined;
  readonly money: string | undefined;
  readonly orderNo: string | undefined;
  readonly platNo: string | undefined;
  readonly status: string | undefined;
  readonly sign: string | undefined;
}

/** An empty field counts as absent. */
function read(fields: Fields, { fields: names }: Protocol): Told {
  const given = (name: string) => fields.get(name) || undefined;
  return {
    appid: given(names.appid),
    money: given(names.money),
    orderNo: given(names.orderNo),
    platNo: given(names.platNo),
    status: given(names.status),
    sign: given(names.sign),
  };
}

/** Our callback URL names the payment; without it, the numbers that PLUS may send back. */
export function locate({ rawBody, query }: Callback, protocol: Protocol): OrderKey[] {
  const keys = paymentNoKey(query['payment_no']);
  const { orderNo, platNo } = read(readBody(rawBody) ?? new Map(), protocol);
  if (orderNo !== undefined) keys.push({ by: 'gatewayOrderNo', value: orderNo });
  if (platNo !== undefined) keys.push({ by: 'gatewayTradeNo', value: platNo });
  return keys;
}

/**
 * Each number that is there must be this payment's. Our own order number counts whatever PLUS calls its order, which may have
 * two names after a lost answer.
 */
function isOf({ orderNo, platNo }: Told, { query }: Callback, payment: Payment): boolean {
  if ((query['payment_no'] ?? payment.paymentNo) !== payment.paymentNo) return false;
  if (orderNo !== undefined) return orderNo === payment.gatewayOrderNo;
  return platNo === undefined || platNo === (payment.gatewayTradeNo ?? platNo);
}

const shown = (text: string | undefined) => text?.slice(0, 100) ?? null;

function isSigned(fields: Fields, { sign }: Told, { fields: names }: Protocol, { secretKey }: Credentials): boolean {
  if (sign === undefined) return true;
  const signed = new Map([...fields].filter(([name]) => name !== names.sign));
  return isSignature(sign, signed, secretKey);
}

/** Throws `forged`. */
export function verify(
  callback: Callback,
  payment: Payment,
  trust: Trust,
  { credentials, protocol }: { readonly credentials: Credentials; readonly protocol: Protocol },
): Outcome {
  const isUnsigned = trust.secret === 'absent' && trust.allowsUnsigned;
  if (trust.secret !== 'valid' && !isUnsigned) throw callbackRefused('PLUS callback secret mismatch.');
  const fields = readBody(callback.rawBody);
  if (!fields) throw callbackRefused('PLUS callback is not readable.');
  const told = read(fields, protocol);
  if (told.appid !== credentials.appid) throw callbackRefused('PLUS appid mismatch.');
  if (!isSigned(fields, told, protocol, credentials)) throw callbackRefused('PLUS sign verification failed.');
  if (!isOf(told, callback, payment)) throw callbackRefused('PLUS order number mismatch.');
  const { amount } = payment.request;
  if (readMoney(told.money) !== amount) throw callbackAmountMismatch('PLUS money mismatch.', amount, shown(told.money));
  return {
    ...toOutcome(told, protocol),
    ...(isTradeNo(told.platNo) && { gatewayTradeNo: told.platNo }),
    ...(isUnsigned && { unsigned: true }),
  };
}

/** The contract names no state: that PLUS calls back at all means paid, unless a state is there and says otherwise. */
function toOutcome({ status, money, platNo }: Told, { words }: Protocol): Outcome {
  if (status === undefined || status === words.paid) return { status: 'paid' };
  if (status === words.failed) return { status: 'failed' };
  // A word that nobody told us, beside the whole amount: PLUS cannot be asked, so a person has to look.
  return { status: 'pending', unclear: { status: shown(status), money: shown(money), plat_no: shown(platNo) } };
}
