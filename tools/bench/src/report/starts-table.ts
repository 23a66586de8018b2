import type { StartFigures } from '../measures/starts.ts';
import type { Plan } from '../plan.ts';
import { whole } from './markdown.ts';

export const startsHeading = ({ times, idleSeconds, payments }: Plan['starts']): string =>
  `### Start\n\nMedians of ${times} starts: milliseconds from the start of the process, one app at a time, and what of them is CPU ` +
  `time. Memory (RSS) after ${idleSeconds} s without a request, then right after ${whole(payments)} creates and as many callbacks.`;

export const startsRows = (starts: readonly StartFigures[]): string[][] => [
  ['app', 'first answer', 'CPU', 'ready', 'idle, MiB', 'after payments, MiB'],
  ...starts.map(({ app, answersMs, cpuMs, readyMs, idleMiB, busyMiB }) => [
    app,
    ...[answersMs, cpuMs, readyMs, idleMiB, busyMiB].map(whole),
  ]),
];
