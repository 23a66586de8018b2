import type { Figures, RoundsFigures } from '../bench.ts';
import type { RoundFigures } from '../measures/rounds.ts';
import type { TargetName } from '../measures/targets.ts';
import type { Machine } from './machine.ts';
import { median, percentile, spread } from './stats.ts';

export interface Run {
  readonly command: string;
  readonly date: string;
  readonly machine: Machine;
  readonly seconds: number;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const tenths = (value: number): string => value.toFixed(1);
const percent = (share: number): string => `${whole(share * 100)} %`;

/** A Markdown table; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** The figures in Markdown, each part that was measured under a heading of its own. */
export function report(figures: Figures, run: Run): string {
  const { rounds, starts, expiry, growth } = figures;
  return [
    heading(figures, run),
    ...(rounds ? [cpuTable(rounds, figures), ownTimes(rounds, figures), memory(rounds)] : []),
    ...(starts
      ? [
          '### Start\n\nMilliseconds from the start of the process; memory when idle.',
          table([
            ['app', 'first answer', 'ready', 'RSS, MiB'],
            ...starts.map(({ app, listensMs, readyMs, idleMiB }) => [
              app,
              whole(listensMs),
              whole(readyMs),
              whole(idleMiB),
            ]),
          ]),
        ]
      : []),
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
  ].join('\n\n');
}

const heading = ({ database }: Figures, { command, date, machine, seconds }: Run): string =>
  [
    `\`${command}\`, ${date}, ${whole(seconds)} s. ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ` +
      `${machine.system}, Node ${machine.node}, load ${tenths(machine.load)} when it began. Database: ${database}.`,
  ].join('\n');

const kinds = ['create', 'callback', 'notice'] as const satisfies readonly (keyof RoundFigures)[];

function cpuTable({ cpu }: RoundsFigures, { plan }: Figures): string {
  const row = (kind: (typeof kinds)[number]) => {
    const of = (name: TargetName) => median(cpu[name][kind]);
    const ratio = (name: TargetName) =>
      median(cpu[name][kind].map((micros, at) => micros / (cpu.paycore[kind][at] ?? NaN)));
    return [
      kind === 'notice' ? 'callback and notice' : kind,
      ...(['paycore', 'bare', 'careful'] as const).map((name) => whole(of(name))),
      ...(['bare', 'careful'] as const).map((name) => ratio(name).toFixed(2)),
      percent(spread(cpu.paycore[kind])),
    ];
  };
  const head = ['CPU-µs a request', 'PayCore', 'bare', 'careful', 'bare ÷ PayCore', 'careful ÷ PayCore', 'spread'];
  const how = `Medians of ${plan.rounds} rounds, of the ratios too: each is taken within a round.`;
  return `### CPU\n\n${how}\n\n${table([head, ...kinds.map(row)])}`;
}

function ownTimes({ latency, noticeDelays }: RoundsFigures, { plan }: Figures): string {
  const names = Object.keys(latency) as TargetName[];
  const rows = names.map((name) => {
    const { create, callback } = latency[name] ?? {};
    const delays = noticeDelays[name];
    const shown = [create?.p50, create?.p99, callback?.p50, callback?.p99];
    return [name, ...[...shown, percentile(delays, 0.5), percentile(delays, 0.99)].map((ms) => tenths(ms ?? NaN))];
  });
  const head = ['ms', 'create p50', 'p99', 'callback p50', 'p99', 'ACK → notice p50', 'p99'];
  const { requests, perSecond, gatewayMs } = plan.paced;
  const how =
    `${requests} creates and as many callbacks at ${perSecond} a second; the gateway takes ${gatewayMs} ms, which a ` +
    "create's own time leaves out. Notices: from the rounds above.";
  return `### Own time\n\n${how}\n\n${table([head, ...rows])}`;
}

function memory({ rss }: RoundsFigures): string {
  const rows = Object.entries(rss).map(([name, { api, webhooks }]) => [name, whole(api), whole(webhooks)]);
  return `### Memory under load\n\n${table([['RSS, MiB', 'takes creates', 'takes callbacks'], ...rows])}`;
}
