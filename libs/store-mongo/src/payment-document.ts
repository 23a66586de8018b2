import type { mongo } from 'mongoose';
import {
  changed,
  merchantOrderOf,
  shownAttempt,
  timesToReturn,
  type Attempt,
  type Environment,
  type MerchantOrder,
  type Payment,
  type PaymentChange,
} from '@paycore/core';
import { placesOf, toAttempt, toAttemptDocument, addAttemptFields } from './attempt-document.ts';
import type { PaymentDocument, Summary } from './payment-schema.ts';
import type { Seal } from './seal.ts';

/** `{project}:{merchantOrderNo}` on the production side, `{project}~test:{merchantOrderNo}` on the test side. */
export const orderKeyOf = ({ project, environment, merchantOrderNo }: MerchantOrder): string =>
  `${project}${environment === 'test' ? '~test' : ''}:${merchantOrderNo}`;

const ownerOf = ({ paymentNo, project, createdAt, request }: Payment) => ({
  _id: paymentNo,
  project,
  createdAt,
  request,
});

export function toDocument(payment: Payment, seal: Seal): PaymentDocument {
  const { paymentNo, mode, attempts, holdsOrder, holdsPaid, events, refusedCallbacks, ...rest } = payment;
  const key = orderKeyOf(merchantOrderOf(payment));
  return {
    ...rest,
    // Fields without a value are left out when it is written.
    ...(summaryOf(payment) as Partial<PaymentDocument>),
    _id: paymentNo,
    ...(mode !== 'direct' && { mode }),
    attempts: attempts.map((attempt) => toAttemptDocument(attempt, ownerOf(payment), seal)),
    events: [...events],
    ...(refusedCallbacks > 0 && { refusedCallbacks }),
    ...(holdsOrder && { orderKey: key }),
    ...(holdsPaid && { paidKey: key }),
  };
}

/** All fields of a payment, so that none is forgotten. */
type Row = { readonly [K in keyof Payment]-?: Payment[K] | undefined };

/** Field by field: copying the rest of a document with a spread costs three times as much as reading it did. */
export function toPayment(document: PaymentDocument, seal: Seal): Payment {
  const payment: Row = {
    paymentNo: document._id,
    project: document.project,
    mode: document.mode ?? 'direct',
    environment: document.environment,
    request: document.request,
    link: document.link,
    attempts: document.attempts.map((attempt) => toAttempt(attempt, document, seal)),
    status: document.status,
    keptAttempt: document.keptAttempt,
    createdAt: document.createdAt,
    paidAt: document.paidAt,
    closedReason: document.closedReason,
    paidBeside: document.paidBeside,
    completing: document.completing,
    tidyAt: document.tidyAt,
    notice: document.notice,
    holdsOrder: document.orderKey !== undefined,
    holdsPaid: document.paidKey !== undefined,
    events: document.events,
    morePaidAgain: document.morePaidAgain,
    refusedCallbacks: document.refusedCallbacks ?? 0,
    version: document.version,
  };
  return payment as Payment;
}

/** What the keys of a project's side begin with, before a colon. */
export const sideKeyOf = (project: string, environment: Environment): string => `${project}:${environment}`;

type Returned = Pick<Payment, 'project' | 'environment' | 'createdAt' | 'paymentNo'>;

/** In the order of lists within a side. */
export const toReturnKeyOf = ({ project, environment, createdAt, paymentNo }: Returned): string =>
  `${sideKeyOf(project, environment)}:${createdAt.toISOString()}:${paymentNo}`;

export function summaryOf(payment: Payment): Summary {
  const { attempts, status, link } = payment;
  const shown = shownAttempt(payment);
  const toReturn = (shown?.amount ?? 0) * timesToReturn(payment);
  const isBeside = status === 'paid' && payment.paidBeside !== undefined;
  const tradeNos = attempts.flatMap(({ gatewayTradeNo }) => gatewayTradeNo ?? []);
  return {
    status,
    gateway: shown?.gateway,
    route: shown?.route,
    amount: isBeside ? undefined : shown?.amount,
    decimals: shown?.decimals,
    gatewayOrderNos: attempts.length > 0 ? attempts.map(({ gatewayOrderNo }) => gatewayOrderNo) : undefined,
    gatewayTradeNos: tradeNos.length > 0 ? tradeNos : undefined,
    creatingUntil: earliest(attempts, ({ creating }) => creating?.until),
    closesAt: earliest(attempts, ({ closesAt }) => closesAt, link?.isOpen ? link.expiresAt : undefined),
    asksAt: earliest(attempts, ({ asksAt }) => asksAt),
    toReturnKey: toReturn > 0 ? toReturnKeyOf(payment) : undefined,
    toReturn: toReturn > 0 ? toReturn : undefined,
  };
}

function earliest(
  attempts: readonly Attempt[],
  timeOf: (attempt: Attempt) => Date | undefined,
  first?: Date,
): Date | undefined {
  let earliestTime = first;
  for (const attempt of attempts) {
    const time = timeOf(attempt);
    if (time && (!earliestTime || time < earliestTime)) earliestTime = time;
  }
  return earliestTime;
}

const isFilled = (fields: object) => Object.keys(fields).length > 0;

/** The change as a MongoDB update. */
export function toUpdate(payment: Payment, change: PaymentChange, seal: Seal): mongo.UpdateFilter<PaymentDocument> {
  const { events = [], added, attempts: changes = [] } = change;
  // An update cannot both push into an array and set fields in it.
  const isRewritten = added !== undefined && changes.length > 0;
  const after = changed(payment, change);
  const { assigned, removed } = splitFields(
    placesHeld(payment, change),
    isRewritten
      ? { attempts: after.attempts.map((attempt) => toAttemptDocument(attempt, ownerOf(payment), seal)) }
      : attemptFields(payment, changes, seal),
    summaryChange(payment, after),
  );
  const pushed = {
    ...(events.length > 0 && { events: { $each: [...events] } }),
    ...(added && !isRewritten && { attempts: toAttemptDocument(added, ownerOf(payment), seal) }),
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
function placesHeld(payment: Payment, { set = {} }: PaymentChange): Record<string, unknown> {
  const { holdsOrder, holdsPaid, ...fields } = set;
  const key = orderKeyOf(merchantOrderOf(payment));
  return {
    ...fields,
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
