import { merchantOrderOf, type Attempt, type Payment } from '@paycore/core';
import { orderKeyOf } from './order-key.ts';
import type { Tags } from './tags.ts';

/** The places of its order that a payment holds, as stored. */
export type Places = { readonly [K in 'orderKey' | 'paidKey']?: string | undefined };

export function placesHeldBy(payment: Payment): Places {
  const { holdsOrder, holdsPaid } = payment;
  const key = orderKeyOf(merchantOrderOf(payment));
  return { orderKey: holdsOrder ? key : undefined, paidKey: holdsPaid ? key : undefined };
}

/** What nobody but PayCore may change in a stored payment: a JSON array of texts, each with its type before it. */
export function macText(payment: Payment, { orderKey, paidKey }: Places): string {
  const { paymentNo, project, environment, mode, request, createdAt, status, keptAttempt, paidAt, paidBeside } =
    payment;
  const { merchantOrderNo, amount, decimals, currency, urls } = request;
  const fields: unknown[] = ['payment 1', paymentNo, project, environment, mode, createdAt];
  fields.push(merchantOrderNo, amount, decimals, currency);
  fields.push(status, keptAttempt, paidAt, paidBeside, orderKey, paidKey);
  fields.push(urls.payok, urls.success, urls.cancel);
  for (const attempt of payment.attempts) addAttempt(fields, attempt);
  const text = JSON.stringify(fields.map(typed));
  // Half of a surrogate pair is stored as another character.
  return text.includes('\\ud')
    ? JSON.stringify(fields.map((field) => typed(field).replace(/\p{Cs}/gu, '\ufffd')))
    : text;
}

function addAttempt(fields: unknown[], attempt: Attempt): void {
  const { no, gateway, route, accountId, gatewayOrderNo, amount, decimals, status, simulated } = attempt;
  fields.push(no, gateway, route, accountId, gatewayOrderNo, amount, decimals, status, simulated);
}

/** Whether nothing differs that `macText` covers and a change can change. */
export const hasSameMac = (before: Payment, after: Payment): boolean =>
  before.status === after.status &&
  before.keptAttempt === after.keptAttempt &&
  before.paidAt === after.paidAt &&
  before.paidBeside === after.paidBeside &&
  before.holdsOrder === after.holdsOrder &&
  before.holdsPaid === after.holdsPaid &&
  before.attempts.length === after.attempts.length &&
  before.attempts.every((attempt, place) => isCoveredAlike(attempt, after.attempts[place]));

function isCoveredAlike(one: Attempt, other: Attempt | undefined): boolean {
  return one === other || (one.status === other?.status && one.simulated === other.simulated);
}

/** Whoever writes to the database chooses types too: a text of digits is no amount, and null is not absent. */
function typed(value: unknown): string {
  if (typeof value === 'string') return `s${value}`;
  if (value === undefined) return 'u';
  if (value instanceof Date) return `d${value.getTime()}`;
  return typeof value === 'number' ? `n${value}` : `j${JSON.stringify(value)}`;
}

export const macOf = (payment: Payment, macs: Tags): string => macs.of(macText(payment, placesHeldBy(payment)));
