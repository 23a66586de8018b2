import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.ts';

interface Row {
  readonly id: string;
  readonly here: string;
  readonly specs: readonly string[];
}

const read = (path: string) => readFileSync(join(workspaceRoot, path), 'utf8');

const rows: readonly Row[] = [...read('docs/security.md').matchAll(/^\| (\d[^|]*) \| ([^|]*) \| ([^|]*) \|$/gm)].map(
  ([, id = '', here = '', named = '']) => ({
    id,
    here,
    specs: [...named.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  }),
);

const numbersOf = (id: string) => id.split('.').map(Number);

const isAfter = (one: string, other: string) => {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const place = a.findIndex((number, at) => number !== b[at]);
  return (a[place] ?? 0) > (b[place] ?? 0);
};

describe('the requirements in docs/security.md', () => {
  it('are rows of ASVS, each once and in order', () => {
    expect(rows.length).toBeGreaterThan(50);
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id) => !/^([1-9]|1[0-7])\.\d{1,2}\.\d{1,2}$/.test(id))).toEqual([]);
    expect(ids.filter((id, at) => at > 0 && !isAfter(id, ids[at - 1] ?? ''))).toEqual([]);
  });

  it.each(rows)('$id is shown by specs: $specs', ({ here, specs }) => {
    expect(here).not.toBe('');
    expect(specs.length).toBeGreaterThan(0);
    // A missing file throws its name.
    const untested = specs.filter((path) => !/^\s*(it|describe)(\.\w+)*\(|expect\(/m.test(read(path)));
    expect(untested).toEqual([]);
  });
});
