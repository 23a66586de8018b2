import { median, percentile } from '../report/stats.ts';

/** A stretch of time, in ns of the server's clock. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Command extends Stretch {
  readonly request: number;
  /** Where its wait for the gate ended, and where it was done: from then on its answer was held. */
  readonly entered: number;
  readonly done: number;
}

/** What the server did, each list in the order of time and without overlaps. */
export interface Record {
  readonly commands: ReadonlyMap<number, Command>;
  readonly pauses: readonly Stretch[];
  readonly reclaims: readonly Stretch[];
  readonly saves: readonly Stretch[];
  /** Of the thread that saves: its waits for the gate, and its writes to the file. */
  readonly gates: readonly Stretch[];
  readonly writes: readonly Stretch[];
}

export const parts = ['gate', 'compaction', 'collector', 'file', 'save', 'command', 'threads', 'outside'] as const;
export type Part = (typeof parts)[number];
export type Shares = globalThis.Record<Part, number>;

/** Reads what `TimedMongo print` prints. */
export function recordOf(text: string): Record {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  const stretches = (name: string): Stretch[] =>
    lines
      .filter(([what]) => what === name)
      .map(([, from, ns]) => stretch(from, ns))
      .sort((one, other) => one.from - other.from);
  const commands = lines
    .filter(([what]) => what === 'timed.Command')
    .map(([, from, ns, request, gate, done]): Command => {
      const whole = stretch(from, ns);
      return {
        ...whole,
        request: Number(request),
        entered: whole.from + Number(gate),
        done: whole.from + Number(done),
      };
    });
  return {
    commands: new Map(commands.map((command) => [command.request, command])),
    pauses: stretches('jdk.GCPhasePause'),
    reclaims: stretches('timed.Reclaim'),
    saves: stretches('timed.Save'),
    gates: stretches('timed.Gate'),
    writes: stretches('timed.Write'),
  };
}

/** Nanoseconds since 1970 do not fit into a number; since a day of this year they do. */
function stretch(from = '', ns = ''): Stretch {
  const start = Number(BigInt(from) - EPOCH);
  return { from: start, to: start + Number(ns) };
}

const EPOCH = BigInt(Math.floor(Date.now() / 86_400_000)) * 86_400_000_000_000n;

/**
 * Where the time of a command went that took the client so many ns; the shares add up to it. Each moment counts once: what
 * stops everything before what a save waits for, and that before the save itself.
 */
export function sharesOf(command: Command, clientNs: number, record: Record): Shares {
  const shares: Shares = { gate: 0, compaction: 0, collector: 0, file: 0, save: 0, command: 0, threads: 0, outside: 0 };
  const kinds: [Part, readonly Stretch[]][] = [
    ['collector', record.pauses],
    ['compaction', record.reclaims],
    ['file', record.writes],
    ['gate', record.gates],
    ['save', record.saves],
  ];
  const near = kinds.map(([part, all]): [Part, Stretch[]] => [part, overlapping(all, command)]);
  const edges = [command, ...near.flatMap(([, all]) => all)].flatMap(({ from, to }) => [from, to]);
  const cuts = [...new Set([...edges, command.entered, command.done])]
    .filter((at) => at >= command.from && at <= command.to)
    .sort((one, other) => one - other);
  for (const [n, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[n + 1] ?? from;
    const found = near
      .filter(([, all]) => all.some((each) => each.from <= from && each.to >= to))
      .map(([part]) => part);
    shares[partOf(command, from, found)] += to - from;
  }
  shares.outside = clientNs - (command.to - command.from);
  return shares;
}

/** While a command works nothing but a pause of the whole process delays it. */
function partOf({ entered, done }: Command, from: number, found: readonly Part[]): Part {
  if (found[0] === 'collector') return 'collector';
  if (from >= entered && from < done) return 'command';
  if (from < entered) return found.includes('compaction') ? 'compaction' : 'gate';
  return found[0] ?? 'threads';
}

function overlapping(all: readonly Stretch[], { from, to }: Stretch): Stretch[] {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.to ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found: Stretch[] = [];
  for (let n = low; n < all.length; n += 1) {
    const each = all[n];
    if (each === undefined || each.from > to) break;
    found.push(each);
  }
  return found;
}

export interface Timed {
  readonly ms: number;
  readonly shares: Shares;
}

/** At a percentile: its time, and the mean shares of the writes about it. */
export interface At {
  readonly ms: number;
  readonly shares: Shares;
}

const bands = { p50: [0.45, 0.55], p99: [0.985, 0.995], max: [1, 1] } as const;
export type Band = keyof typeof bands;
export const bandNames = Object.keys(bands) as Band[];

export function at(band: Band, writes: readonly Timed[]): At {
  const [low, high] = bands[band];
  const times = writes.map(({ ms }) => ms);
  const [from, to] = [percentile(times, low), percentile(times, high)];
  const near = writes.filter(({ ms }) => ms >= from && ms <= to);
  const mean = (part: Part) => near.reduce((sum, { shares }) => sum + shares[part], 0) / near.length / 1e6;
  const shares = Object.fromEntries(parts.map((part) => [part, mean(part)])) as Shares;
  return { ms: percentile(times, (low + high) / 2), shares };
}

/** Rows of a table: at each percentile the time and its shares, ms: the median of the rounds and between which they lay. */
export function rowsOf(name: string, rounds: readonly (readonly Timed[])[]): string[][] {
  return bandNames.map((band) => {
    const each = rounds.map((writes) => at(band, writes));
    return [
      `${name} ${band}`,
      ranged(each.map(({ ms }) => ms)),
      ...parts.map((part) => ranged(each.map(({ shares }) => shares[part]))),
    ];
  });
}

const ranged = (values: readonly number[]): string =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
