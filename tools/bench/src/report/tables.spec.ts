import type { Figures } from '../bench.ts';
import { plans } from '../plan.ts';
import { table } from './markdown.ts';
import { report, tried, type Run } from './tables.ts';

const run: Run = {
  command: 'npm run bench',
  date: '2026-06-22',
  machine: { cpu: 'Test CPU', cores: 2, memoryGiB: 8, system: 'linux 6', node: 'v20.20.2', load: 0.25 },
  seconds: 400,
};

const each = (own: readonly number[], database = 500) => own.map((micros) => ({ own: micros, database }));

const rounds = {
  cpu: {
    paycore: { create: each([1_000, 1_250, 1_100]), callback: each([400]), notice: each([800]) },
    bare: { create: each([880, 900, 860]), callback: each([300]), notice: each([600]) },
    careful: { create: each([1_000, 1_100, 1_210], 480), callback: each([420]), notice: each([800]) },
  },
  latency: {
    targets: { paycore: { create: { p50: 3.21, p99: 9 }, callback: { p50: 2, p99: 4.55 } } },
    echo: { p50: 0.31, p99: 1.2 },
    write: { p50: 1.9, p99: 7.8 },
  },
  noticeDelays: { paycore: [5, 6, 70], bare: [], careful: [] },
  rss: { paycore: { api: 150.4, webhooks: 140 } },
  schedulerMs: 8.61,
};

it('makes a Markdown table', () => {
  expect(
    table([
      ['a', 'b'],
      ['1', '2'],
    ]),
  ).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});

describe('report', () => {
  const figures: Figures = { database: 'embedded', plan: plans.full, rounds };
  const text = report(figures, run);

  it('names command, date, machine and database', () => {
    expect(text).toContain('`npm run bench`, 2026-06-22, 400 s. 2 × Test CPU, 8 GiB, linux 6, Node v20.20.2');
    expect(text).toContain('Database: embedded.');
  });

  it('sets medians below each other, of programs and database, with those of the rounds’ ratios and their range', () => {
    expect(text).toContain(
      [
        '| create | PayCore | 1,100 (1,000–1,250) | 500 (500–500) |  |  |',
        '|  | bare | 880 (860–900) | 500 (500–500) | 0.78 (0.72–0.88) | 0.85 (0.80–0.92) |',
        '|  | careful | 1,100 (1,000–1,210) | 480 (480–480) | 1.00 (0.88–1.10) | 0.99 (0.90–1.06) |',
      ].join('\n'),
    );
    expect(text).toContain('|  | careful | 800 (800–800) | 500 (500–500) | 1.00 (1.00–1.00) | 1.00 (1.00–1.00) |');
    expect(text).toContain('The scheduler ran beside and took 8.6 ms CPU a second.');
  });

  it('has a dash for the CPU of a database that is not ours', () => {
    const away = (own: number) => ({ create: each([own], NaN), callback: each([own], NaN), notice: each([own], NaN) });
    const cpu = { paycore: away(1_000), bare: away(500), careful: away(800) };
    expect(report({ database: 'uri', plan: plans.full, rounds: { ...rounds, cpu } }, run)).toContain(
      '|  | careful | 800 (800–800) | – | 0.80 (0.80–0.80) | – |',
    );
  });

  it('shows own times and memory', () => {
    expect(text).toContain('| PayCore | 3.2 | 9.0 | 2.0 | 4.5 | 6.0 | 70.0 |');
    expect(text).toContain('| echo server | 0.3 | 1.2 |');
    expect(text).toContain('| one update at the database | 1.9 | 7.8 |');
    expect(text).toContain('| PayCore | 150 | 140 |');
  });

  it('leaves out what was not measured', () => {
    expect(text).not.toContain('Growth');
    const expiry = { payments: 10_000, seconds: 12.34, cpuMicros: 900, rssMiB: 180 };
    const growth = [{ stored: 30_000, create: 2.04, query: 1, callback: 1.5 }];
    const more = report({ database: 'uri', plan: plans.full, expiry, growth }, run);
    expect(more).toContain('| 10,000 | 12.3 | 900 | 180 |');
    expect(more).toContain('| 30,000 | 2.0 | 1.0 | 1.5 |');
    expect(more).not.toContain('CPU-µs a request');
  });

  it('shows start and memory of each app, and says when it was read', () => {
    const times = { answersMs: 380.4, cpuMs: 350, readyMs: 450 };
    const starts = [{ app: 'api' as const, ...times, idleMiB: 99.6, busyMiB: 151 }];
    const text = report({ database: 'embedded', plan: plans.full, starts }, run);
    expect(text).toContain('| api | 380 | 350 | 450 | 100 | 151 |');
    expect(text).toContain('after 15 s without a request, then right after 5,000 creates and as many callbacks.');
  });

  it('sets launchers of the embedded server beside the bare file', () => {
    const writes = { times: [1, 2, 30], perSecond: 1_234.5, cpuMicros: 210.4 };
    const costs = { startMs: 600, idleMiB: 60, busyMiB: 95, fileMiB: 2, countMs: 8.5 };
    const servers = [{ name: 'this tree', ...costs, oneWriter: writes, manyWriters: writes }];
    const text = report({ database: 'embedded', plan: plans.quick, embedded: { servers, appends: [0.25, 0.5] } }, run);
    expect(text).toContain('| one writer, this tree | 2.00 | 30.00 | 30.00 | 1,235 | 210 |');
    expect(text).toContain('| append and fsync | 0.25 | 0.50 | 0.50 |  |  |');
    expect(text).toContain('| this tree | 600 | 60 | 95 | 2 | 8.50 |');
  });
});

it('says of a quick run only what ran', () => {
  const text = tried(
    { database: 'embedded', plan: plans.quick, rounds },
    { ...run, command: 'npm run bench -- --quick' },
  );
  expect(text).toBe('npm run bench -- --quick: rounds ran to the end in 400 s. A full run has figures: npm run bench');
});

it('says of a quick run whose only part was skipped that nothing ran', () => {
  const command = 'npm run bench -- --quick --only peers';
  const text = tried({ database: 'embedded', plan: plans.quick, peers: undefined }, { ...run, command });
  expect(text).toMatch(/peers: nothing ran to the end/);
});
