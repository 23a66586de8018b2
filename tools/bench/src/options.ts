import { parseArgs } from 'node:util';
import { parts, wholeRun, type Part } from './bench.ts';

/** How long a run of everything but the parts that are named may take; `--peers` comes on top. */
export const [wholeMinutes, peersMinutes] = [20, 5] as const;

export const usage = `npm run bench -- [options]
  --quick          a minute's run that shows that it works; it prints no figures
  --only <part>    ${wholeRun.join(', ')}; backlog, embedded and peers run only where they are named; may be given more than once
  --payments <n>   how many are due in the backlog: 100,000 unless named
  --peers          PayCore beside a full product (LNbits, installed from PyPI once): some 4 minutes more
  --json           figures as JSON on standard output instead of Markdown: npm run -s bench -- --json > figures.json
  --against <dir>  another tree, whose embedded server, or scheduler at a backlog, takes turns with this one's; may be given more than once
  --profile <dir>  CPU profiles of PayCore's processes go there
  --help           this text
A whole run takes at most ${wholeMinutes} minutes and writes its tables into docs/benchmarks.md; so does --peers.`;

export interface Options {
  readonly isQuick: boolean;
  readonly isJson: boolean;
  readonly wantsHelp: boolean;
  readonly parts: readonly Part[];
  /** Nothing was left out but what runs only where it is named. */
  readonly isWhole: boolean;
  readonly profiles: string | undefined;
  readonly against: readonly string[];
  /** Of the backlog; the plan's where absent. */
  readonly payments: number | undefined;
}

/** Throws what is wrong with the arguments, and which there are. */
export function readOptions(args: readonly string[]): Options {
  const { only, peers, quick, json, help, profile, against, payments } = valuesOf(args);
  const chosen = new Set(only.length > 0 ? only.map(partOf) : wholeRun);
  if (peers) chosen.add('peers');
  return {
    ...{ isQuick: quick, isJson: json, wantsHelp: help, profiles: profile, against },
    payments: payments === undefined ? undefined : countOf(payments),
    parts: parts.filter((part) => chosen.has(part)),
    isWhole: wholeRun.every((part) => chosen.has(part)),
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        peers: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        profile: { type: 'string' },
        payments: { type: 'string' },
        against: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`There is no backlog of "${text}" payments.\n${usage}`);
  return count;
}

function partOf(name: string): Part {
  const part = parts.find((one) => one === name);
  if (part === undefined) throw new Error(`There is no part "${name}".\n${usage}`);
  return part;
}
