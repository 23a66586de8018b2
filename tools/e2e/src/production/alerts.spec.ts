import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMetrics } from '@paycore/monitoring';
import { parse } from 'yaml';
import { workspaceRoot } from '../workspace-root.ts';

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

const sources = ['libs', 'apps'].flatMap((top) =>
  readdirSync(join(workspaceRoot, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/src\/.*(?<!\.spec)\.ts$/.test(file) && !file.includes('node_modules'))
    .map((file) => readFileSync(join(workspaceRoot, top, file), 'utf8')),
);
const named = (pattern: RegExp) => sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name));

const counted = named(/metrics\.count\('(\w+)'/g).map((name) => `paycore_${name}_total`);
const watched = named(/metrics\.watch\('(\w+)'/g).map((name) => `paycore_${name}`);

async function ofTheProcess(): Promise<string[]> {
  const text = await createMetrics().text();
  return [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
}

const { groups } = parse(readFileSync(join(workspaceRoot, 'docs', 'alerts.yml'), 'utf8')) as Rules;
const rules = groups.flatMap((group) => group.rules);
const metricsIn = (expr: string) => expr.match(/\b(?:paycore|http|nodejs|process)_\w+/g) ?? [];

it('alerts ask for metrics that there are', async () => {
  const known = new Set([...counted, ...watched, ...(await ofTheProcess())]);
  // Two names in one pattern: paycore_paid_(beside|again)_total.
  const spelledOut = (expr: string) =>
    expr.replace(/paycore_paid_\(beside\|again\)_total/g, 'paycore_paid_again_total');
  const unknown = rules.flatMap(({ expr }) => metricsIn(spelledOut(expr))).filter((name) => !known.has(name));
  expect(unknown).toEqual([]);
  expect(counted.length).toBeGreaterThan(7);
});

const operations = readFileSync(join(workspaceRoot, 'docs', 'operations.md'), 'utf8');

it.each(rules.map(({ alert }) => alert))('operations.md says what to do at %s', (alert) => {
  expect(operations).toContain(`\`${alert}\``);
});

it.each([...new Set([...counted, ...watched])])('operations.md names the metric %s', (metric) => {
  expect(operations).toContain(metric);
});
