import { textOf } from './report.ts';
import { cpuSecondsOf } from './run-specs.ts';
import { verdictOf } from './try-faults.ts';

const run = { tests: 3, failed: [], broken: [], cpuSeconds: 1.25 };

it('counts a fault as caught only by a test that fails', () => {
  expect(verdictOf({ ...run, failed: ['keeps its word'] })).toBe('caught');
  expect(verdictOf(run)).toBe('NOT CAUGHT');
  expect(verdictOf({ ...run, tests: 0 })).toBe('broken');
  expect(verdictOf({ ...run, broken: ['a.spec.ts'] })).toBe('broken');
});

it.each([
  ['{}\n0m0.001000s 0m0.002000s\n1m2.500000s 0m0.250000s\n', 62.75],
  ['0m0,00s 0m0,00s\n0m4,10s 0m0,40s\n', 4.5],
])('reads %j as the seconds of what the shell started', (output, seconds) => {
  expect(cpuSecondsOf(output)).toBeCloseTo(seconds);
});

it('tells what escaped, and why it matters', () => {
  const fault = {
    name: 'one',
    why: 'Promised.',
    file: 'a.ts',
    find: 'b',
    replace: 'c',
    caughtBy: ['a.spec.ts'] as const,
  };
  const caught = { ...run, fault, failed: ['keeps its word'], verdict: 'caught' as const };
  const text = textOf([caught, { ...run, fault: { ...fault, name: 'other' }, verdict: 'NOT CAUGHT' }]);
  expect(text.split('\n')).toEqual([
    'fault  verdict     tests failed  CPU s',
    'one    caught            1 of 3    1.3',
    'other  NOT CAUGHT        0 of 3    1.3',
    '',
    'NOT CAUGHT: other (a.ts): Promised.',
    'planted: 1 of 2 faults caught in 3 CPU s',
  ]);
});
