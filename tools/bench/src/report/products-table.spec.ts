import type { ProductFigures } from '../measures/products.ts';
import { plans } from '../plan.ts';
import { peersReport } from './products-table.ts';

const machine = { cpu: 'Test CPU', cores: 2, memoryGiB: 8, system: 'linux 6', node: 'v20.20.2', load: 0.25 };
const run = { command: 'npm run bench -- --peers', date: '2026-06-22', machine, seconds: 1_000 };

const each = (own: readonly number[], database: number) => own.map((micros) => ({ own: micros, database }));
const figures = (name: string, of: Pick<ProductFigures, 'create' | 'told'>, rssMiB: number[]): ProductFigures => ({
  ...{ name, rssMiB, createMs: [1, 2, 30], toldMs: [4.04, 5, 60] },
  ...of,
});
const paycore = figures(
  'PayCore',
  { create: each([2_000, 1_000, 1_000], 1_000), told: each([500], 500) },
  [150.4, 140],
);
const other = figures('LNbits', { create: each([8_000, 8_000, 7_000], NaN), told: each([50_000], NaN) }, [210]);

describe('beside a full product', () => {
  const text = peersReport({ product: 'LNbits 1.0', paycore, other }, { database: 'embedded', plan: plans.full }, run);

  it('names command, machine, database and the product', () => {
    expect(text).toContain('`npm run bench -- --peers`, 2026-06-22');
    expect(text).toContain('Database: embedded.\n\nBeside LNbits 1.0.');
  });

  it('sets medians side by side, with the rounds’ ratios to PayCore alone and with its database', () => {
    expect(text).toContain(
      '| create | 1,000 (1,000–2,000) | 1,000 (1,000–1,000) | 8,000 (7,000–8,000) | 7.00 (4.00–8.00) | 3.50 (2.67–4.00) |',
    );
    expect(text).toContain(
      '| paid, and its merchant told | 500 (500–500) | 500 (500–500) | 50,000 (50,000–50,000) | 100.00 (100.00–100.00) | 50.00 (50.00–50.00) |',
    );
  });

  it('shows times, and the memory of each process', () => {
    expect(text).toContain('| PayCore | 2.0 | 30.0 | 5.0 | 60.0 | 150 + 140 |');
    expect(text).toContain('| LNbits | 2.0 | 30.0 | 5.0 | 60.0 | 210 |');
  });
});
