import { parseArgs } from 'node:util';
import { createConnection } from 'mongoose';
import { prove } from './prove.ts';
import { openThrowAway, databaseName } from './server/throw-away.ts';
import { whatServer, type Server } from './server/what-server.ts';
import { table } from './table.ts';

const usual = 100_000;
const usualDry = 800;
/** With fewer, reading all of them would pass for reading a few. */
const fewest = 10_000;

const usage = `npm run prove -- --uri mongodb://… [options]: whether MongoDB uses an index for every query of the store
  --uri <address>   a replica set of MongoDB 7 or newer; the database ${databaseName} must be empty there, and is dropped at the end
  --payments <n>    how many are stored first (${usual})
  --dry             on any server: collects the queries, and has none explained (${usualDry} payments)`;

function readOptions() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { uri: text, payments: text, dry: { type: 'boolean', default: false } } });
  const { uri, dry: isDry } = values;
  const payments = Number(values.payments ?? (isDry ? usualDry : usual));
  if (uri === undefined || !Number.isInteger(payments) || payments < (isDry ? usualDry : fewest))
    throw new Error(usage);
  return { uri, isDry, payments };
}

async function serverAt(uri: string): Promise<Server> {
  const connection = await createConnection(uri, { serverSelectionTimeoutMS: 10_000 }).asPromise();
  return whatServer(connection.getClient()).finally(() => connection.close());
}

async function main(): Promise<void> {
  const { uri, isDry, payments } = readOptions();
  const { what, whyNot } = await serverAt(uri);
  console.error(what);
  if (whyNot !== undefined && !isDry)
    throw new Error(`${whyNot} What it explains proves nothing (--dry collects the queries).`);
  const database = await openThrowAway(uri);
  const drop = once(database.drop);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void drop().then(() => process.exit(1)));
  try {
    const rows = await prove(database, { payments, isDry, say: console.error });
    console.log(table(rows));
    const wrong = rows.filter(({ faults }) => faults.length > 0).length;
    console.log(
      `\n${rows.filter(({ command }) => command !== undefined).length} queries on ${what}: ${isDry ? 'none was judged' : `${wrong} are wrong`}`,
    );
    process.exitCode = wrong > 0 ? 1 : 0;
  } finally {
    await drop();
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= work());
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
