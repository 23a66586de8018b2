import type { mongo } from 'mongoose';
import { placesOf } from './attempt-document.ts';
import { guarded } from './guard.ts';
import type { AttemptDocument, PaymentDocument } from './payment-schema.ts';
import type { Seal } from './seal.ts';

type Payments = mongo.Collection<PaymentDocument>;

/** Re-encrypts with the first key what other keys encrypted; resolves to the number of payments changed. */
export async function resealPayments(payments: Payments, seal: Seal): Promise<number> {
  let touched = 0;
  const fields = { projection: { _id: 1, project: 1, 'attempts.no': 1, 'attempts.sealed': 1 } };
  for await (const document of payments.find({}, fields)) {
    const stale = document.attempts.flatMap((attempt, place) => staleTexts(document, attempt, place, seal));
    for (const { field, sealed, fresh } of stale) {
      await guarded(() => payments.updateOne({ _id: document._id, [field]: sealed }, { $set: { [field]: fresh } }));
    }
    if (stale.length > 0) touched += 1;
  }
  return touched;
}

function staleTexts(document: PaymentDocument, { no, sealed }: AttemptDocument, place: number, seal: Seal) {
  const places = placesOf(document, no);
  return (['credentials', 'page'] as const).flatMap((what) => {
    const text = sealed[what];
    if (text === undefined || seal.isOfFirstKey(text)) return [];
    const fresh = seal.seal(seal.open(text, places[what]), places[what]);
    return [{ field: `attempts.${place}.sealed.${what}`, sealed: text, fresh }];
  });
}

/** Erases credentials, page and buyer of closed payments created before that time; amounts and numbers stay. */
export async function purgePayments(payments: Payments, before: Date, now: Date): Promise<number> {
  // An attempt that is still watched, or created, may yet be paid, which its credentials prove.
  const filter = {
    ...{ createdAt: { $lt: before }, status: { $ne: 'pending' as const } },
    ...{ closesAt: { $exists: false }, creatingUntil: { $exists: false }, purgedAt: { $exists: false } },
  };
  const erased = { purgedAt: now, 'request.buyer': {}, 'attempts.$[].sealed': {} };
  const { modifiedCount } = await payments.updateMany(filter, { $set: erased, $inc: { version: 1 } });
  return modifiedCount;
}
