import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { fakeLog } from '@paycore/testing';
import { Database, prepareIndexes } from '@paycore/store-mongo';
import { readinessOf } from './readiness.ts';

let mongo: SpecMongo;
beforeAll(async () => {
  mongo = await startSpecMongo();
}, 60_000);
afterAll(() => mongo.stop());

it('an operator is told which indexes are missing, and that the database is away', async () => {
  const log = fakeLog();
  const database = new Database(mongo.fresh(), log, (connection) => prepareIndexes(connection, log));
  await database.reached();
  expect(await readinessOf(database)).toEqual({ missingIndexes: [] });
  await database.connection.collection('payments').dropIndex('paid_sums');
  expect(await readinessOf(database)).toEqual({ missingIndexes: ['payments.paid_sums'] });
  await database.close();
  expect(await readinessOf(database)).toEqual({ reason: 'The database does not answer.' });
});
