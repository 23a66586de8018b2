import type { Callback, CredentialsOf, Outcome, OrderKey, PlacedOrder, Trust } from '@paycore/core';
import { parseStrictObject, paymentNoKey } from '@paycore/gateway-kit';
import { readCredentials, type Credentials, type Keys } from '../credentials.ts';
import { amountMismatch, merchantMismatch, transactionNotFound } from '../refusals.ts';
import { readAmount, readScalar, statusOf } from '../wire.ts';
import { decryptData } from './sign.ts';
import { callbackData, type CallbackData } from './wire.ts';

/** The envelope around a callback. Its header, `RpHeader` or `RqHeader`, is not needed. */
interface Envelope {
  readonly merchantId: string | undefined;
  readonly data: string;
}

/** Undefined where the body is not an envelope with TransCode 1. */
function readEnvelope({ rawBody }: Callback): Envelope | undefined {
  const body = parseStrictObject(Buffer.from(rawBody).toString('utf8'));
  if (!body || typeof body.Data !== 'string' || readScalar(body.TransCode) !== '1') return undefined;
  return { merchantId: readScalar(body.MerchantID), data: body.Data };
}

function readData(data: string, keys: Keys): CallbackData | undefined {
  const text = decryptData(data, keys);
  const parsed = text === undefined ? undefined : callbackData.safeParse(parseStrictObject(text));
  return parsed?.success ? parsed.data : undefined;
}

/** The URL names our payment and attempt; without it, only the merchant's keys can open the message and show the order number. */
export async function locate(callback: Callback, credentialsOf: CredentialsOf): Promise<OrderKey[]> {
  const byUrl = paymentNoKey(callback.query['payment_no']);
  if (byUrl.length > 0) return byUrl;
  const envelope = readEnvelope(callback);
  const accountId = envelope?.merchantId;
  if (!envelope || accountId === undefined || !/^[0-9A-Za-z]{1,10}$/.test(accountId)) return [];
  const orderNos = (await credentialsOf(accountId)).map(
    // The environment is not needed to decrypt.
    (stored) => readData(envelope.data, readCredentials(stored, 'test'))?.OrderInfo.MerchantTradeNo,
  );
  return [...new Set(orderNos)].flatMap((value) =>
    value === undefined ? [] : [{ by: 'gatewayOrderNo', value, accountId } as const],
  );
}

/**
 * The proof is that `Data` opens with the keys of the order's own merchant: the URL may then be without our secret, but must
 * not carry a wrong one. Throws `forged`.
 */
export function verify(callback: Callback, order: PlacedOrder, trust: Trust, credentials: Credentials): Outcome {
  const envelope = trust.secret === 'wrong' ? undefined : readEnvelope(callback);
  if (!envelope) throw transactionNotFound();
  const { merchantId } = credentials;
  if (envelope.merchantId !== merchantId) throw merchantMismatch();
  const message = readData(envelope.data, credentials);
  if (!message) throw transactionNotFound();
  if (readScalar(message.MerchantID) !== merchantId) throw merchantMismatch();
  const { MerchantTradeNo, TradeAmt } = message.OrderInfo;
  if (MerchantTradeNo !== order.gatewayOrderNo) throw transactionNotFound();
  if (readAmount(TradeAmt) !== order.amount) throw amountMismatch(order.amount, TradeAmt);
  return toOutcome(message);
}

function toOutcome({ RtnCode, RtnMsg = '', SimulatePaid, OrderInfo }: CallbackData): Outcome {
  const { TradeNo, TradeStatus = '1' } = OrderInfo;
  const trade = TradeNo === undefined ? {} : { gatewayTradeNo: TradeNo };
  const status = statusOf(RtnCode);
  if (status === 'failed') return { status, ...trade, reason: { rtn_code: RtnCode, rtn_msg: RtnMsg.slice(0, 200) } };
  if (status === 'pending') return { status, ...trade };
  // The test console's button: RtnCode 1, yet the trade stays unpaid.
  if (SimulatePaid === '1' || TradeStatus === '0') return { status, simulated: true, ...trade };
  return TradeStatus === '1' ? { status, ...trade } : { status: 'pending', ...trade };
}
