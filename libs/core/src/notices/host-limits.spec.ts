import fc from 'fast-check';
import { HostLimits } from './host-limits.ts';

const range = { first: 10, max: 100 };
const times = (count: number, act: () => void) => Array.from({ length: count }, act);

describe('HostLimits', () => {
  it('doubles after 20 answers under half a second, up to the most', () => {
    const limits = new HostLimits(range);
    const seen = [20, 20, 20, 20, 20].map((count) => {
      times(count - 1, () => limits.answered('shop.example', 499));
      const before = limits.of('shop.example');
      limits.answered('shop.example', 499);
      return [before, limits.of('shop.example')];
    });
    expect(seen).toEqual([
      [10, 20],
      [20, 40],
      [40, 80],
      [80, 100],
      [100, 100],
    ]);
    expect([limits.of('other.example'), limits.isQuick('other.example')]).toEqual([10, false]);
  });

  it('begins to count again after a slow answer', () => {
    const limits = new HostLimits(range);
    times(19, () => limits.answered('shop.example', 10));
    limits.answered('shop.example', 500);
    times(19, () => limits.answered('shop.example', 10));
    expect(limits.of('shop.example')).toBe(10);
  });

  it('halves after a time-out, never under the first', () => {
    const limits = new HostLimits(range);
    times(60, () => limits.answered('shop.example', 10));
    const seen = times(4, () => limits.timedOut('shop.example')).map(() => 0);
    expect([seen.length, limits.of('shop.example')]).toEqual([4, 10]);
    times(80, () => limits.answered('shop.example', 10));
    limits.timedOut('shop.example');
    expect(limits.of('shop.example')).toBe(50);
  });

  it('stays within its range, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(1_000)), { maxLength: 400 }), (answers) => {
        const limits = new HostLimits(range);
        for (const ms of answers) {
          if (ms === null) limits.timedOut('shop.example');
          else limits.answered('shop.example', ms);
          expect(limits.of('shop.example')).toBeGreaterThanOrEqual(range.first);
          expect(limits.of('shop.example')).toBeLessThanOrEqual(range.max);
        }
      }),
    );
  });
});
