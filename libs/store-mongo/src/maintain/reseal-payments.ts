import type { mongo } from 'mongoose';
import { placesOf } from '../attempt-document.ts';
import type { AttemptDocument, PaymentDocument } from '../payment-schema.ts';
import type { Seal } from '../seal.ts';
import { inBatches, persistently, type BatchOptions } from './batches.ts';

type Payments = mongo.Collection<PaymentDocument>;

const projection = { _id: 1, project: 1, 'attempts.no': 1, 'attempts.sealed': 1 };

/**
 * Re-encrypts with the first key what other keys encrypted; resolves to the number of payments with such texts. Safe to cut off and
 * run again, and beside running processes: what was changed meanwhile was encrypted with the first key.
 */
export function resealPayments(payments: Payments, seal: Seal, options: BatchOptions = {}): Promise<number> {
  const reseal = async (batch: readonly PaymentDocument[]) => {
    const stale = batch.map((document) => staleTexts(document, seal)).filter((texts) => texts.length > 0);
    const writes = stale.flat().map(({ _id, field, sealed, fresh }) => ({
      updateOne: { filter: { _id, [field]: sealed }, update: { $set: { [field]: fresh } } },
    }));
    if (writes.length > 0) await persistently(() => payments.bulkWrite(writes, { ordered: false }), options.pauseMs);
    return stale.length;
  };
  return inBatches(payments, { filter: {}, projection }, reseal, options);
}

const staleTexts = (document: PaymentDocument, seal: Seal) =>
  document.attempts.flatMap((attempt, place) => staleTextsOf(document, attempt, place, seal));

function staleTextsOf(document: PaymentDocument, { no, sealed }: AttemptDocument, place: number, seal: Seal) {
  const places = placesOf(document, no);
  return (['credentials', 'page'] as const).flatMap((what) => {
    const text = sealed[what];
    if (text === undefined || seal.isOfFirstKey(text)) return [];
    const fresh = seal.seal(seal.open(text, places[what]), places[what]);
    return [{ _id: document._id, field: `attempts.${place}.sealed.${what}`, sealed: text, fresh }];
  });
}
