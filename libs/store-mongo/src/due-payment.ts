import type { DuePayment, DueWork } from '@paycore/core';
import { dueField } from './due-filter.ts';
import type { AttemptDocument, PaymentDocument } from './payment-schema.ts';

/** Of work at gateways, when each attempt's own is due. */
const attemptField = { create: 'creating.until', close: 'closesAt', ask: 'asksAt' } as const;

const isAtGateways = (work: DueWork): work is keyof typeof attemptField => work in attemptField;

/** What is read to tell of a payment with such work. */
export function dueFields(work: DueWork): Record<string, 1> {
  const ofAttempts = isAtGateways(work) ? ['gateway', 'accountId', attemptField[work]] : [];
  const ofLink = work === 'close' ? ['link.isOpen', 'link.expiresAt'] : [];
  const fields = ['version', dueField[work], ...ofAttempts.map((field) => `attempts.${field}`), ...ofLink];
  return Object.fromEntries(fields.map((field) => [field, 1]));
}

/** Of a broken document, too: it may lack whatever it likes. */
type Listed = Pick<PaymentDocument, '_id' | 'version'> & Partial<PaymentDocument>;

export function duePaymentOf(document: Listed, work: DueWork, at: Date): DuePayment {
  const { _id: paymentNo, version, creatingUntil, closesAt, asksAt, notice, tidyAt, link } = document;
  const times = { create: creatingUntil, close: closesAt, ask: asksAt, notice: notice?.nextAt, tidy: tidyAt };
  const due = { paymentNo, version, dueAt: times[work] ?? at };
  const isLinkDue = work === 'close' && link?.isOpen && link.expiresAt <= at;
  if (isLinkDue || !isAtGateways(work) || !Array.isArray(document.attempts)) return due;
  const attempts = document.attempts as readonly AttemptDocument[];
  return { ...due, places: attempts.filter((attempt) => isDue(attempt, work, at)).map(placeOf) };
}

function isDue({ creating, closesAt, asksAt }: AttemptDocument, work: keyof typeof attemptField, at: Date): boolean {
  const time = { create: creating?.until, close: closesAt, ask: asksAt }[work];
  return time !== undefined && time <= at;
}

const placeOf = ({ gateway, accountId }: AttemptDocument) => ({ gateway, accountId });
