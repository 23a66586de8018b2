import type { BacklogFigures } from '../measures/backlog.ts';
import type { Plan } from '../plan.ts';
import { tenths, whole } from './markdown.ts';

export const backlogHeading = ({ backlog: { perSecond } }: Plan): string =>
  `### Backlog\n\nOne scheduler, all due at once, while ${perSecond} creates a second go on. CPU-µs for each payment; the ` +
  'database’s hold those of the creates.';

/** Rows of a table: how long each tree's scheduler takes, and what a create takes before and meanwhile. */
export const backlogRows = (figures: readonly BacklogFigures[]): string[][] => [
  [
    ...[
      'scheduler of',
      'payments',
      'gateway',
      'seconds',
      'scheduler’s CPU-µs',
      'database’s',
      'RSS at start, MiB',
      'most',
    ],
    ...['create p50 before, ms', 'p99 before', 'p50 meanwhile', 'p99 meanwhile', 'refused'],
  ],
  ...figures.map((one) => [
    one.tree,
    whole(one.payments),
    one.isAsked ? 'asked about each' : 'cannot be asked',
    tenths(one.seconds),
    ...[one.cpuMicros, one.databaseMicros, one.idleMiB, one.mostMiB].map(whole),
    ...[one.quiet.p50, one.quiet.p99, one.meanwhile.p50, one.meanwhile.p99].map(tenths),
    whole(one.quiet.refused + one.meanwhile.refused),
  ]),
];
