import type { Callback, CredentialsOf, Outcome, Payment, OrderKey, Trust } from '@paycore/core';
import { parseStrictObject, paymentNoKey } from '@paycore/gateway-kit';
import { readCredentials, type Credentials, type Keys } from '../credentials.ts';
import { amountMismatch, merchantMismatch, transactionNotFound } from '../refusals.ts';
import { readAmount, readScalar, statusOf } from '../wire.ts';
import { decryptData } from './sign.ts';
import { callbackData, type CallbackData } from './wire.ts';

/** The envelope around a callback. Its header is `RpHeader` or `RqHeader` and says nothing that is needed. */
interface Envelope {
  readonly merchantId: string | undefined;
  readonly data: string;
}

/** Undefined where the body is no envelope that ECPay vouches for with TransCode 1. */
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

/** Our own callback URLs name the payment; without that only a look inside with the merchant's keys tells the order. */
export async function locate(callback: Callback, credentialsOf: CredentialsOf): Promise<OrderKey[]> {
  const ours = paymentNoKey(callback.query['payment_no']);
  if (ours.length > 0) return ours;
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
 * That `Data` opens with the payment's own keys is the proof; a URL without our secret is then fine, one with a wrong
 * secret is not. Throws `forged`.
 */
export function verify(callback: Callback, payment: Payment, trust: Trust, credentials: Credentials): Outcome {
  const envelope = trust.secret === 'wrong' ? undefined : readEnvelope(callback);
  if (!envelope) throw transactionNotFound();
  const { merchantId } = credentials;
  if (envelope.merchantId !== merchantId) throw merchantMismatch();
  const said = readData(envelope.data, credentials);
  if (!said) throw transactionNotFound();
  if (readScalar(said.MerchantID) !== merchantId) throw merchantMismatch();
  const { MerchantTradeNo, TradeAmt } = said.OrderInfo;
  if (MerchantTradeNo !== payment.gatewayOrderNo) throw transactionNotFound();
  const { amount } = payment.request;
  if (readAmount(TradeAmt) !== amount) throw amountMismatch(amount, TradeAmt);
  return toOutcome(said);
}

function toOutcome({ RtnCode, RtnMsg, SimulatePaid, OrderInfo }: CallbackData): Outcome {
  const trade = OrderInfo.TradeNo === undefined ? {} : { gatewayTradeNo: OrderInfo.TradeNo };
  const status = statusOf(RtnCode);
  if (status === 'failed')
    return { status, ...trade, reason: { rtn_code: RtnCode, rtn_msg: (RtnMsg ?? '').slice(0, 200) } };
  if (status !== 'paid') return { status, ...trade };
  const { TradeStatus = '1' } = OrderInfo;
  // A callback of the test console's button: RtnCode 1, yet the trade stays unpaid.
  if (SimulatePaid === '1' || TradeStatus === '0') return { status, simulated: true, ...trade };
  return { status: TradeStatus === '1' ? status : 'pending', ...trade };
}
