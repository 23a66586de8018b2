import { parseArgs } from 'node:util';
import type { Fault } from './fault.ts';
import { faults } from './faults.ts';
import { workspaceRoot } from './paths.ts';
import { textOf } from './report.ts';
import { copyTree } from './tree.ts';
import { tryFaults } from './try-faults.ts';

const usage = `npm run planted -- [name…]: plants faults in a copy of this repository, one at a time; its specs must catch each
  --list   what there is`;

function chosen(names: readonly string[]): readonly Fault[] {
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new Error(`No such fault: ${unknown.join(', ')}\n${usage}`);
  return names.length === 0 ? faults : faults.filter(({ name }) => names.includes(name));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { list: { type: 'boolean' } }, allowPositionals: true });
  const plan = chosen(positionals);
  if (values.list) return plan.forEach(({ name, why }) => console.log(`${name}: ${why}`));
  const tree = copyTree(workspaceRoot);
  process.once('exit', tree.remove);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const trials = await tryFaults(tree.folder, plan, console.log);
  console.log(`\n${textOf(trials)}`);
  process.exitCode = trials.every(({ verdict }) => verdict === 'caught') ? 0 : 1;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
