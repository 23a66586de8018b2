import type { Trial } from './try-faults.ts';

/** For a terminal; the last line says it all. */
export function textOf(trials: readonly Trial[]): string {
  const rows = trials.map(({ fault, verdict, failed, tests, cpuSeconds }) => [
    fault.name,
    verdict,
    `${failed.length} of ${tests}`,
    cpuSeconds.toFixed(1),
  ]);
  const escaped = trials.filter(({ verdict }) => verdict !== 'caught');
  const cpuSeconds = trials.reduce((sum, trial) => sum + trial.cpuSeconds, 0);
  return [
    columns([['fault', 'verdict', 'tests failed', 'CPU s'], ...rows]),
    '',
    ...escaped.map(({ fault, verdict }) => `${verdict}: ${fault.name} (${fault.file}): ${fault.why}`),
    `planted: ${trials.length - escaped.length} of ${trials.length} faults caught in ${cpuSeconds.toFixed(0)} CPU s`,
  ].join('\n');
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const padded = (cell: string, at: number) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0));
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}
