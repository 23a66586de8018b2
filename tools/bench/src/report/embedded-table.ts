import type { EmbeddedRun, WriteFigures } from '../measures/embedded.ts';
import { percentile } from './stats.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const hundredths = (value: number): string => value.toFixed(2);
const shares = (times: readonly number[]): string[] =>
  [0.5, 0.99, 1].map((share) => hundredths(percentile(times, share)));

/** Rows of a table: what a write takes at each launcher of the embedded server, beside the bare file. */
export function embeddedRows({ servers, appends }: EmbeddedRun): string[][] {
  const row = (name: string, { times, perSecond, cpuMicros }: WriteFigures) => [
    name,
    ...shares(times),
    whole(perSecond),
    whole(cpuMicros),
  ];
  return [
    ['ms a write', 'p50', 'p99', 'max', 'a second', 'server’s CPU-µs'],
    ...servers.map(({ name, oneWriter }) => row(`one writer, ${name}`, oneWriter)),
    ['append and fsync', ...shares(appends), '', ''],
    ...servers.map(({ name, manyWriters }) => row(`many writers, ${name}`, manyWriters)),
  ];
}

/** Rows of a table: what else a launcher of the embedded server takes. */
export const embeddedCosts = ({ servers }: EmbeddedRun): string[][] => [
  ['launcher', 'start, ms', 'RSS idle, MiB', 'RSS after the writes, MiB', 'file, MiB', 'one count, ms'],
  ...servers.map(({ name, startMs, idleMiB, busyMiB, fileMiB, countMs }) => [
    name,
    ...[startMs, idleMiB, busyMiB, fileMiB].map(whole),
    hundredths(countMs),
  ]),
];
