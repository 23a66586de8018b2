import type { Row } from './prove.ts';

const head = ['call', 'command', 'index', 'keys', 'documents', 'found', 'verdict'];

/** One line a command, in columns; then each fault by itself. */
export function table(rows: readonly Row[]): string {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const faults = rows.flatMap(({ name, command = '', faults: of }) =>
    of.map((fault) => `${name}: ${command} ${fault}`),
  );
  return [...text, ...(faults.length > 0 ? ['', ...faults] : [])].join('\n');
}

function cells({ name, command = 'looks nothing up', plan, faults, why }: Row): string[] {
  const figures = plan
    ? [plan.indexes.join(', ') || (plan.stages[0] ?? ''), plan.keysExamined, plan.docsExamined, plan.found].map(String)
    : ['', '', '', ''];
  const verdict = faults.length > 0 ? 'WRONG' : plan ? `right${why === undefined ? '' : ` (${why})`}` : '';
  return [name, command, ...figures, verdict];
}
