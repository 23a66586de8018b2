import type { mongo } from 'mongoose';
import { Secret, type Page, type Payment, type PaymentChange, type PaymentFields } from '@paycore/core';
import type { PaymentDocument } from './payment-schema.ts';
import type { Seal } from './seal.ts';

export const orderKeyOf = (project: string, merchantOrderNo: string): string => `${project}:${merchantOrderNo}`;

const placeOf = (project: string, paymentNo: string, what: 'credentials' | 'page') => `${project}:${paymentNo}:${what}`;

/** The place each encrypted text is bound to. */
export const placesOf = ({ project, _id }: Pick<PaymentDocument, 'project' | '_id'>) => ({
  credentials: placeOf(project, _id, 'credentials'),
  page: placeOf(project, _id, 'page'),
});

export function toDocument(payment: Payment, seal: Seal): PaymentDocument {
  const { paymentNo, credentials, page, holdsOrder, holdsPaid, events, ...rest } = payment;
  const key = orderKeyOf(payment.project, payment.request.merchantOrderNo);
  const places = placesOf({ project: payment.project, _id: paymentNo });
  return {
    ...rest,
    _id: paymentNo,
    events: [...events],
    ...(holdsOrder && { orderKey: key }),
    ...(holdsPaid && { paidKey: key }),
    sealed: {
      credentials: seal.seal(credentials.reveal(), places.credentials),
      ...(page && { page: seal.seal(page.reveal(), places.page) }),
    },
  };
}

/** Field by field: copying the rest of a document with a spread costs three times as much as reading it did. */
export function toPayment(document: PaymentDocument, seal: Seal): Payment {
  const { credentials, page } = document.sealed;
  const places = placesOf(document);
  const payment: Row = {
    paymentNo: document._id,
    project: document.project,
    request: document.request,
    gateway: document.gateway,
    route: document.route,
    method: document.method,
    accountId: document.accountId,
    environment: document.environment,
    credentials:
      credentials === undefined
        ? Secret.of(undefined)
        : Secret.sealed(() => seal.open(credentials, places.credentials)),
    gatewayOrderNo: document.gatewayOrderNo,
    gatewayTradeNo: document.gatewayTradeNo,
    status: document.status,
    simulated: document.simulated,
    info: document.info,
    page: page === undefined ? undefined : Secret.sealed(() => seal.open(page, places.page) as Page),
    createdAt: document.createdAt,
    expiresAt: document.expiresAt,
    paidAt: document.paidAt,
    creating: document.creating,
    closesAt: document.closesAt,
    asksAt: document.asksAt,
    asks: document.asks,
    hasClaim: document.hasClaim,
    syncedAt: document.syncedAt,
    failedCompletions: document.failedCompletions,
    completingUntil: document.completingUntil,
    notice: document.notice,
    holdsOrder: document.orderKey !== undefined,
    holdsPaid: document.paidKey !== undefined,
    events: document.events,
    refusedCallbacks: document.refusedCallbacks,
    version: document.version,
  };
  return payment as Payment;
}

/** All fields of a payment, so that none is forgotten. */
type Row = { readonly [K in keyof Payment]-?: Payment[K] | undefined };

const isFilled = (fields: object) => Object.keys(fields).length > 0;

/** The change as a MongoDB update. */
export function toUpdate(
  payment: Payment,
  { set, events = [] }: PaymentChange,
  seal: Seal,
): mongo.UpdateFilter<PaymentDocument> {
  const { holdsOrder, holdsPaid, page, ...fields } = set;
  const key = orderKeyOf(payment.project, payment.request.merchantOrderNo);
  const all: Record<string, unknown> = fields satisfies PaymentFields;
  if (holdsOrder !== undefined) all['orderKey'] = holdsOrder ? key : undefined;
  if (holdsPaid !== undefined) all['paidKey'] = holdsPaid ? key : undefined;
  if (page) all['sealed.page'] = seal.seal(page.reveal(), placeOf(payment.project, payment.paymentNo, 'page'));
  const assigned: Record<string, unknown> = {};
  const removed: Record<string, ''> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value === undefined) removed[name] = '';
    else assigned[name] = value;
  }
  return {
    $inc: { version: 1 },
    // MongoDB before 5.0 refuses an operator without fields.
    ...(isFilled(assigned) && { $set: assigned }),
    ...(isFilled(removed) && { $unset: removed }),
    ...(events.length > 0 && { $push: { events: { $each: [...events] } } }),
  };
}
