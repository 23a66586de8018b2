import { buildIndexes, checkSchema, migrate, missingIndexNames, MongoPaymentStore } from '@paycore/store-mongo';
import type { Exercises, Stage } from './exercise.ts';

/** What an operator's commands and each start do with the whole database. */
interface Whole {
  checkSchema(): Promise<unknown>;
  missingIndexNames(): Promise<unknown>;
  buildIndexes(): Promise<unknown>;
  migrate(): Promise<unknown>;
}

const withoutMac = 300;

const readsAll = { scan: true, sort: true, why: 'a migration reads every payment, while nothing else runs' } as const;

export function wholeExercises({ connection, filled }: Stage): Exercises<Whole> {
  const older = async () => {
    const payments = connection.collection('payments');
    // As every version before macs wrote them; the marker is not there yet, so that they are found.
    const some = await payments
      .find({}, { projection: { _id: 1 } })
      .limit(withoutMac)
      .toArray();
    await payments.updateMany({ _id: { $in: some.map(({ _id }) => _id) } }, { $unset: { mac: '' } });
    const payment = filled.another();
    const request = { ...payment.request, merchantOrderNo: `${payment.request.merchantOrderNo} ` };
    await new MongoPaymentStore(connection, filled.seal).insert({ ...payment, request });
  };
  return {
    migrate: [
      {
        prepare: older,
        run: () => migrate(connection, filled.seal, { lagHoursOf: () => undefined }),
        indexes: ['_id_', 'orderKey_1', 'paidKey_1'],
        allows: readsAll,
      },
    ],
    checkSchema: [{ run: () => checkSchema(connection), indexes: ['_id_'] }],
    missingIndexNames: [{ run: () => missingIndexNames(connection), indexes: [] }],
    buildIndexes: [{ run: () => buildIndexes(connection, () => undefined), indexes: [] }],
  };
}
