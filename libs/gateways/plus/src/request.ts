import { taipeiTime, type Order } from '@paycore/core';
import type { Credentials } from './credentials.ts';
import type { Field, Protocol } from './wire/protocol.ts';
import { signatureOf } from './wire/sign.ts';

const day = 86_400_000;

/** Until when we ask for the account to be payable: the end of a day in Taipei. */
export function deadline({ createdAt, expireDays }: Order): Date {
  const at = new Date(createdAt.getTime() + Math.min(Math.max(expireDays, 1), 60) * day);
  return new Date(`${taipeiTime(at).slice(0, 10)}T23:59:59+08:00`);
}

/** Our return address with the page's token, by which the payer's own page is found again. */
function returnUrl({ urls }: Order): string {
  const url = new URL(urls.return);
  const token = new URL(urls.page).searchParams.get('token');
  if (token !== null) url.searchParams.set('t', token);
  return url.href;
}

export type Asked = Readonly<Partial<Record<Field, string | number>>>;

export const atmRequest = (order: Order): Asked => ({
  orderNo: order.gatewayOrderNo,
  money: order.amount,
  currency: order.currency,
  ...(order.buyer.account !== undefined && { payName: order.buyer.account }),
  callbackUrl: order.urls.callback,
  returnUrl: returnUrl(order),
  expireAt: taipeiTime(deadline(order)),
});

/** The body of a call: who asks, when (unix seconds), what, and the signature over all of it. */
export function signedBody(asked: Asked, { fields }: Protocol, { appid, secretKey }: Credentials, now: Date): string {
  const all: Asked = { appid, timestamp: Math.floor(now.getTime() / 1000), ...asked };
  const body = new Map(Object.entries(all).map(([field, value]) => [fields[field as Field], value] as const));
  const texts = new Map([...body].map(([name, value]) => [name, String(value)]));
  return JSON.stringify({ ...Object.fromEntries(body), [fields.sign]: signatureOf(texts, secretKey) });
}
