import type { mongo } from 'mongoose';
import { changed, merchantOrderOf, type Payment, type PaymentChange } from '@paycore/core';
import { addAttemptFields, placesOf, toAttemptDocument } from './attempt-document.ts';
import { isFilled } from './is-filled.ts';
import { toNoticeDocument } from './notice-document.ts';
import { orderKeyOf } from './order-key.ts';
import { ownerOf } from './payment-document.ts';
import { macOf } from './payment-mac.ts';
import type { PaymentDocument, Summary } from './payment-schema.ts';
import { sealedFieldsOf, sealFields, type Sealing } from './payment-seal.ts';
import { summaryOf } from './payment-summary.ts';
import type { Seal } from './seal.ts';

/** The change as a MongoDB update. */
export function toUpdate(
  payment: Payment,
  change: PaymentChange,
  sealing: Sealing,
): mongo.UpdateFilter<PaymentDocument> {
  const { events = [], added, attempts: changes = [] } = change;
  const { seal } = sealing;
  const owner = ownerOf(payment);
  // An update cannot both push into an array and set fields in it.
  const isRewritten = added !== undefined && changes.length > 0;
  const after = changed(payment, change);
  const { assigned, removed } = splitFields(
    ownFields(payment, change, sealing),
    isRewritten
      ? { attempts: after.attempts.map((attempt) => toAttemptDocument(attempt, owner, seal)) }
      : attemptFields(payment, changes, seal),
    // The first attempt's credentials are sealed with the payment.
    isRewritten || added?.no === 1 ? { sealed: sealFields(sealedFieldsOf(after), owner, seal) } : {},
    summaryChange(payment, after),
    { mac: macOf(after, sealing.macs) },
  );
  const pushed = {
    ...(events.length > 0 && { events: { $each: [...events] } }),
    ...(added && !isRewritten && { attempts: toAttemptDocument(added, owner, seal) }),
  };
  return {
    $inc: { version: 1 },
    // MongoDB before 5.0 refuses an operator without fields.
    ...(isFilled(assigned) && { $set: assigned }),
    ...(isFilled(removed) && { $unset: removed }),
    ...(isFilled(pushed) && { $push: pushed as mongo.PushOperator<PaymentDocument> }),
  };
}

function splitFields(...groups: readonly object[]) {
  const assigned: Record<string, unknown> = {};
  const removed: Record<string, ''> = {};
  for (const fields of groups) {
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) removed[name] = '';
      else assigned[name] = value;
    }
  }
  return { assigned, removed };
}

/** The payment's own fields; a place of the order is held by its key. */
function ownFields(payment: Payment, { set = {} }: PaymentChange, sealing: Sealing): Record<string, unknown> {
  const { holdsOrder, holdsPaid, notice, ...fields } = set;
  const key = orderKeyOf(merchantOrderOf(payment));
  return {
    ...fields,
    ...('notice' in set && { notice: notice && toNoticeDocument(notice, ownerOf(payment), sealing) }),
    ...(holdsOrder !== undefined && { orderKey: holdsOrder ? key : undefined }),
    ...(holdsPaid !== undefined && { paidKey: holdsPaid ? key : undefined }),
  };
}

function attemptFields(
  payment: Payment,
  changes: NonNullable<PaymentChange['attempts']>,
  seal: Seal,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { no, set } of changes) {
    const place = payment.attempts.findIndex((attempt) => attempt.no === no);
    const places = placesOf({ project: payment.project, _id: payment.paymentNo }, no);
    addAttemptFields(fields, set, place, (page) => seal.seal(page, places.page));
  }
  return fields;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Date) return other instanceof Date && one.getTime() === other.getTime();
  if (!Array.isArray(one)) return one === other;
  return Array.isArray(other) && one.length === other.length && one.every((each, place) => each === other[place]);
}

/** What of the summary differs: the update writes no more than it has to. */
function summaryChange(before: Payment, after: Payment): Partial<Summary> {
  // Nothing in the summary depends on what else a payment has.
  if (before.attempts === after.attempts && summaryFields.every((name) => before[name] === after[name])) return {};
  const old: Record<string, unknown> = { ...summaryOf(before) };
  const differing: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(summaryOf(after))) if (!isSame(old[name], value)) differing[name] = value;
  return differing;
}

const summaryFields = [
  'status',
  'keptAttempt',
  'paidBeside',
  'link',
  'events',
  'morePaidAgain',
] as const satisfies readonly (keyof Payment)[];
