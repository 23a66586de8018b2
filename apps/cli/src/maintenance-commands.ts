import type { Maintenance } from '@paycore/wiring';
import { InvalidArgumentError, type Command } from 'commander';
import type { Print } from './print.ts';

export interface MaintenanceTools {
  /** Called only by a command that runs. It opens the database by itself, for work that takes as long as it takes. */
  readonly maintenance: () => Maintenance;
  readonly print: Print;
  /** Writes one line of progress, apart from the answer. */
  readonly say: (line: string) => void;
}

/** How long a logo that no shop shows is kept: pages that are open go on showing it. */
const logoDays = 7;

const sayEveryMs = 5_000;

/** Work on the whole database. */
export function maintenanceCommands(root: Command, { maintenance, print, say }: MaintenanceTools): void {
  root
    .command('keys')
    .description('Encryption keys in PAYCORE_KEYS')
    .command('reseal')
    .description(
      'Re-encrypt everything with the first key; when the others can be removed says docs/operations.md, "Keys"',
    )
    .action(async () => print({ resealed: await maintenance().reseal(counted('payments resealed', say)) }));
  root
    .command('migrate')
    .description('Make the database of an earlier version this version’s; stop every process first, and back up')
    .action(async () => print(await maintenance().migrate()));
  root
    .command('indexes')
    .description('Indexes of the database')
    .command('build')
    .description('Build those that are missing, then drop those of earlier versions; processes may run')
    .action(async () => print(await maintenance().buildIndexes(say)));
  root
    .command('purge')
    .description(
      'Erase credentials and buyer data of old closed payments (amounts and numbers stay), and logos that no shop shows any more',
    )
    .requiredOption('--older-than <days>', 'such as 400d', days)
    .action(async ({ olderThan }: { olderThan: number }) => {
      const now = new Date();
      const ago = (count: number) => new Date(now.getTime() - count * 86_400_000);
      const purged = await maintenance().purge(ago(olderThan), now, counted('payments purged', say));
      print({ purged, logos: await maintenance().purgeLogos(ago(logoDays)) });
    });
}

/** Says how much is done now and then. */
function counted(what: string, say: MaintenanceTools['say']): (done: number) => void {
  let last = performance.now();
  return (done) => {
    if (performance.now() - last < sayEveryMs) return;
    last = performance.now();
    say(`${done} ${what}`);
  };
}

function days(text: string): number {
  const match = /^(\d{1,5})d$/.exec(text);
  if (!match) throw new InvalidArgumentError('Expected a number of days, such as 400d.');
  return Number(match[1]);
}
