import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantedIn } from './fault.ts';
import { faults } from './faults.ts';
import { workspaceRoot } from './paths.ts';

const repeated = (texts: readonly string[]) => texts.filter((text, at) => texts.indexOf(text) !== at);

describe('the faults', () => {
  it('are many, each with a name of its own', () => {
    expect(faults.length).toBeGreaterThan(20);
    expect(repeated(faults.map(({ name }) => name))).toEqual([]);
  });

  it.each(faults.map((fault) => [fault.name, fault] as const))('%s can be planted', (_, fault) => {
    const text = readFileSync(join(workspaceRoot, fault.file), 'utf8');
    expect(plantedIn(text, fault)).not.toBe(text);
  });

  it.each(faults.map(({ name, caughtBy }) => [name, caughtBy] as const))(
    '%s has specs that can catch it',
    (_, specs) => {
      expect(specs.filter((spec) => !spec.endsWith('.spec.ts') || !existsSync(join(workspaceRoot, spec)))).toEqual([]);
    },
  );
});

describe('planting', () => {
  const [fault] = [{ name: 'one', why: '', file: 'a.ts', find: 'b', replace: '$&c', caughtBy: ['a.spec.ts'] as const }];

  it('replaces the one place, whatever characters take its place', () => {
    expect(plantedIn('abd', fault)).toBe('a$&cd');
  });

  it.each([
    ['acd', 0],
    ['abbd', 2],
  ])('refuses %s, which has %i', (text, times) => {
    expect(() => plantedIn(text, fault)).toThrow(`one: what it replaces stands ${times} times in a.ts, not once`);
  });
});
