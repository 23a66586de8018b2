import { reportOf, textOf } from './report.ts';
import type { Counts, Run } from './schemathesis.ts';

const run: Run = {
  exitCode: 0,
  schemathesis_version: '4.0.0',
  running_time: 90.4,
  operations: { tested: 2 },
  test_cases: { generated: 5_001 },
  failures: [],
  errors: [],
};
const create = 'POST /api/paycore/pay/acme/atm';
const answers = { [`${create} 200`]: 5, [`${create} 422`]: 95, 'GET /healthz 200': 3 };
const wanted = { seed: 7, leastCases: 5_000 };

const report = (differences: Partial<Run> = {}, counts: Partial<Counts> = {}, wasPaid = false) =>
  reportOf({ run: { ...run, ...differences }, counts: { answers, excused: {}, ...counts }, wasPaid }, wanted);

const found = { run, counts: { answers, excused: {} }, wasPaid: false };
const raw = { requests: 1, routes: 1, seconds: 0, answers: {}, faults: ['raw: closed without an answer'] };

it('finds nothing where all went well', () => {
  expect(report()).toMatchObject({
    faults: [],
    creates: [{ path: 'acme/atm', answers: 100, granted: 5 }],
    operationsByStatus: { 'GET /healthz': { 200: 3 } },
  });
});

it.each([
  [
    'a failure',
    report({ failures: [{ code: 'ST101', title: 'Server error', count: 2, operations: [create] }] }),
    'ST101',
  ],
  ['an error', report({ errors: [{ title: 'Network error', count: 1 }] }), 'Network error: 1'],
  ['too few cases', report({ test_cases: { generated: 4_999 } }), 'fewer than 5000'],
  [
    'a create that mostly refused',
    report({}, { answers: { ...answers, [`${create} 422`]: 130 } }),
    'acme/atm granted 3.7 %',
  ],
  ['a create that was never granted', report({}, { answers: { [`${create} 422`]: 9 } }), 'acme/atm granted 0.0 %'],
  ['money without a gateway', report({}, {}, true), 'A payment was paid'],
  ['a raw request without an answer', reportOf({ ...found, raw }, wanted), 'raw: closed'],
  ['an exit that nothing explains', report({ exitCode: 2 }), 'code 2'],
])('fails on %s', (_, { faults }, fault) => {
  expect(faults).toEqual([expect.stringContaining(fault)]);
});

it('says it all in the last line', () => {
  const lines = textOf(report({}, { excused: { 'a good reason': 4 } })).split('\n');
  expect(lines).toContain('acme/atm    100    5  5.0 %');
  expect(lines).toContain('GET /healthz: 3 × 200');
  expect(lines).toContain('let pass 4 times: a good reason');
  expect(lines.at(-1)).toBe(
    'fuzz: 5001 cases of 2 operations in 90 s with seed 7, 2xx of each create 5 to 5 %: nothing found',
  );
});
