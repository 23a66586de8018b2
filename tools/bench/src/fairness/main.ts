import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Shops } from '../processes/shops.ts';
import { World } from '../processes/world.ts';
import { beside, burst, hasPassed, killed, quiet, type Outcome } from './cases.ts';

const usage = `npm run fairness -- [options]
  --only <part>    quiet, burst, beside, killed; may be given more than once
  --quick          smaller sizes`;

type Peers = Parameters<typeof burst>[0];
type Case = (peers: Peers) => Promise<Outcome>;

const answerTimes = [0, 50, 200];

const casesOf = (isQuick: boolean): Readonly<Record<string, readonly Case[]>> => ({
  quiet: [(peers) => quiet(peers, { payments: isQuick ? 100 : 400 })],
  burst: (isQuick ? [200] : [200, 2_000]).flatMap((count) =>
    answerTimes.map(
      (ms): Case =>
        (peers) =>
          burst(peers, count, ms),
    ),
  ),
  beside: isQuick
    ? [(peers) => beside(peers, { hosts: 45, hanging: 100, healthy: 200 })]
    : [
        (peers) => beside(peers, { hosts: 45, hanging: 430, healthy: 600 }),
        (peers) => beside(peers, { hosts: 200, hanging: 400, healthy: 600 }),
      ],
  killed: [(peers) => killed(peers, isQuick ? 300 : 2_000, 50)],
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const parts = Object.entries(casesOf(values.quick));
  const chosen = parts.filter(([part]) => values.only.length === 0 || values.only.includes(part));
  const world = await World.start({ log: console.error });
  const shops = await Shops.start();
  try {
    console.log('| case | paid | unnotified | p50 | p95 | max | judged | load |\n|---|---|---|---|---|---|---|---|');
    for (const run of chosen.flatMap(([, cases]) => cases)) console.log(rowOf(await run({ world, shops })));
  } finally {
    shops.stop();
    await world.stop();
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

function rowOf(outcome: Outcome): string {
  const { name, paid, unnotified, p50, p95, max, judged } = outcome;
  const verdict = judged.map(({ what, ms, maxMs }) => `${what}: ${seconds(ms)} of ${seconds(maxMs)}`).join('; ');
  if (!hasPassed(outcome)) process.exitCode = 1;
  const cells = [name, paid, unnotified, ...[p50, p95, max].map(seconds), verdict, loadavg()[0]?.toFixed(1)];
  return `| ${cells.join(' | ')} | ${hasPassed(outcome) ? '' : 'FAILED'}`;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
