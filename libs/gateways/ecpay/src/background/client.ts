import type { FetchAnswer, GatewayRuntime } from '@paycore/core';
import { parseStrictObject } from '@paycore/gateway-kit';
import type { Credentials } from '../credentials.ts';
import { blockedSeconds, readScalar } from '../wire.ts';
import { decryptData, encryptData } from './sign.ts';
import type { Faults } from './refusals.ts';
import { verdict, type Answer } from './wire.ts';

export const hosts = {
  test: 'https://ecpayment-stage.ecpay.com.tw',
  production: 'https://ecpayment.ecpay.com.tw',
} as const;

export type Call = (path: string, data: object, faults: Faults) => Promise<Answer>;

/** What a merchant's calls need. */
export interface CallContext {
  readonly credentials: Credentials;
  readonly call: Call;
}

/** The encrypted JSON API under `/1.0.0/Cashier`: one envelope each way. */
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
  const envelope = status === 200 && !answer.truncated ? parseStrictObject(answer.text()) : undefined;
  const transCode = readScalar(envelope?.TransCode);
  if (!envelope || transCode === undefined) throw faults.failed({ path, status, reason: 'no envelope' });
  if (transCode !== '1') {
    throw faults.refused({ path, trans_code: transCode, trans_msg: readScalar(envelope.TransMsg)?.slice(0, 200) });
  }
  const text = typeof envelope.Data === 'string' ? decryptData(envelope.Data, credentials) : undefined;
  const data = text === undefined ? undefined : parseStrictObject(text);
  const result = verdict.safeParse(data);
  if (!result.success) throw faults.failed({ path, reason: 'no readable Data' });
  const { RtnCode, RtnMsg = '' } = result.data;
  return { code: RtnCode, message: RtnMsg.slice(0, 200), data };
}
