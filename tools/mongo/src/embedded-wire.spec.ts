import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startFaulty, type FaultyMongo } from './fixtures/faulty-mongo.ts';
import { command, legacyQuery, unanswered, WireClient } from './fixtures/wire-client.ts';
import { startEmbedded, type EmbeddedMongo } from './start-embedded.ts';

const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const ping = () => command({ ping: 1 });
const insert = (id: string) => command({ insert: 'rows', documents: [{ _id: id }] });
const find = (id: string) => command({ find: 'rows', filter: { _id: id } });

let dataDir: string;
const open: (() => unknown)[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'paycore-wire-'));
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await rm(dataDir, { recursive: true, force: true });
});

async function started(): Promise<EmbeddedMongo> {
  const server = await startEmbedded({ dataDir });
  open.push(server.stop);
  return server;
}

/** One of which every save takes so long. */
async function startedSlow(extraMs: number): Promise<FaultyMongo> {
  const server = await startFaulty(dataDir, { extraMs });
  open.push(server.stop);
  return server;
}

async function connected({ uri }: { uri: string }): Promise<WireClient> {
  const client = await WireClient.to(uri);
  open.push(() => client.reset());
  return client;
}

async function idsIn({ uri }: { uri: string }): Promise<string[]> {
  const client = await new MongoClient(uri).connect();
  open.push(() => client.close());
  const rows = client.db().collection<{ _id: string }>('rows');
  return (await rows.find().toArray()).map(({ _id }) => _id);
}

test('answers come in the order of the commands, also of one that waits for a save before one that need not', async () => {
  const client = await connected(await started());
  const requests = times(40).flatMap((n) => [insert(`a${n}`), ...times(50).map(ping), find(`a${n}`), ping()]);
  client.send(...requests);
  const answers = await client.first(requests.length);
  expect(answers.map(({ responseTo }) => responseTo)).toEqual(requests.map(({ id }) => id));
  expect(answers.filter(({ document }) => document['ok'] !== 1)).toEqual([]);
});

test('several connections that send on without waiting each have their answers in order', async () => {
  const server = await started();
  const clients = await Promise.all(times(8).map(() => connected(server)));
  for (const round of times(10)) {
    const sent = clients.map((client, n) => {
      const requests = times(20).flatMap((i) => [insert(`${round}-${n}-${i}`), ping(), ping()]);
      client.send(...requests);
      return requests.map(({ id }) => id);
    });
    for (const [n, client] of clients.entries()) {
      const answers = await client.first((round + 1) * 60);
      expect(answers.slice(-60).map(({ responseTo }) => responseTo)).toEqual(sent[n]);
    }
  }
});

test('a connection that breaks while its answer waits holds up no other, and its write is there', async () => {
  const server = await startedSlow(100);
  const [broken, other] = [await connected(server), await connected(server)];
  broken.send(insert('of the broken one'), insert('and another'));
  other.send(ping());
  await other.first(1);
  broken.reset();
  other.send(insert('of the other'));
  expect((await other.first(2))[1]?.document).toMatchObject({ ok: 1, n: 1 });
  expect((await idsIn(server)).sort()).toEqual(['and another', 'of the broken one', 'of the other']);
});

test('a query in the old form tells nothing that kill -9 takes back', async () => {
  const server = await startedSlow(300);
  const [writer, reader] = [await connected(server), await connected(server)];
  writer.send(insert('a'));
  await writer.first(1);
  writer.send(insert('b'));
  for (let asked = 1; reader.answers.at(-1)?.document['_id'] !== 'b'; asked += 1) {
    reader.send(legacyQuery('paycore.rows', { _id: 'b' }));
    await reader.first(asked);
  }
  server.kill('SIGKILL');
  await server.exited;
  expect(await idsIn(await started())).toEqual(['a', 'b']);
});

test('a write that wants no answer is not done, and ends its connection alone', async () => {
  const server = await started();
  const [client, other] = [await connected(server), await connected(server)];
  client.send(insert('a'), unanswered({ insert: 'rows', documents: [{ _id: 'b' }] }));
  expect((await client.first(2)).length).toBeLessThan(2);
  other.send(ping());
  expect((await other.first(1))[0]?.document).toMatchObject({ ok: 1 });
  expect(await idsIn(server)).toEqual(['a']);
});
