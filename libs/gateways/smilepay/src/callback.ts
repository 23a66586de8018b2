import {
  callbackRefused,
  secretParams,
  type Callback,
  type Outcome,
  type OrderKey,
  type PayCoreError,
  type PlacedOrder,
  type Trust,
} from '@paycore/core';
import { amountsInLog, isTradeNo, meansThisOrder, paymentNoKey } from '@paycore/gateway-kit';
import { safeEqual } from '@paycore/safe-equal';
import { checksums } from './sign.ts';
import type { Credentials } from './credentials.ts';
import { isAmountRight, meaningOf } from './meaning.ts';
import { readReceived, type Received } from './dialects.ts';

/**
 * Our callback URL names payment and attempt, which is the quickest look-up. Without it: SmilePay's number, then Data_id, which
 * is our order number there, or in a simulated callback the merchant's.
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
    // Merchants may use the same numbers, so this account's first; the last key finds an order to refuse a wrong Dcvc for.
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
 * Proven by our URL's secret or the merchant's token; 'unsigned' where there is neither and the project accepts that. A token
 * that is there must be right even beside a valid secret.
 */
function proofOf({ query }: Callback, received: Received | undefined, trust: Trust, { validationToken }: Credentials) {
  const tokens = [query[secretParams.validationToken], received?.validationToken].filter(
    (token) => token !== undefined,
  );
  const isToken = tokens.length > 0 && validationToken !== undefined;
  if (isToken) return tokens.every((token) => safeEqual(token, validationToken)) ? 'proven' : 'wrong';
  if (trust.secret === 'valid') return 'proven';
  return trust.secret === 'absent' && trust.allowsUnsigned ? 'unsigned' : 'wrong';
}

/** A merchant who gave us the verify code gets no callback without the right checksum, simulated or not. */
function isChecked({ checksum, ordered, amount, tradeNo }: Received, { merchantVerifyCode }: Credentials): boolean {
  if (merchantVerifyCode === undefined) return true;
  const signed = ordered ?? amount ?? '';
  if (checksum === undefined || tradeNo === undefined || !/^\d{1,8}$/.test(signed)) return false;
  const plain = checksum.replace(/^0+(?=\d)/, '');
  return checksums(merchantVerifyCode, signed, tradeNo).some((right) => safeEqual(plain, right));
}

/**
 * Our order number is this order's alone, whatever SmilePay calls it: after a lost answer it may have two numbers there. The
 * merchant's number is shared by all attempts, so it must come with this order's number at SmilePay, or with none where
 * `meansThisOrder`.
 */
function isOf({ dataId, tradeNo }: Received, order: PlacedOrder, callback: Callback, trust: Trust): boolean {
  if (dataId === order.gatewayOrderNo) return true;
  if (dataId !== undefined && dataId !== order.merchantOrderNo) return false;
  if (tradeNo !== undefined) return tradeNo === order.gatewayTradeNo;
  return dataId !== undefined && meansThisOrder(callback, trust);
}

const shown = (text: string | undefined) => text?.slice(0, 100) ?? null;

function amountMismatch({ amount, dataId, tradeNo }: Received, order: PlacedOrder, trust: Trust, isProven: boolean) {
  return callbackRefused('SmilePay amount mismatch.', {
    isProven,
    logLine: 'SmilePay amount mismatch detail',
    log: {
      ...amountsInLog(order.amount, shown(amount)),
      matched_by: matchedBy[trust.matchedBy],
      payload_data_id: shown(dataId),
      payload_smilepay_no: shown(tradeNo),
    },
  });
}

/** SmilePay's own form may lack Response_id, but must name an order; the contract's dialect always has a Status. */
function isReadable({ own, status, dataId, tradeNo }: Received): boolean {
  if (!own) return /^-?\d{1,6}$/.test(status ?? '');
  return (status ?? dataId ?? tradeNo) !== undefined;
}

/** Whoever proves nothing is told nothing else. */
export const refuseUnproven = (): PayCoreError => callbackRefused('SmilePay validation token mismatch.');

/** Throws `forged`. */
export function verify(callback: Callback, order: PlacedOrder, trust: Trust, credentials: Credentials): Outcome {
  const received = readReceived(callback);
  const proof = proofOf(callback, received, trust, credentials);
  if (proof === 'wrong') throw refuseUnproven();
  const isProven = proof === 'proven';
  const refused = (message: string) => callbackRefused(message, { isProven });
  if (!received || !isReadable(received)) throw refused('SmilePay callback is not readable.');
  if (received.dcvc !== undefined && received.dcvc !== credentials.dcvc) throw refused('SmilePay Dcvc mismatch.');
  if (!isChecked(received, credentials)) throw refused('SmilePay Mid_smilepay verification failed.');
  if (!isOf(received, order, callback, trust)) throw refused('SmilePay order number mismatch.');
  if (!isAmountRight(received, order)) throw amountMismatch(received, order, trust, isProven);
  return {
    ...meaningOf(received, order),
    ...(isTradeNo(received.tradeNo) && { gatewayTradeNo: received.tradeNo }),
    ...(received.isSimulated && { simulated: true }),
    ...(proof === 'unsigned' && { unsigned: true }),
  };
}
