import type { Secret } from '@paycore/core';
import { toNoticeDocument } from '../notice-document.ts';
import { ownerOf, toPayment, toStoredRequest } from '../payment-document.ts';
import { macOf } from '../payment-mac.ts';
import type { AttemptDocument, PaymentDocument } from '../payment-schema.ts';
import { sealedFieldsOf, sealFields, type Sealing } from '../payment-seal.ts';

/**
 * The document of a payment that has no mac yet, as it is stored today: with one, and with credentials, buyer and addresses in one
 * seal. Credentials whose key is gone stay where they are.
 */
export function renewed(document: PaymentDocument, sealing: Sealing): PaymentDocument {
  const payment = toPayment(document, sealing);
  const { attempts, notice } = payment;
  const isOpen = attempts.every(({ no, credentials }) => no !== 1 || opens(credentials));
  const owner = ownerOf(payment);
  const sealed = sealFields(sealedFieldsOf(isOpen ? payment : { ...payment, attempts: [] }), owner, sealing.seal);
  return {
    ...document,
    request: toStoredRequest(payment.request),
    attempts: isOpen ? document.attempts.map(withoutCredentials) : document.attempts,
    ...(notice && { notice: toNoticeDocument(notice, owner, sealing) }),
    ...(sealed !== undefined && { sealed }),
    mac: macOf(payment, sealing.macs),
  };
}

function opens(secret: Secret<unknown>): boolean {
  try {
    secret.reveal();
    return true;
  } catch {
    return false;
  }
}

/** Only the first attempt's are sealed with the payment. */
function withoutCredentials(attempt: AttemptDocument): AttemptDocument {
  const { sealed, ...unsealed } = attempt;
  if (attempt.no !== 1 || !sealed) return attempt;
  const { page } = sealed;
  return page === undefined ? unsealed : { ...unsealed, sealed: { page } };
}
