import {
  currentAttempt,
  hasOpenLink,
  isSpent,
  maxAttempts,
  maxOpenCodes,
  openCodes,
  refusedMethods,
  type Payment,
} from '@paycore/core';
import { counted, when } from './words.ts';

/** What the payer of a payment without a fixed method has picked, and may still pick. */
export function linkSentences(payment: Payment, now: Date): string[] {
  const { link, attempts } = payment;
  if (!link) return attempts.length === 0 ? ['The payer has picked no method yet.'] : [];
  return [...reopened(payment), ...picks(payment, link, now), ...inTheWay(payment, now)];
}

function picks(payment: Payment, link: NonNullable<Payment['link']>, now: Date): string[] {
  const { attempts, status } = payment;
  const end = when(link.expiresAt);
  if (hasOpenLink(payment, now)) return [open(payment, end, now)];
  if (status === 'pending' && link.isOpen)
    return [`${picked(payment)} The link ended ${end}; the scheduler closes it.`];
  if (link.expiresAt > now && attempts.length > 0) return [];
  return [
    `${picked(payment)} ${link.expiresAt > now ? `The link would have ended ${end}.` : `The link ended ${end}.`}`,
  ];
}

function picked({ attempts }: Payment): string {
  return attempts.length === 0
    ? 'The payer picked no method.'
    : `The payer picked ${counted(attempts.length, 'time')}, and can pick no more.`;
}

function open(payment: Payment, end: string, now: Date): string {
  if (payment.attempts.length === 0) return `The payer has not picked a method yet; the link ends ${end}.`;
  const current = currentAttempt(payment, now);
  return current
    ? `The payer's page is at attempt ${current.no} (${current.gateway} ${current.method}); another method may be picked until the link ends ${end}.`
    : `The payer's page offers the methods to pick from; the link ends ${end}.`;
}

/** Why the next pick may bring nothing. */
function inTheWay(payment: Payment, now: Date): string[] {
  if (!hasOpenLink(payment, now)) return [];
  const refused = [...refusedMethods(payment)];
  return [
    ...(refused.length > 0 ? [`Refused by their gateways, and marked so on the page: ${refused.join(', ')}.`] : []),
    ...(openCodes(payment, now).length >= maxOpenCodes
      ? [`The payer holds ${maxOpenCodes} codes that can still be paid: no further one is issued before one expires.`]
      : []),
    ...(isSpent(payment) ? [`All ${maxAttempts} attempts are used: no further pick is taken.`] : []),
  ];
}

const reopened = ({ events }: Payment): string[] =>
  events
    .filter(({ type }) => type === 'link_reopened')
    .map(({ at }) => `The link was opened again on ${when(at)} by a repeated create.`);
