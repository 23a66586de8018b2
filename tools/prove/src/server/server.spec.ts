import { createConnection, type Connection } from 'mongoose';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { databaseName, openThrowAway } from './throw-away.ts';
import { isBuildOfMongoDB, whatServer } from './what-server.ts';

let mongo: SpecMongo;
let connection: Connection;
let uri: string;

beforeAll(async () => {
  mongo = await startSpecMongo();
  uri = mongo.uriOf('somebodys');
  connection = await createConnection(uri).asPromise();
});

afterAll(async () => {
  await connection?.close();
  await mongo?.stop();
});

const held = async () => (await connection.useDb(databaseName).listCollections()).map(({ name }) => name);

describe('the database that is filled', () => {
  it('is dropped at the end, also what was written while it was', async () => {
    const database = await openThrowAway(uri);
    const rows = database.connection.collection('rows');
    await rows.insertOne({ at: 0 });
    expect(await held()).toEqual(['rows']);
    const late = Promise.allSettled(Array.from({ length: 50 }, (_, at) => rows.insertOne({ at })));
    await database.drop();
    await late;
    expect(await held()).toEqual([]);
  });

  it('is refused where it holds anything, and left as it was', async () => {
    const other = connection.useDb(databaseName);
    await other.collection('payments').insertOne({ at: 1 });
    await expect(openThrowAway(uri)).rejects.toThrow(/paycore_prove holds payments/);
    expect(await held()).toEqual(['payments']);
    await other.dropDatabase();
  });

  it('is never the one that the address names', async () => {
    const own = connection.collection('mine');
    await own.insertOne({ at: 1 });
    const database = await openThrowAway(uri);
    await database.drop();
    expect(await own.countDocuments()).toBe(1);
  });
});

describe('a server', () => {
  // As published: https://www.mongodb.com/docs/manual/reference/command/buildInfo/
  const build = {
    version: '8.0.0',
    gitVersion: 'd7cd03b239ac39a3c7d63f7145e91aca36f93db6',
    storageEngines: ['devnull', 'wiredTiger'],
    buildEnvironment: { distmod: 'ubuntu2204', distarch: 'x86_64', cc: '/opt/mongodbtoolchain/v4/bin/gcc' },
  };

  it('is MongoDB by what it was built of', () => {
    expect(isBuildOfMongoDB(build)).toBe(true);
    expect(isBuildOfMongoDB({ version: '8.0.0' })).toBe(false);
    expect(isBuildOfMongoDB({ ...build, gitVersion: 'unknown' })).toBe(false);
    expect(isBuildOfMongoDB({ ...build, buildEnvironment: {} })).toBe(false);
  });

  it('is not MongoDB where it only speaks its protocol', async () => {
    const { whyNot } = await whatServer(connection.getClient());
    expect(whyNot).toBe('It is no build of MongoDB.');
  });
});
