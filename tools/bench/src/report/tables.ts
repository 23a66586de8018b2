import { parts, type Figures, type RoundsFigures } from '../bench.ts';
import type { Latency } from '../measures/paced.ts';
import type { RoundFigures } from '../measures/rounds.ts';
import type { Micros, TargetName } from '../measures/targets.ts';
import type { Machine } from './machine.ts';
import { backlogHeading, backlogRows } from './backlog-table.ts';
import { embeddedCosts, embeddedRows } from './embedded-table.ts';
import { table, tenths, whole, wholeWithRange, withRange } from './markdown.ts';
import { startsHeading, startsRows } from './starts-table.ts';
import { percentile } from './stats.ts';

export interface Run {
  readonly command: string;
  readonly date: string;
  readonly machine: Machine;
  readonly seconds: number;
}

/** That every part ran to its end. Figures of so few requests would only mislead. */
export const tried = (figures: Figures, { command, seconds }: Run): string => {
  const ran = parts.filter((part) => figures[part] !== undefined);
  return `${command}: ${ran.join(', ') || 'nothing'} ran to the end in ${whole(seconds)} s. A full run has figures: npm run bench`;
};

/** The figures in Markdown, each part that was measured under a heading of its own. */
export function report(figures: Figures, run: Run): string {
  const { rounds, starts, expiry, growth, backlog, embedded } = figures;
  return [
    heading(figures, run),
    ...(rounds ? [cpuTable(rounds, figures), ownTimes(rounds, figures), memory(rounds)] : []),
    ...(starts ? [startsHeading(figures.plan.starts), table(startsRows(starts))] : []),
    ...(expiry
      ? [
          '### Expiry\n\nOne scheduler, all due at once, the gateway asked about each.',
          table([
            ['payments', 'seconds', 'CPU-µs each', 'RSS, MiB'],
            [whole(expiry.payments), tenths(expiry.seconds), whole(expiry.cpuMicros), whole(expiry.rssMiB)],
          ]),
        ]
      : []),
    ...(growth
      ? [
          '### Growth\n\nMedian milliseconds of one request at a time.',
          table([
            ['payments stored', 'create', 'query', 'callback'],
            ...growth.map(({ stored, create, query, callback }) => [
              whole(stored),
              ...[create, query, callback].map(tenths),
            ]),
          ]),
        ]
      : []),
    ...(backlog ? [backlogHeading(figures.plan), table(backlogRows(backlog))] : []),
    ...(embedded
      ? [
          `### Embedded server\n\nWrites of 1.2 kB by one writer, then by ${figures.plan.embedded.writers} at once.`,
          table(embeddedRows(embedded)),
          table(embeddedCosts(embedded)),
        ]
      : []),
  ].join('\n\n');
}

export const heading = ({ database }: Pick<Figures, 'database'>, { command, date, machine, seconds }: Run): string =>
  [
    `\`${command}\`, ${date}, ${whole(seconds)} s. ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ` +
      `${machine.system}, Node ${machine.node}, load ${tenths(machine.load)} when it began. Database: ${database}.`,
  ].join('\n');

const kinds = {
  create: 'create',
  callback: 'callback',
  notice: 'callback and notice',
} as const satisfies Record<keyof RoundFigures, string>;

function cpuTable({ cpu, schedulerMs }: RoundsFigures, { plan }: Figures): string {
  const rowsOf = (kind: keyof RoundFigures) => {
    const ours = cpu.paycore[kind];
    return names.map((name, at) => {
      const its = cpu[name][kind];
      const ratios = (of: (micros: Micros) => number) =>
        name === 'paycore'
          ? ''
          : withRange(its.map((micros, n) => of(micros) / of(ours[n] ?? { own: NaN, database: NaN })));
      return [
        at === 0 ? kinds[kind] : '',
        shown[name],
        wholeWithRange(its.map(({ own }) => own)),
        wholeWithRange(its.map(({ database }) => database)),
        ratios(({ own }) => own),
        ratios(({ own, database }) => own + database),
      ];
    });
  };
  const head = ['CPU-µs a request', '', 'its own', 'the database’s', 'own ÷ PayCore’s', 'both ÷ PayCore’s'];
  const how =
    `Medians of ${plan.rounds} rounds, of the ratios too: each is taken within a round; in brackets, half of the rounds lie ` +
    `between. The scheduler ran beside and took ${tenths(schedulerMs)} ms CPU a second.`;
  return `### CPU\n\n${how}\n\n${table([head, ...(Object.keys(kinds) as (keyof RoundFigures)[]).flatMap(rowsOf)])}`;
}

const names = ['paycore', 'bare', 'careful'] as const satisfies readonly TargetName[];
const shown: Readonly<Record<TargetName, string>> = { paycore: 'PayCore', bare: 'bare', careful: 'careful' };

function ownTimes({ latency, noticeDelays }: RoundsFigures, { plan }: Figures): string {
  const rows = (Object.keys(latency.targets) as TargetName[]).map((name) => {
    const { create, callback } = latency.targets[name] ?? {};
    const delays = noticeDelays[name];
    const all = [create?.p50, create?.p99, callback?.p50, callback?.p99];
    return [shown[name], ...[...all, percentile(delays, 0.5), percentile(delays, 0.99)].map((ms) => tenths(ms ?? NaN))];
  });
  const beside = (what: string, { p50, p99 }: Latency) => [what, tenths(p50), tenths(p99), '', '', '', ''];
  const head = ['ms', 'create p50', 'p99', 'callback p50', 'p99', 'ACK → notice p50', 'p99'];
  const { requests, perSecond, gatewayMs, slices } = plan.paced;
  const how =
    `${requests} creates and as many callbacks of each at ${perSecond} a second, in turns of ${Math.ceil(requests / slices)}; the ` +
    `gateway takes ${gatewayMs} ms, which a create's own time leaves out. Notices: from the rounds above. An echo of 1 kB and ` +
    'a single update of a document of 1 kB, in the same run and at the same rate, tell what machine and database add.';
  const all = [
    ...[head, ...rows],
    ...[beside('echo server', latency.echo), beside('one update at the database', latency.write)],
  ];
  return `### Own time\n\n${how}\n\n${table(all)}`;
}

function memory({ rss }: RoundsFigures): string {
  const rows = (Object.keys(rss) as TargetName[]).map((name) => [
    shown[name],
    whole(rss[name]?.api ?? NaN),
    whole(rss[name]?.webhooks ?? NaN),
  ]);
  return `### Memory under load\n\n${table([['RSS, MiB', 'takes creates', 'takes callbacks'], ...rows])}`;
}
