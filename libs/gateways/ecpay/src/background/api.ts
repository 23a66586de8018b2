import type { FetchAnswer, GatewayRuntime, PayCoreError } from '@paycore/core';
import type { Credentials } from '../credentials.ts';
import { blockedSeconds, readScalar } from '../values.ts';
import { decryptData, encryptData } from './aes.ts';
import { parseObject } from './json.ts';
import { verdict } from './wire.ts';

export const hosts = {
  test: 'https://ecpayment-stage.ecpay.com.tw',
  production: 'https://ecpayment.ecpay.com.tw',
} as const;

export type LogFields = Readonly<Record<string, unknown>>;

/** How a call that came to nothing is named; a query and a create say it differently. */
export interface Faults {
  /** No answer, or none that can be read. */
  failed(log: LogFields, details?: { cause?: unknown; pauseSeconds?: number }): PayCoreError;
  /** ECPay answered that it will not have the envelope: wrong keys, merchant or clock. */
  refused(log: LogFields): PayCoreError;
}

/** `Data` of an answer whose envelope ECPay accepted: its verdict, and all that it said. */
export interface Answer {
  readonly code: string;
  readonly message: string;
  readonly data: unknown;
}

export type Call = (path: string, data: object, faults: Faults) => Promise<Answer>;

/** The encrypted JSON interface under `/1.0.0/Cashier`: one envelope out, one back. */
export function backgroundApi(credentials: Credentials, { fetch, now, sandboxUrl }: GatewayRuntime): Call {
  const host = sandboxUrl === undefined ? hosts[credentials.environment] : `${sandboxUrl}/ecpay`;
  return async (path, data, faults) => {
    const envelope = {
      MerchantID: credentials.merchantId,
      RqHeader: { Timestamp: Math.floor(now().getTime() / 1000) },
      Data: encryptData(data, credentials),
    };
    const answer = await fetch(`${host}/1.0.0/Cashier/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(envelope),
      timeoutMs: 15_000,
    }).catch((cause: unknown) => {
      throw faults.failed({ path }, { cause });
    });
    return readAnswer(answer, credentials, path, faults);
  };
}

function readAnswer(answer: FetchAnswer, credentials: Credentials, path: string, faults: Faults): Answer {
  const { status } = answer;
  if (status === 403) throw faults.failed({ path, status }, { pauseSeconds: blockedSeconds });
  const envelope = status === 200 && !answer.truncated ? parseObject(answer.text()) : undefined;
  const transCode = readScalar(envelope?.TransCode);
  if (!envelope || transCode === undefined) throw faults.failed({ path, status, reason: 'no envelope' });
  if (transCode !== '1') {
    throw faults.refused({ path, trans_code: transCode, trans_msg: readScalar(envelope.TransMsg)?.slice(0, 200) });
  }
  const text = typeof envelope.Data === 'string' ? decryptData(envelope.Data, credentials) : undefined;
  const data = text === undefined ? undefined : parseObject(text);
  const said = verdict.safeParse(data);
  if (!said.success) throw faults.failed({ path, reason: 'no readable Data' });
  return { code: said.data.RtnCode, message: (said.data.RtnMsg ?? '').slice(0, 200), data };
}
