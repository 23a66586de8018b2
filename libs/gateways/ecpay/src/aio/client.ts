import { gatewayUnavailable, type GatewayRuntime, type PayCoreError, type PlacedOrder } from '@paycore/core';
import type { Credentials } from '../credentials.ts';
import { blockedSeconds, merchantFields } from '../wire.ts';
import { isSigned, signed, type Fields } from './sign.ts';
import { readLine } from './wire.ts';

export const hosts = {
  test: 'https://payment-stage.ecpay.com.tw',
  production: 'https://payment.ecpay.com.tw',
} as const;

/** What a merchant's calls need. */
export interface CallContext {
  readonly credentials: Credentials;
  readonly runtime: GatewayRuntime;
}

/** The URL of one of the cashier's pages or queries. */
export function cashierUrl(path: string, { credentials, runtime: { sandboxUrl } }: CallContext): string {
  const host = sandboxUrl === undefined ? hosts[credentials.environment] : `${sandboxUrl}/ecpay`;
  return `${host}/Cashier/${path}`;
}

/** In an answer that is not signed itself: ECPay-API-Skill, guides/15-troubleshooting.md. */
const wrongMac = '10200073';

/** One signed query about an order; its answer is signed too. Throws `unavailable`. */
export async function call(path: string, { gatewayOrderNo }: PlacedOrder, context: CallContext): Promise<Fields> {
  const fields = await ask(path, gatewayOrderNo, context);
  if (!fields) throw unclear('ECPay finds our MAC wrong: HashKey or HashIV');
  return fields;
}

/** The same by number; undefined where ECPay finds our MAC wrong. Throws `unavailable`. */
export async function ask(path: string, orderNo: string, context: CallContext): Promise<Fields | undefined> {
  const {
    credentials,
    runtime: { fetch, now },
  } = context;
  const question = {
    ...merchantFields(credentials),
    MerchantTradeNo: orderNo,
    TimeStamp: String(Math.floor(now().getTime() / 1000)),
  };
  const answer = await fetch(cashierUrl(path, context), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(signed(question, credentials)).toString(),
    timeoutMs: 15_000,
  }).catch((cause: unknown) => {
    throw gatewayUnavailable(cause);
  });
  const { status } = answer;
  if (status === 403) throw gatewayUnavailable(undefined, { log: { status }, pauseSeconds: blockedSeconds });
  const fields = status === 200 && !answer.truncated ? readLine(answer.text()) : undefined;
  if (fields && isSigned(fields, credentials)) return fields;
  if (fields?.get('TradeStatus') === wrongMac) return undefined;
  throw unclear('no signed answer', { status });
}

export const unclear = (reason: string, log: Readonly<Record<string, unknown>> = {}): PayCoreError =>
  gatewayUnavailable(undefined, { log: { reason, ...log } });
