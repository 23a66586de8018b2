import { attemptRow, Secret, type Answer, type Attempt, type Page, type Row } from '@paycore/core';
import { isFilled } from './is-filled.ts';
import type { AttemptDocument, PaymentDocument } from './payment-schema.ts';
import type { SealedFields } from './payment-seal.ts';
import type { Seal } from './seal.ts';

/** Whose attempt it is, and what it has in common with its payment. */
type Owner = Pick<PaymentDocument, 'project' | '_id' | 'createdAt'> & {
  readonly request: { readonly amount: number };
};

/** The place each encrypted text of an attempt is bound to; the first attempt's are those of payments that had no more. */
export const placesOf = ({ project, _id }: Pick<Owner, 'project' | '_id'>, no: number) => {
  const place = no === 1 ? `${project}:${_id}` : `${project}:${_id}:${no}`;
  return { credentials: `${place}:credentials`, page: `${place}:page` };
};

/**
 * Without a value where it says nothing new: an amount and a time that are the payment's, and what every attempt begins with.
 * Fields without one are left out when it is written.
 */
export function toAttemptDocument(attempt: Attempt, owner: Owner, seal: Seal): AttemptDocument {
  const { page, info, asks, amount, createdAt } = attempt;
  const places = placesOf(owner, attempt.no);
  const sealed = {
    credentials: sealedCredentials(attempt, places.credentials, seal),
    page: page && seal.seal(page.reveal(), places.page),
  };
  const document: Row<AttemptDocument> = {
    no: attempt.no,
    gateway: attempt.gateway,
    route: attempt.route,
    method: attempt.method,
    accountId: attempt.accountId,
    gatewayOrderNo: attempt.gatewayOrderNo,
    gatewayTradeNo: attempt.gatewayTradeNo,
    amount: amount === owner.request.amount ? undefined : amount,
    decimals: attempt.decimals,
    extra: attempt.extra,
    locale: attempt.locale,
    status: attempt.status,
    simulated: attempt.simulated || undefined,
    info: isFilled(info) ? info : undefined,
    createdAt: createdAt.getTime() === owner.createdAt.getTime() ? undefined : createdAt,
    expiresAt: attempt.expiresAt,
    paidAt: attempt.paidAt,
    creating: attempt.creating,
    closesAt: attempt.closesAt,
    lagHours: attempt.lagHours,
    asksAt: attempt.asksAt,
    asks: asks > 0 ? asks : undefined,
    hasClaim: attempt.hasClaim,
    syncedAt: attempt.syncedAt,
    answers: attempt.answers,
    failedCompletions: attempt.failedCompletions,
    isUnderWay: attempt.isUnderWay,
    isOut: attempt.isOut,
    returnedAt: attempt.returnedAt,
    isKeyedByPayment: attempt.isKeyedByPayment,
    sealed: (sealed.credentials ?? sealed.page) ? (sealed as NonNullable<AttemptDocument['sealed']>) : undefined,
  };
  return document as AttemptDocument;
}

/** The first attempt's are sealed with the payment. */
function sealedCredentials({ no, credentials }: Attempt, place: string, seal: Seal): string | undefined {
  const known = no === 1 ? undefined : credentials.reveal();
  return known === undefined ? undefined : seal.seal(known, place);
}

/** `result` was called `said` at first. */
type StoredAnswer = Answer | (Omit<Answer, 'result'> & { readonly said: Answer['result'] });

const toAnswer = (stored: StoredAnswer): Answer =>
  'said' in stored ? { at: stored.at, by: stored.by, result: stored.said } : stored;

/** Field by field: copying the rest of a document with a spread costs three times as much as reading it did. */
export function toAttempt(
  document: AttemptDocument,
  owner: Owner & { readonly opened: SealedFields },
  seal: Seal,
): Attempt {
  const { credentials, page } = document.sealed ?? {};
  const places = placesOf(owner, document.no);
  const row: Row<Attempt> = {
    no: document.no,
    gateway: document.gateway,
    route: document.route,
    method: document.method,
    accountId: document.accountId,
    credentials:
      credentials === undefined
        ? Secret.of(document.no === 1 ? owner.opened.credentials : undefined)
        : Secret.sealed(() => seal.open(credentials, places.credentials)),
    gatewayOrderNo: document.gatewayOrderNo,
    gatewayTradeNo: document.gatewayTradeNo,
    amount: document.amount ?? owner.request.amount,
    decimals: document.decimals,
    extra: document.extra,
    locale: document.locale,
    status: document.status,
    simulated: document.simulated ?? false,
    info: document.info ?? {},
    page: page === undefined ? undefined : Secret.sealed(() => seal.open(page, places.page) as Page),
    createdAt: document.createdAt ?? owner.createdAt,
    expiresAt: document.expiresAt,
    paidAt: document.paidAt,
    creating: document.creating,
    closesAt: document.closesAt,
    lagHours: document.lagHours,
    asksAt: document.asksAt,
    asks: document.asks ?? 0,
    hasClaim: document.hasClaim,
    syncedAt: document.syncedAt,
    answers: document.answers?.map(toAnswer),
    failedCompletions: document.failedCompletions,
    isUnderWay: document.isUnderWay,
    isOut: document.isOut,
    returnedAt: document.returnedAt,
    isKeyedByPayment: document.isKeyedByPayment,
  };
  return attemptRow(row);
}

/** Of each place, of which there are few: a text made anew is no name to V8 before it has looked it up. */
const paths: Map<string, string>[] = [];

/** How an update names a field of the attempt at this place of the array. */
export function attemptPath(place: number, field: string): string {
  const known = (paths[place] ??= new Map<string, string>());
  let path = known.get(field);
  if (path === undefined) known.set(field, (path = `attempts.${place}.${field}`));
  return path;
}
