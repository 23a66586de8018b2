import type { mongo } from 'mongoose';
import { isAway } from '../guard.ts';
import type { PaymentDocument } from '../payment-schema.ts';
import { openFields, sealFields, type SealedFields } from '../payment-seal.ts';
import type { Seal } from '../seal.ts';
import { inBatches, persistently, type BatchOptions } from './batches.ts';

type Payments = mongo.Collection<PaymentDocument>;

/**
 * Erases credentials, page and buyer of closed payments created before that time; amounts, numbers and the merchant's addresses
 * stay, and with them the mac. Resolves to the number of payments that this run erased. Safe to cut off and run again.
 */
export function purgePayments(
  payments: Payments,
  seal: Seal,
  { before, now }: { before: Date; now: Date },
  options: BatchOptions = {},
): Promise<number> {
  // An attempt that is still watched, or created, may yet be paid, which its credentials prove.
  const filter = {
    ...{ createdAt: { $lt: before }, status: { $ne: 'pending' as const } },
    ...{ closesAt: { $exists: false }, creatingUntil: { $exists: false }, purgedAt: { $exists: false } },
  };
  const erase = async (batch: readonly PaymentDocument[]) => {
    const ids = batch.map(({ _id }) => _id);
    // One by one in one command: a range or a list of ids with more conditions is a scan on the embedded server.
    const writes = batch.flatMap((document) => {
      const update = erasure(document, seal, now);
      const { _id, sealed } = document;
      // Resealed meanwhile: the next run erases it.
      const asRead = sealed === undefined ? { sealed: { $exists: false } } : { sealed };
      return update ? [{ updateOne: { filter: { ...filter, ...asRead, _id }, update } }] : [];
    });
    if (writes.length === 0) return 0;
    const write = () => payments.bulkWrite(writes, { ordered: false });
    try {
      return (await write()).modifiedCount;
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    // Nobody knows how much of it was written: what carries this run's time was.
    await persistently(write, options.pauseMs);
    const marked = payments.find({ _id: { $in: ids }, purgedAt: now }, { projection: { _id: 1 } });
    return (await persistently(() => marked.clone().toArray(), options.pauseMs)).length;
  };
  return inBatches(payments, { filter, projection }, erase, options);
}

const projection = { _id: 1, project: 1, sealed: 1, 'request.buyer': 1 };

/** Undefined where the seal does not open: nobody can read what is in it, and its addresses must not be lost. */
function erasure(document: PaymentDocument, seal: Seal, now: Date): mongo.UpdateFilter<PaymentDocument> | undefined {
  const opened = openOrNothing(document, seal);
  if (!opened) return undefined;
  const { urls } = opened;
  const sealed = sealFields({ ...(urls && { urls }) }, document, seal);
  return {
    $set: {
      ...{ purgedAt: now, 'attempts.$[].sealed': {} },
      ...(document.request.buyer && { 'request.buyer': {} }),
      ...(sealed !== undefined && { sealed }),
    },
    ...(sealed === undefined && { $unset: { sealed: '' } }),
    $inc: { version: 1 },
  };
}

function openOrNothing(document: PaymentDocument, seal: Seal): SealedFields | undefined {
  try {
    return openFields(document, seal);
  } catch {
    return undefined;
  }
}
