import { paymentRow, type Payment, type Row } from '@paycore/core';
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

/**
 * Fields without a value are left out when it is written. Field by field: in a literal, V8 adds each one that follows a spread
 * by a call of its runtime.
 */
export function toDocument(payment: Payment, sealing: Sealing): PaymentDocument {
  const { mode, request, attempts, refusedCallbacks, notice } = payment;
  const owner = ownerOf(payment);
  const summary = summaryOf(payment);
  const { orderKey, paidKey } = placesHeldBy(payment);
  const document: Row<PaymentDocument> = {
    _id: payment.paymentNo,
    project: payment.project,
    mode: mode === 'direct' ? undefined : mode,
    environment: payment.environment,
    request: toStoredRequest(request),
    link: payment.link,
    attempts: attempts.map((attempt) => toAttemptDocument(attempt, owner, sealing.seal)),
    keptAttempt: payment.keptAttempt,
    createdAt: payment.createdAt,
    paidAt: payment.paidAt,
    closedReason: payment.closedReason,
    paidBeside: payment.paidBeside,
    completing: payment.completing,
    tidyAt: payment.tidyAt,
    notice: notice && toNoticeDocument(notice, owner, sealing),
    events: [...payment.events],
    morePaidAgain: payment.morePaidAgain,
    refusedCallbacks: refusedCallbacks > 0 ? refusedCallbacks : undefined,
    version: payment.version,
    status: summary.status,
    gateway: summary.gateway,
    route: summary.route,
    amount: summary.amount,
    decimals: summary.decimals,
    gatewayOrderNos: summary.gatewayOrderNos,
    gatewayTradeNos: summary.gatewayTradeNos,
    creatingUntil: summary.creatingUntil,
    closesAt: summary.closesAt,
    asksAt: summary.asksAt,
    toReturnKey: summary.toReturnKey,
    toReturn: summary.toReturn,
    orderKey,
    paidKey,
    sealed: sealFields(sealedFieldsOf(payment), owner, sealing.seal),
    mac: macOf(payment, sealing.macs),
    purgedAt: undefined,
    writtenBy: undefined,
  };
  return document as PaymentDocument;
}

export function toStoredRequest({ buyer: _buyer, urls: _urls, ...request }: Payment['request']): StoredRequest {
  return request;
}

/**
 * Field by field: copying the rest of a document with a spread costs three times as much as reading it did. Throws where its seal
 * does not open. Whether the document is as it was written, only its mac tells.
 */
export function toPayment(document: PaymentDocument, sealing: Pick<Sealing, 'seal'>): Payment {
  const opened = openFields(document, sealing.seal);
  const request = toRequest(document, opened);
  const { _id, project, createdAt } = document;
  const owner = { _id, project, createdAt, request, opened, payok: request.urls.payok };
  const row: Row<Payment> = {
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
  return paymentRow(row);
}

/**
 * Whoever takes the seal away must not put words of their own in its place. Not `{ ...request, buyer }`: V8 would give each request
 * a hidden class of its own (docs/benchmarks.md).
 */
function toRequest({ request, mac }: PaymentDocument, { buyer, urls }: SealedFields): Payment['request'] {
  const unsealed = mac === undefined ? request : undefined;
  return Object.assign({}, request, { buyer: buyer ?? unsealed?.buyer ?? {}, urls: urls ?? unsealed?.urls ?? {} });
}
