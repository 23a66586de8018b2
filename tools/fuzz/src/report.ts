import type { RawReport } from './raw/run.ts';
import type { Counts, Plan, Run } from './schemathesis.ts';

/** Below it, the cases of a create were refusals for the most part and say little of what lies behind. */
const leastShare = 0.04;

export interface Report {
  readonly schemathesis: string;
  readonly seed: number;
  readonly seconds: number;
  readonly operations: number;
  readonly cases: number;
  readonly failures: Run['failures'];
  readonly errors: Run['errors'];
  readonly excused: Counts['excused'];
  readonly operationsByStatus: Readonly<Record<string, Statuses>>;
  readonly creates: readonly Create[];
  readonly raw?: RawReport;
  /** Why the run failed; none where it did not. */
  readonly faults: readonly string[];
}

type Statuses = Readonly<Record<string, number>>;

interface Create {
  readonly path: string;
  readonly answers: number;
  readonly granted: number;
}

interface Found {
  readonly run: Run;
  readonly counts: Counts;
  readonly raw?: RawReport;
  /** Whether any payment came to be paid. */
  readonly wasPaid: boolean;
}

interface Wanted extends Pick<Plan, 'seed'> {
  /** What a whole run must come to. */
  readonly leastCases: number;
}

export function reportOf({ run, counts, raw, wasPaid }: Found, { seed, leastCases }: Wanted): Report {
  const operationsByStatus = byOperation(counts.answers);
  const creates = createsOf(operationsByStatus);
  const { generated: cases } = run.test_cases;
  const poor = creates.filter((create) => shareOf(create) < leastShare);
  const faults = [
    ...(raw?.faults ?? []),
    ...run.failures.map(
      ({ code, title, count, operations }) => `${code} ${title}: ${count} (${operations.join(', ')})`,
    ),
    ...run.errors.map(({ title, count }) => `${title}: ${count}`),
    ...poor.map((create) => `${create.path} granted ${percent(create)} of its cases only`),
    ...(wasPaid ? ['A payment was paid, though no gateway reported it'] : []),
    ...(cases < leastCases ? [`${cases} cases are fewer than ${leastCases}`] : []),
  ];
  // Whatever else Schemathesis minded.
  if (run.exitCode !== 0 && faults.length === 0) faults.push(`Schemathesis ended with code ${run.exitCode}`);
  return {
    schemathesis: run.schemathesis_version,
    seed,
    seconds: Math.round(run.running_time),
    operations: run.operations.tested,
    cases,
    failures: run.failures,
    errors: run.errors,
    excused: counts.excused,
    operationsByStatus,
    creates,
    ...(raw && { raw }),
    faults,
  };
}

function byOperation(answers: Counts['answers']): Record<string, Statuses> {
  const found: Record<string, Record<string, number>> = {};
  for (const [label, count] of Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const at = label.lastIndexOf(' ');
    (found[label.slice(0, at)] ??= {})[label.slice(at + 1)] = count;
  }
  return found;
}

function createsOf(operations: Readonly<Record<string, Statuses>>): Create[] {
  const prefix = 'POST /api/paycore/pay/';
  return Object.entries(operations)
    .filter(([label]) => label.startsWith(prefix))
    .map(([label, statuses]) => ({
      path: label.slice(prefix.length),
      answers: sum(Object.values(statuses)),
      granted: sum(Object.entries(statuses).map(([status, count]) => (status.startsWith('2') ? count : 0))),
    }));
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const shareOf = ({ answers, granted }: Create): number => granted / Math.max(answers, 1);
const percent = (create: Create): string => `${(shareOf(create) * 100).toFixed(1)} %`;

/** For a terminal; the last line says it all. */
export function textOf(report: Report): string {
  const { creates, operationsByStatus, excused, faults } = report;
  const others = Object.entries(operationsByStatus).filter(([label]) => !label.startsWith('POST /api/paycore/pay/'));
  const counted = ([status, count]: [string, number]) => `${count} × ${status}`;
  const shares = creates.map(shareOf).map((share) => Math.round(share * 100));
  const spread = shares.length > 0 ? `, 2xx of each create ${Math.min(...shares)} to ${Math.max(...shares)} %` : '';
  return [
    columns([
      ['create', 'cases', '2xx', 'share'],
      ...creates.map((it) => [it.path, it.answers, it.granted, percent(it)]),
    ]),
    '',
    ...others.map(([label, statuses]) => `${label}: ${Object.entries(statuses).map(counted).join(', ')}`),
    '',
    ...Object.entries(excused).map(([reason, count]) => `let pass ${count} times: ${reason}`),
    ...faults.map((fault) => `FAULT ${fault}`),
    `fuzz: ${report.cases} cases of ${report.operations} operations in ${report.seconds} s with seed ${report.seed}` +
      `${spread}: ${faults.length === 0 ? 'nothing found' : `${faults.length} findings`}`,
  ].join('\n');
}

function columns(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const padded = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return cells.map((row) => row.map(padded).join('  ')).join('\n');
}
