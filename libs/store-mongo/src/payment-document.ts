import type { Payment } from '@paycore/core';
import { toAttempt, toAttemptDocument } from './attempt-document.ts';
import { toNotice, toNoticeDocument } from './notice-document.ts';
import { macOf, placesHeldBy } from './payment-mac.ts';
import type { PaymentDocument, StoredRequest } from './payment-schema.ts';
import { openFields, sealedFieldsOf, sealFields, type SealedFields, type Sealing } from './payment-seal.ts';
import { summaryOf } from './payment-summary.ts';

/** What the parts of a payment's document need of it. */
export const ownerOf = ({ paymentNo, project, createdAt, request }: Payment) => ({
  _id: paymentNo,
  project,
  createdAt,
  request,
  payok: request.urls.payok,
});

export function toDocument(payment: Payment, sealing: Sealing): PaymentDocument {
  const { paymentNo, mode, request, attempts, holdsOrder, holdsPaid, events, refusedCallbacks, notice, ...rest } =
    payment;
  const owner = ownerOf(payment);
  const sealed = sealFields(sealedFieldsOf(payment), owner, sealing.seal);
  return {
    ...rest,
    // Fields without a value are left out when it is written.
    ...(summaryOf(payment) as Partial<PaymentDocument>),
    _id: paymentNo,
    ...(mode !== 'direct' && { mode }),
    request: toStoredRequest(request),
    attempts: attempts.map((attempt) => toAttemptDocument(attempt, owner, sealing.seal)),
    events: [...events],
    ...(notice && { notice: toNoticeDocument(notice, owner, sealing) }),
    ...(refusedCallbacks > 0 && { refusedCallbacks }),
    ...(placesHeldBy(payment) as Partial<PaymentDocument>),
    ...(sealed !== undefined && { sealed }),
    mac: macOf(payment, sealing.macs),
  };
}

export function toStoredRequest({ buyer: _buyer, urls: _urls, ...request }: Payment['request']): StoredRequest {
  return request;
}

/** All fields of a payment, so that none is forgotten. */
type Row = { readonly [K in keyof Payment]-?: Payment[K] | undefined };

/**
 * Field by field: copying the rest of a document with a spread costs three times as much as reading it did. Throws where its seal
 * does not open. Whether the document is as it was written, only its mac tells.
 */
export function toPayment(document: PaymentDocument, sealing: Pick<Sealing, 'seal'>): Payment {
  const opened = openFields(document, sealing.seal);
  const request = toRequest(document, opened);
  const owner = { ...ids(document), request, opened, payok: request.urls.payok };
  const payment: Row = {
    paymentNo: document._id,
    project: document.project,
    mode: document.mode ?? 'direct',
    environment: document.environment,
    request,
    link: document.link,
    attempts: document.attempts.map((attempt) => toAttempt(attempt, owner, sealing.seal)),
    status: document.status,
    keptAttempt: document.keptAttempt,
    createdAt: document.createdAt,
    paidAt: document.paidAt,
    closedReason: document.closedReason,
    paidBeside: document.paidBeside,
    completing: document.completing,
    tidyAt: document.tidyAt,
    notice: document.notice && toNotice(document.notice, owner, sealing),
    holdsOrder: document.orderKey !== undefined,
    holdsPaid: document.paidKey !== undefined,
    events: document.events,
    morePaidAgain: document.morePaidAgain,
    refusedCallbacks: document.refusedCallbacks ?? 0,
    version: document.version,
  };
  return payment as Payment;
}

const ids = ({ _id, project, createdAt }: PaymentDocument) => ({ _id, project, createdAt });

/** Whoever takes the seal away must not put words of their own in its place. */
function toRequest({ request, mac }: PaymentDocument, { buyer, urls }: SealedFields): Payment['request'] {
  const unsealed = mac === undefined ? request : undefined;
  return { ...request, buyer: buyer ?? unsealed?.buyer ?? {}, urls: urls ?? unsealed?.urls ?? {} };
}
