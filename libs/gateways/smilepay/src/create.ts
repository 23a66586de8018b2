import {
  gatewayUnavailable,
  PayCoreError,
  secretParams,
  taipeiTime,
  type Created,
  type FetchAnswer,
  type GatewayRuntime,
  type Order,
} from '@paycore/core';
import { credentialFaults, type Credentials } from './credentials.ts';
import { cut } from './one-line.ts';
import { notIssued, refusal } from './refusals.ts';
import { acknowledgement, deadline, kindOf, readIssued, verdict } from './wire.ts';
import { parseSmilePay } from './xml.ts';

export const host = 'https://ssl.smse.com.tw';
const maxAnswerBytes = 65_536;

/** Characters of a Roturl, with all its parameters. */
export const maxRoturlLength = 200;

/** Where SmilePay sends its callbacks of this order. */
const roturl = ({ urls }: Order, { validationToken }: Credentials) =>
  validationToken === undefined
    ? urls.callback
    : `${urls.callback}&${secretParams.validationToken}=${encodeURIComponent(validationToken)}`;

/** The form of SPPayment.asp: https://github.com/RicherYang/RY-WooCommerce-Tools, gateways/smilepay. */
function requestForm(order: Order, credentials: Credentials): URLSearchParams {
  const { name, mobile, tel, email } = order.buyer;
  const [date = '', time = ''] = taipeiTime(deadline(order, credentials)).replaceAll('-', '/').split(' ');
  const form = new URLSearchParams({
    Dcvc: credentials.dcvc,
    Rvg2c: credentials.rvg2c,
    Verify_key: credentials.verifyKey,
    Od_sob: cut(order.itemName, 40) || 'PayCore',
    Pay_zg: kindOf(order, credentials).payZg,
    Data_id: order.gatewayOrderNo,
    Deadline_date: date,
    Deadline_time: time,
    Amount: String(order.amount),
    Roturl: roturl(order, credentials),
    Roturl_status: acknowledgement,
  });
  const buyer = { Pur_name: name && cut(name, 40), Mobile_number: mobile, Tel_number: tel, Email: email };
  for (const [field, value] of Object.entries(buyer)) if (value) form.set(field, value);
  return form;
}

/** As a POST form: SmilePay accepts GET too, but the key in a URL would end up in logs along the way. */
function post(order: Order, credentials: Credentials, { fetch, sandboxUrl }: GatewayRuntime): Promise<FetchAnswer> {
  const base = sandboxUrl === undefined ? host : `${sandboxUrl}/smilepay`;
  return fetch(`${base}/api/SPPayment.asp`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: requestForm(order, credentials).toString(),
    timeoutMs: 15_000,
    maxBytes: maxAnswerBytes,
  }).catch((cause: unknown) => {
    throw gatewayUnavailable(cause);
  });
}

/** SmilePay would cut it, its callback would be refused, and the money would go unnoticed. */
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

/** Throws `rejected`, `invalid`, `unavailable`. */
export async function create(order: Order, credentials: Credentials, runtime: GatewayRuntime): Promise<Created> {
  expectRoturlToFit(order, credentials);
  const answer = await post(order, credentials, runtime);
  const { status } = answer;
  if (status !== 200 || answer.truncated) throw notIssued({ status });
  const document = parseSmilePay(answer.body);
  const result = verdict.safeParse(document);
  if (!result.success) throw notIssued({ reason: 'no readable answer' });
  if (result.data.Status !== '1') throw refusal(result.data, order, credentials);
  const created = readIssued(document, order, credentials);
  if ('reason' in created) throw notIssued(created);
  return created;
}
