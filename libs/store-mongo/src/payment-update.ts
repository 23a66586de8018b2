import type { mongo } from 'mongoose';
import { changed, merchantOrderOf, type Payment, type PaymentChange } from '@paycore/core';
import { attemptPath, placesOf, toAttemptDocument } from './attempt-document.ts';
import { toNoticeDocument } from './notice-document.ts';
import { orderKeyOf } from './order-key.ts';
import { ownerOf } from './payment-document.ts';
import { hasSameMac, macOf } from './payment-mac.ts';
import type { PaymentDocument, Summary } from './payment-schema.ts';
import { sealedFieldsOf, sealFields, type Sealing } from './payment-seal.ts';
import { summaryOf } from './payment-summary.ts';

/** Fields of a document to set and to remove; one added as `undefined` is to be removed. */
class FieldChanges {
  assigned: Record<string, unknown> | undefined;
  removed: Record<string, ''> | undefined;

  add(name: string, value: unknown): void {
    if (value === undefined) (this.removed ??= {})[name] = '';
    else (this.assigned ??= {})[name] = value;
  }
}

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
  const fields = new FieldChanges();
  addOwn(fields, payment, change, sealing);
  if (isRewritten) {
    const attempts = after.attempts.map((attempt) => toAttemptDocument(attempt, owner, seal));
    fields.add('attempts', attempts);
  } else addAttempts(fields, payment, changes, sealing);
  // The first attempt's credentials are sealed with the payment.
  if (isRewritten || added?.no === 1) fields.add('sealed', sealFields(sealedFieldsOf(after), owner, seal));
  addSummary(fields, payment, after);
  if (!sealing.vouched.has(payment) || !hasSameMac(payment, after)) fields.add('mac', macOf(after, sealing.macs));
  const pushed = new FieldChanges();
  if (events.length > 0) pushed.add('events', { $each: [...events] });
  if (added && !isRewritten) pushed.add('attempts', toAttemptDocument(added, owner, seal));
  // MongoDB before 5.0 refuses an operator without fields.
  const update: mongo.UpdateFilter<PaymentDocument> = { $inc: { version: 1 } };
  if (fields.assigned) update.$set = fields.assigned;
  if (fields.removed) update.$unset = fields.removed;
  if (pushed.assigned) update.$push = pushed.assigned as mongo.PushOperator<PaymentDocument>;
  return update;
}

/** The payment's own fields; a place of the order is held by its key. */
function addOwn(fields: FieldChanges, payment: Payment, { set }: PaymentChange, sealing: Sealing): void {
  if (!set) return;
  const key = orderKeyOf(merchantOrderOf(payment));
  for (const name in set) {
    const value = set[name as keyof typeof set];
    if (name === 'holdsOrder') {
      if (value !== undefined) fields.add('orderKey', value ? key : undefined);
    } else if (name === 'holdsPaid') {
      if (value !== undefined) fields.add('paidKey', value ? key : undefined);
    } else if (name === 'notice') {
      fields.add(name, set.notice && toNoticeDocument(set.notice, ownerOf(payment), sealing));
    } else fields.add(name, value);
  }
}

function addAttempts(
  fields: FieldChanges,
  payment: Payment,
  changes: NonNullable<PaymentChange['attempts']>,
  { seal }: Sealing,
): void {
  for (const { no, set } of changes) {
    const place = payment.attempts.findIndex((attempt) => attempt.no === no);
    for (const name in set) {
      if (name !== 'page') fields.add(attemptPath(place, name), set[name as keyof typeof set]);
    }
    const { page } = placesOf({ project: payment.project, _id: payment.paymentNo }, no);
    if (set.page) fields.add(attemptPath(place, 'sealed.page'), seal.seal(set.page.reveal(), page));
  }
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Date) return other instanceof Date && one.getTime() === other.getTime();
  if (!Array.isArray(one)) return one === other;
  return Array.isArray(other) && one.length === other.length && one.every((each, place) => each === other[place]);
}

/** What of the summary differs: the update writes no more than it has to. */
function addSummary(fields: FieldChanges, before: Payment, after: Payment): void {
  // Nothing in the summary depends on what else a payment has.
  if (before.attempts === after.attempts && summaryFields.every((name) => before[name] === after[name])) return;
  const [old, next] = [summaryOf(before), summaryOf(after)];
  for (const name in next) {
    const value = next[name as keyof Summary];
    if (!isSame(old[name as keyof Summary], value)) fields.add(name, value);
  }
}

const summaryFields = [
  'status',
  'keptAttempt',
  'paidBeside',
  'link',
  'events',
  'morePaidAgain',
] as const satisfies readonly (keyof Payment)[];
