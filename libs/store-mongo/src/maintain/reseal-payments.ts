import type { mongo } from 'mongoose';
import { BrokenPaymentError } from '@paycore/core';
import { placesOf } from '../attempt-document.ts';
import { toNoticeDocument } from '../notice-document.ts';
import { macOf } from '../payment-mac.ts';
import type { PaymentReader } from '../payment-reader.ts';
import type { AttemptDocument, PaymentDocument } from '../payment-schema.ts';
import { openFields, sealFields, type Sealing } from '../payment-seal.ts';
import { inBatches, persistently, type BatchOptions } from './batches.ts';

type Payments = mongo.Collection<PaymentDocument>;

/** A text that another key than the first one made, and what it becomes. */
interface Stale {
  readonly field: string;
  readonly text: string;
  readonly fresh: string;
}

const maxNamed = 20;

/**
 * Makes anew with the first key what other keys encrypted or signed; resolves to the number of payments with such texts. Safe to cut
 * off and run again, and beside running processes: each text is written only where it is as it was read, and what was changed
 * meanwhile was made with the first key. Throws at the end where payments are broken, which it leaves as they are.
 */
export async function resealPayments(
  payments: Payments,
  { sealing, reader }: { readonly sealing: Sealing; readonly reader: PaymentReader },
  options: BatchOptions = {},
): Promise<number> {
  const broken: BrokenPaymentError[] = [];
  const textsOf = (document: PaymentDocument): Stale[] => {
    try {
      return staleTexts(document, sealing, reader);
    } catch (cause) {
      broken.push(cause instanceof BrokenPaymentError ? cause : new BrokenPaymentError(document._id, cause));
      return [];
    }
  };
  const reseal = async (batch: readonly PaymentDocument[]) => {
    const stale = batch
      .map((document) => ({ _id: document._id, texts: textsOf(document) }))
      .filter(({ texts }) => texts.length > 0);
    const writes = stale.flatMap(({ _id, texts }) =>
      texts.map(({ field, text, fresh }) => ({
        updateOne: { filter: { _id, [field]: text }, update: { $set: { [field]: fresh } } },
      })),
    );
    if (writes.length > 0) await persistently(() => payments.bulkWrite(writes, { ordered: false }), options.pauseMs);
    return stale.length;
  };
  const resealed = await inBatches(payments, { filter: {}, projection: {} }, reseal, options);
  if (broken.length === 0) return resealed;
  const named = broken.slice(0, maxNamed).map(({ message }) => message);
  throw new Error(`${resealed} payments are resealed, ${broken.length} are broken and were left:\n${named.join('\n')}`);
}

function staleTexts(document: PaymentDocument, sealing: Sealing, reader: PaymentReader): Stale[] {
  const { sealed, mac, notice, attempts } = document;
  // What is broken must not be made good by a new mac.
  const payment = reader.read(document);
  const owner = { ...document, payok: payment.request.urls.payok };
  const freshNotice = payment.notice && toNoticeDocument(payment.notice, owner, sealing);
  const { seal, macs, hosts } = sealing;
  const ofPayment = [
    stale('sealed', sealed, seal, () => sealFields(openFields(document, seal), document, seal)),
    stale('mac', mac, macs, () => macOf(payment, macs)),
    stale('notice.host', notice?.host, hosts, () => freshNotice?.host),
    stale('notice.sealed', notice?.sealed, seal, () => freshNotice?.sealed),
  ];
  return [
    ...ofPayment.flat(),
    ...attempts.flatMap((attempt, place) => staleTextsOf(document, attempt, place, sealing)),
  ];
}

function staleTextsOf(
  document: PaymentDocument,
  { no, sealed = {} }: AttemptDocument,
  place: number,
  { seal }: Sealing,
): Stale[] {
  const places = placesOf(document, no);
  return (['credentials', 'page'] as const).flatMap((what) => {
    const text = sealed[what];
    const fresh = () => seal.seal(seal.open(text ?? '', places[what]), places[what]);
    return stale(`attempts.${place}.sealed.${what}`, text, seal, fresh);
  });
}

function stale(
  field: string,
  text: string | undefined,
  keys: { isOfFirstKey(text: string): boolean },
  renew: () => string | undefined,
): Stale[] {
  if (text === undefined || keys.isOfFirstKey(text)) return [];
  const fresh = renew();
  return fresh === undefined ? [] : [{ field, text, fresh }];
}
