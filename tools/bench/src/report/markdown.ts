import { median, percentile } from './stats.ts';

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
export const tenths = (value: number): string => value.toFixed(1);

/** A Markdown table; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** The median, and in brackets what half of the values lie between; a dash where something was not measured. */
export const withRange = (values: readonly number[]): string => ranged(values, (value) => value.toFixed(2));

/** The same without decimals. */
export const wholeWithRange = (values: readonly number[]): string => ranged(values, whole);

function ranged(values: readonly number[], shown: (value: number) => string): string {
  if (values.some(Number.isNaN)) return '–';
  const [low, high] = [percentile(values, 0.25), percentile(values, 0.75)];
  return `${shown(median(values))} (${shown(low)}–${shown(high)})`;
}
