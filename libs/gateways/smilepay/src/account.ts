import {
  gatewayUnavailable,
  PayCoreError,
  type Created,
  type ErrorDetails,
  type FetchAnswer,
  type GatewayAccount,
  type GatewayRuntime,
  type Order,
} from '@paycore/core';
import type { z } from 'zod';
import { readIssued, verdict } from './answer.ts';
import { verifyNotice } from './callback.ts';
import { credentialCode, credentialFaults, type Credentials } from './credentials.ts';
import { maxRoturlLength, requestForm, roturl } from './request.ts';
import { parseSmilePay } from './xml.ts';

export const host = 'https://ssl.smse.com.tw';
const longestAnswer = 65_536;

/** As a POST form: SmilePay takes a GET as well, but the key in an address would end up in logs along the way. */
function post(order: Order, credentials: Credentials, { fetch, sandboxUrl }: GatewayRuntime): Promise<FetchAnswer> {
  const base = sandboxUrl === undefined ? host : `${sandboxUrl}/smilepay`;
  return fetch(`${base}/api/SPPayment.asp`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: requestForm(order, credentials).toString(),
    timeoutMs: 15_000,
    maxBytes: longestAnswer,
  }).catch((cause: unknown) => {
    throw gatewayUnavailable(cause);
  });
}

const notIssued = (log: NonNullable<ErrorDetails['log']>) => gatewayUnavailable(undefined, { log });

const keysRefused: readonly string[] = ['-2001', '-2002', '-3001'];
const barcodeNotEnabled = /Can not use this Pay_zg service\s*\(Store\)/i;

/** SmilePay's no, which issued nothing: -2xxx are faults of the request, -3xxx of the account; all else is its own trouble. */
function refusal({ Status, Desc = '' }: z.infer<typeof verdict>, order: Order, { verifyKey }: Credentials) {
  const desc = Desc.replaceAll(verifyKey, '[cut]').slice(0, 200);
  const log = { status: Status, desc };
  if (order.route === 'barcode' && (Status === '-3003' || barcodeNotEnabled.test(Desc))) {
    const message = 'This SmilePay account may not issue barcodes.';
    return new PayCoreError('rejected', 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED', message, {
      log,
      leavesNoPayment: true,
    });
  }
  if (keysRefused.includes(Status)) {
    return new PayCoreError('rejected', credentialCode, 'SmilePay does not accept these credentials.', { log });
  }
  if (!/^-[23]\d{3}$/.test(Status)) return notIssued(log);
  return new PayCoreError('rejected', 'INVALID_ARGUMENT', `SmilePay refused the payment: ${desc} (${Status}).`, {
    log,
  });
}

/** SmilePay would cut it, and a notice that nobody vouches for is money that nobody hears of. */
function expectRoturlToFit(order: Order, credentials: Credentials): void {
  const { length } = roturl(order, credentials);
  if (length <= maxRoturlLength) return;
  if (credentials.validationToken === undefined) {
    const message = `SmilePay takes callback URLs of at most ${maxRoturlLength} characters; this PayCore’s has ${length}.`;
    throw new PayCoreError('rejected', 'INVALID_ARGUMENT', message, { leavesNoPayment: true });
  }
  const field = 'gateway_credentials.validation_token';
  const fault = `The ${field} field makes the callback URL ${length} characters long; SmilePay takes ${maxRoturlLength}.`;
  throw credentialFaults({ [field]: [fault] }, true);
}

async function issue(order: Order, credentials: Credentials, runtime: GatewayRuntime): Promise<Created> {
  expectRoturlToFit(order, credentials);
  const answer = await post(order, credentials, runtime);
  const { status } = answer;
  if (status !== 200 || answer.truncated) throw notIssued({ status });
  const said = parseSmilePay(answer.body);
  const judged = verdict.safeParse(said);
  if (!judged.success) throw notIssued({ reason: 'no readable answer' });
  if (judged.data.Status !== '1') throw refusal(judged.data, order, credentials);
  const created = readIssued(said, order, credentials);
  if ('reason' in created) throw notIssued(created);
  return created;
}

/** A merchant at SmilePay, which can be told of orders but not asked about them. */
export const smilepayAccount = (credentials: Credentials, runtime: GatewayRuntime): GatewayAccount => ({
  id: credentials.dcvc,
  environment: credentials.environment,
  create: (order) => issue(order, credentials, runtime),
  verify: (callback, payment, trust) => verifyNotice(callback, payment, trust, credentials),
});
