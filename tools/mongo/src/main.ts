import { parseArgs } from 'node:util';
import { prepareEmbedded } from './prepare-embedded.ts';
import { startMongo } from './start-mongo.ts';

const { values } = parseArgs({
  options: { home: { type: 'string' }, port: { type: 'string' }, prepare: { type: 'boolean', default: false } },
});

async function main(): Promise<void> {
  if (values.prepare) {
    await prepareEmbedded(process.env, console.error);
    return;
  }
  const home = values.home ?? process.env['PAYCORE_HOME'] ?? '.paycore';
  const mongo = await startMongo({ home, log: console.error, ...(values.port ? { port: Number(values.port) } : {}) });
  console.error(mongo.line);
  console.log(mongo.uri);
  const stop = (): void => void mongo.stop().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  if (mongo.kind === 'uri') setInterval(() => undefined, 60_000); // nothing of ours runs, yet we run until Ctrl-C
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
