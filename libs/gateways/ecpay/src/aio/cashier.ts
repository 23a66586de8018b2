import {
  gatewayUnavailable,
  leadsToGateway,
  PayCoreError,
  type GatewayRuntime,
  type Order,
  type Outcome,
  type Payment,
  type PaymentStatus,
} from '@paycore/core';
import type { IssuedCode } from '../codes.ts';
import type { Credentials } from '../credentials.ts';
import { statusOf } from '../rtn-codes.ts';
import { blockedSeconds, merchantFields, readAmount } from '../values.ts';
import { isSigned, signed, type Fields } from './check-mac-value.ts';
import { alwaysHasCode, checkout } from './checkout.ts';
import { readLine } from './fields.ts';
import { notice, readCode, readFields, trade } from './wire.ts';

export const hosts = {
  test: 'https://payment-stage.ecpay.com.tw',
  production: 'https://payment.ecpay.com.tw',
} as const;

/** The payer has not posted the form yet. */
const unknownOrderNo = '10200047';
const unpaid = '0';
/** Said in an answer that is not signed itself: ECPay-API-Skill, guides/15-troubleshooting.md. */
const wrongMac = '10200073';

/** 10200095: ended without payment. A payment simulated in ECPay's console stays 0. */
const tradeStatuses: Readonly<Record<string, PaymentStatus>> = { '1': 'paid', '10200095': 'failed' };

/** ECPay's own cashier (全方位金流): the payer goes there, ECPay calls back. */
export function cashier(credentials: Credentials, runtime: GatewayRuntime) {
  const { sandboxUrl } = runtime;
  const host = sandboxUrl === undefined ? hosts[credentials.environment] : `${sandboxUrl}/ecpay`;
  const ask: Ask = (path, payment) => query(`${host}/Cashier/${path}`, payment, credentials, runtime);
  return {
    create: async (order: Order) => checkout(credentials, order, `${host}/Cashier/AioCheckOut/V5`),
    sync: (payment: Payment) => sync(ask, credentials, payment),
  };
}

type Ask = (path: string, payment: Payment) => Promise<Fields>;

/** One signed question, one signed answer. Throws `unavailable`. */
async function query(
  url: string,
  { gatewayOrderNo }: Payment,
  credentials: Credentials,
  { fetch, now }: GatewayRuntime,
): Promise<Fields> {
  const asked = {
    ...merchantFields(credentials),
    MerchantTradeNo: gatewayOrderNo,
    TimeStamp: String(Math.floor(now().getTime() / 1000)),
  };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(signed(asked, credentials)).toString(),
    timeoutMs: 15_000,
  }).catch((cause: unknown) => {
    throw gatewayUnavailable(cause);
  });
  const { status } = answer;
  if (status === 403) throw gatewayUnavailable(undefined, { log: { status }, pauseSeconds: blockedSeconds });
  const fields = status === 200 && !answer.truncated ? readLine(answer.text()) : undefined;
  if (fields && isSigned(fields, credentials)) return fields;
  const isRefused = fields?.get('TradeStatus') === wrongMac;
  throw unclear(isRefused ? 'ECPay finds our MAC wrong: HashKey or HashIV' : 'no signed answer', { status });
}

const unclear = (reason: string, log: Readonly<Record<string, unknown>> = {}) =>
  gatewayUnavailable(undefined, { log: { reason, ...log } });

async function sync(ask: Ask, credentials: Credentials, payment: Payment): Promise<Outcome> {
  const known = readFields(trade, await ask('QueryTradeInfo/V5', payment));
  if (!known) throw unclear('no TradeStatus');
  const { TradeStatus, TradeAmt, TradeNo } = known;
  if (TradeStatus === unknownOrderNo) return { status: 'pending' };
  if (known.MerchantID !== credentials.merchantId) throw unclear('MerchantID differs');
  if (known.MerchantTradeNo !== payment.gatewayOrderNo) throw unclear('MerchantTradeNo differs');
  if (readAmount(TradeAmt) !== payment.request.amount) {
    const log = { expected_amount: payment.request.amount, received_amount: TradeAmt };
    throw new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'ECPAY amount mismatch', { log });
  }
  const code = mayHaveUnknownCode(payment, known) ? await issuedCode(ask, credentials, payment) : undefined;
  return {
    status: tradeStatuses[TradeStatus] ?? 'pending',
    ...(TradeNo !== undefined && { gatewayTradeNo: TradeNo }),
    ...code,
  };
}

/** ECPay limits questions: the second is asked only where its answer can teach something. */
const mayHaveUnknownCode = (
  payment: Payment,
  { TradeStatus, PaymentType = '' }: { TradeStatus: string; PaymentType?: string | undefined },
) =>
  TradeStatus === unpaid &&
  leadsToGateway(payment.page?.reveal()) &&
  (alwaysHasCode(payment.route) || /^(ATM|CVS|BARCODE)/.test(PaymentType));

/** The code whose notice did not reach us; undefined where the payer has none. An unknown order is answered without a MerchantID. */
async function issuedCode(ask: Ask, credentials: Credentials, payment: Payment): Promise<IssuedCode | undefined> {
  const fields = await ask('QueryPaymentInfo', payment);
  const said = readFields(notice, fields);
  if (!said) throw unclear('no RtnCode');
  const isOurs = fields.get('MerchantID') === credentials.merchantId && said.MerchantTradeNo === payment.gatewayOrderNo;
  return isOurs && statusOf(said.RtnCode) === 'pending' ? readCode(fields) : undefined;
}
