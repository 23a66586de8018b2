import type { mongo } from 'mongoose';
import { isAway } from '../guard.ts';
import type { PaymentDocument } from '../payment-schema.ts';
import { inBatches, persistently, type BatchOptions } from './batches.ts';

type Payments = mongo.Collection<PaymentDocument>;

/**
 * Erases credentials, page and buyer of closed payments created before that time; amounts and numbers stay. Resolves to the number
 * of payments that this run erased. Safe to cut off and run again.
 */
export function purgePayments(
  payments: Payments,
  { before, now }: { before: Date; now: Date },
  options: BatchOptions = {},
): Promise<number> {
  // An attempt that is still watched, or created, may yet be paid, which its credentials prove.
  const filter = {
    ...{ createdAt: { $lt: before }, status: { $ne: 'pending' as const } },
    ...{ closesAt: { $exists: false }, creatingUntil: { $exists: false }, purgedAt: { $exists: false } },
  };
  const erased = { purgedAt: now, 'request.buyer': {}, 'attempts.$[].sealed': {} };
  const erase = async (batch: readonly PaymentDocument[]) => {
    const ids = batch.map(({ _id }) => _id);
    // One by one in one command: a range or a list of ids with more conditions is a scan on the embedded server.
    const writes = ids.map((_id) => ({
      updateOne: { filter: { ...filter, _id }, update: { $set: erased, $inc: { version: 1 } } },
    }));
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
  return inBatches(payments, { filter, projection: { _id: 1 } }, erase, options);
}
