import type { Buyer, MerchantUrls, Payment } from '@paycore/core';
import { isFilled } from './is-filled.ts';
import type { PaymentDocument } from './payment-schema.ts';
import type { Seal } from './seal.ts';
import type { Tags } from './tags.ts';

/** Keys of what is stored of payments. */
export interface Sealing {
  readonly seal: Seal;
  /** Of whole payments: see `macText`. */
  readonly macs: Tags;
  /** Of the hosts that notices go to, so that due ones can be left out by them. */
  readonly hosts: Tags;
  /** Payments as they are stored, with a mac: an update that changes nothing under it leaves it as it is. */
  readonly vouched: WeakSet<Payment>;
}

export const sealingOf = (seal: Seal): Sealing => ({
  seal,
  macs: seal.tags('payment mac'),
  hosts: seal.tags('notice host'),
  vouched: new WeakSet(),
});

/** What a payment keeps in one encrypted text of its own. */
export interface SealedFields {
  /** Of the first attempt. */
  readonly credentials?: unknown;
  readonly buyer?: Buyer;
  readonly urls?: MerchantUrls;
}

type Owner = Pick<PaymentDocument, 'project' | '_id'>;

const placeOf = ({ project, _id }: Owner) => `${project}:${_id}:payment`;

export function sealedFieldsOf({ request, attempts }: Payment): SealedFields {
  const { buyer, urls } = request;
  const credentials = attempts[0]?.credentials.reveal();
  return {
    ...(credentials !== undefined && { credentials }),
    ...(isFilled(buyer) && { buyer }),
    ...(isFilled(urls) && { urls }),
  };
}

/** Undefined where there is nothing to seal. */
export const sealFields = (fields: SealedFields, owner: Owner, seal: Seal): string | undefined =>
  isFilled(fields) ? seal.seal(fields, placeOf(owner)) : undefined;

/** Throws where the key is gone or the text was changed or moved. */
export const openFields = (document: Owner & { readonly sealed?: string }, seal: Seal): SealedFields =>
  document.sealed === undefined ? {} : (seal.open(document.sealed, placeOf(document)) as SealedFields);
