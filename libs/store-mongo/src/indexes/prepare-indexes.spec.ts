import { createConnection, type Connection } from 'mongoose';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { fakeLog } from '@paycore/testing';
import { earlierIndexes, nameOf, wantedIndexes } from './index-table.ts';
import { MissingIndexesError, prepareIndexes } from './prepare-indexes.ts';
import { missingIndexes } from './stored-indexes.ts';

let mongo: SpecMongo;
const open: Connection[] = [];

beforeAll(async () => {
  mongo = await startSpecMongo();
});

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  await mongo?.stop();
});

/** A database of its own with so many payments. */
async function having(payments: number): Promise<Connection> {
  const uri = mongo.fresh();
  const connection = await createConnection(uri, { autoCreate: false, autoIndex: false }).asPromise();
  open.push(connection);
  const rows = Array.from({ length: payments }, (_, at) => ({ at, orderKey: `prj:${at}` }));
  if (rows.length > 0) await connection.collection('payments').insertMany(rows);
  return connection;
}

const limit = 3;
const missing = async (connection: Connection) => (await missingIndexes(connection)).map(nameOf);

const lackOf = (index: string) => (connection: Connection) => connection.collection('payments').dropIndex(index);

describe('the indexes', () => {
  it('are built at a start while there are few payments, and once', async () => {
    const connection = await having(limit - 1);
    const log = fakeLog();
    expect(await missing(connection)).toHaveLength(wantedIndexes.length);
    await Promise.all([1, 2].map(() => prepareIndexes(connection, log, limit)));
    await prepareIndexes(connection, log, limit);
    expect([await missing(connection), log.lines]).toEqual([[], []]);
  });

  it('are left to the operator where there are many: no process is ready without the unique ones', async () => {
    const connection = await having(limit);
    const starting = prepareIndexes(connection, fakeLog(), limit);
    await expect(starting).rejects.toThrow(MissingIndexesError);
    await expect(starting).rejects.toThrow(/gatewayOrderNos_1, orderKey_1, paidKey_1.*paycore indexes build/);
    expect(await missing(connection)).toContain('closesAt_1__id_1');
  });

  it.each(['orderKey_1', 'paidKey_1', 'gatewayOrderNos_1'])('is not ready without %s', async (name) => {
    const connection = await having(1);
    await prepareIndexes(connection, fakeLog(), limit);
    await connection.collection('payments').insertMany([{ at: 8 }, { at: 9 }]);
    await lackOf(name)(connection);
    await expect(prepareIndexes(connection, fakeLog(), limit)).rejects.toThrow(name);
  });

  it('lets a process start without another one, and says so', async () => {
    const connection = await having(1);
    await prepareIndexes(connection, fakeLog(), limit);
    await connection.collection('payments').insertMany([{ at: 8 }, { at: 9 }]);
    await lackOf('closesAt_1__id_1')(connection);
    const log = fakeLog();
    await prepareIndexes(connection, log, limit);
    expect(log.lines).toMatchObject([{ level: 'warn', detail: { indexes: ['closesAt_1__id_1'] } }]);
    expect(await missing(connection)).toEqual(['closesAt_1__id_1']);
  });

  it('count as there under another name, and not where they are not unique', async () => {
    const connection = await having(1);
    const payments = connection.collection('payments');
    await payments.createIndex({ gatewayTradeNos: 1 }, { sparse: true, name: 'mine' });
    await payments.createIndex({ orderKey: 1 }, { sparse: true, name: 'not_unique' });
    expect(await missing(connection)).not.toContain('gatewayTradeNos_1');
    expect(await missing(connection)).toContain('orderKey_1');
  });

  it('replace those of earlier versions, which go once the others are there', async () => {
    const connection = await having(1);
    const old = earlierIndexes.at(-1) ?? '';
    const fields = old.replace(/_1/g, '').split('_');
    expect(fields.slice(0, 3)).toEqual(['project', 'environment', 'paidAt']);
    await connection
      .collection('payments')
      .createIndex(Object.fromEntries(fields.map((field) => [field, 1])), { name: old });
    await prepareIndexes(connection, fakeLog(), limit);
    const names = (await connection.collection('payments').listIndexes().toArray()).map(({ name }) => name as string);
    expect(names).toContain('paid_sums');
    expect(names).not.toContain(old);
  });
});

it('have names of their own, and none that is unique is partial', () => {
  const names = wantedIndexes.map((index) => `${index.collection}.${nameOf(index)}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => earlierIndexes.some((old) => name === `payments.${old}`))).toEqual([]);
  // The embedded server takes no notice of what is partial.
  expect(wantedIndexes.filter(({ unique, partial }) => unique && partial)).toEqual([]);
});
