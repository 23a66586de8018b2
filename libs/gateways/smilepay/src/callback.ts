import { callbackRefused, type Callback, type Outcome, type Payment, type OrderKey, type Trust } from '@paycore/core';
import { amountsInLog, isTradeNo, paymentNoKey } from '@paycore/gateway-kit';
import { safeEqual } from '@paycore/safe-equal';
import { checksums } from './sign.ts';
import type { Credentials } from './credentials.ts';
import { isAmountRight, meaningOf } from './meaning.ts';
import { readReceived, type Received } from './dialects.ts';

/**
 * Our own callback URLs name the payment, and finding it by that is the quickest. Without: SmilePay's number, then Data_id,
 * which is the number that we gave to SmilePay, or in a simulated callback the merchant's.
 */
export function locate(callback: Callback): OrderKey[] {
  return [...paymentNoKey(callback.query['payment_no']), ...keysOf(readReceived(callback))];
}

function keysOf(received: Received | undefined): OrderKey[] {
  const { tradeNo, dataId, dcvc: accountId } = received ?? {};
  const keys: OrderKey[] = [];
  if (tradeNo !== undefined) keys.push({ by: 'gatewayTradeNo', value: tradeNo });
  if (dataId !== undefined) {
    keys.push({ by: 'gatewayOrderNo', value: dataId });
    // Merchants share such numbers, so theirs first; the last key finds whom a wrong Dcvc is to be told.
    if (accountId !== undefined) keys.push({ by: 'merchantOrderNo', value: dataId, accountId });
    keys.push({ by: 'merchantOrderNo', value: dataId });
  }
  return keys;
}

/** The words of the log's `matched_by`. */
const matchedBy: Readonly<Record<OrderKey['by'], string>> = {
  paymentNo: 'payment_no',
  gatewayTradeNo: 'gateway_trade_no',
  gatewayOrderNo: 'gateway_order_no',
  merchantOrderNo: 'merchant_order_no',
};

/**
 * Whether an address of ours or the merchant's token vouches for the callback; 'unsigned' where nothing does and the project
 * lets that pass. A token that is given must be right, whatever else vouches: it is there to be compared.
 */
function proofOf({ query }: Callback, received: Received, trust: Trust, { validationToken }: Credentials) {
  const tokens = [query['validation_token'], received.validationToken].filter((token) => token !== undefined);
  const isToken = tokens.length > 0 && validationToken !== undefined;
  if (isToken) return tokens.every((token) => safeEqual(token, validationToken)) ? 'proven' : 'wrong';
  if (trust.secret === 'valid') return 'proven';
  return trust.secret === 'absent' && trust.allowsUnsigned ? 'unsigned' : 'wrong';
}

/** Who has a verify code at SmilePay and gave it to us gets no callback past it, simulated or not. */
function isChecked(
  { checksum: given, ordered, amount, tradeNo }: Received,
  { merchantVerifyCode }: Credentials,
): boolean {
  if (merchantVerifyCode === undefined) return true;
  const signed = ordered ?? amount ?? '';
  if (given === undefined || tradeNo === undefined || !/^\d{1,8}$/.test(signed)) return false;
  const plain = given.replace(/^0+(?=\d)/, '');
  return checksums(merchantVerifyCode, signed, tradeNo).some((right) => safeEqual(plain, right));
}

/**
 * Our own number is this payment's alone, whatever SmilePay calls its order: after a lost answer it may have two. The
 * merchant's number, which another payment may have too, must come with no other number of SmilePay's.
 */
function isOf({ dataId, tradeNo }: Received, { gatewayOrderNo, gatewayTradeNo, request }: Payment): boolean {
  if (dataId === gatewayOrderNo) return true;
  if (dataId !== undefined && dataId !== request.merchantOrderNo) return false;
  return tradeNo === undefined ? dataId !== undefined : tradeNo === gatewayTradeNo;
}

const shown = (text: string | undefined) => text?.slice(0, 100) ?? null;

function amountMismatch({ amount, dataId, tradeNo }: Received, payment: Payment, trust: Trust) {
  return callbackRefused('SmilePay amount mismatch.', {
    logLine: 'SmilePay amount mismatch detail',
    log: {
      ...amountsInLog(payment.request.amount, shown(amount)),
      matched_by: matchedBy[trust.matchedBy],
      payload_data_id: shown(dataId),
      payload_smilepay_no: shown(tradeNo),
    },
  });
}

/** SmilePay's own form may lack Response_id, but must say of what it speaks; the contract's dialect always has a Status. */
function isReadable({ own, status, dataId, tradeNo }: Received): boolean {
  if (!own) return /^-?\d{1,6}$/.test(status ?? '');
  return (status ?? dataId ?? tradeNo) !== undefined;
}

/** Throws `forged`. */
export function verify(callback: Callback, payment: Payment, trust: Trust, credentials: Credentials): Outcome {
  const received = readReceived(callback);
  if (!received || !isReadable(received)) throw callbackRefused('SmilePay callback is not readable.');
  if (received.dcvc !== undefined && received.dcvc !== credentials.dcvc)
    throw callbackRefused('SmilePay Dcvc mismatch.');
  const proof = proofOf(callback, received, trust, credentials);
  if (proof === 'wrong') throw callbackRefused('SmilePay validation token mismatch.');
  if (!isChecked(received, credentials)) throw callbackRefused('SmilePay Mid_smilepay verification failed.');
  if (!isOf(received, payment)) throw callbackRefused('SmilePay order number mismatch.');
  if (!isAmountRight(received, payment)) throw amountMismatch(received, payment, trust);
  return {
    ...meaningOf(received, payment),
    ...(isTradeNo(received.tradeNo) && { gatewayTradeNo: received.tradeNo }),
    ...(received.isSimulated && { simulated: true }),
    ...(proof === 'unsigned' && { unsigned: true }),
  };
}
