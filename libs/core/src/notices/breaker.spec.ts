import { Breaker } from './breaker.ts';

const second = 1_000;

/** Times out so often, each try begun after the one before. */
function timedOut(times: number): { breaker: Breaker; now: number } {
  const breaker = new Breaker();
  let now = 0;
  for (let n = 0; n < times; n += 1) {
    breaker.timedOut(now, now + second);
    now += second;
  }
  return { breaker, now };
}

describe('Breaker', () => {
  it('knows nothing at first, and lets any number through', () => {
    const breaker = new Breaker();
    expect([breaker.state(0), breaker.mayTry(9, 0), breaker.isBrief]).toEqual(['new', true, false]);
    breaker.answered();
    expect([breaker.state(0), breaker.mayTry(9, 0)]).toEqual(['answering', true]);
  });

  it('lets one through at a time after a time-out, for less time, except each fourth', () => {
    const brief = [1, 2, 3, 4].map((times) => {
      const { breaker, now } = timedOut(times);
      expect([breaker.state(now), breaker.mayTry(0, now), breaker.mayTry(1, now)]).toEqual(['doubted', true, false]);
      return breaker.isBrief;
    });
    expect(brief).toEqual([true, true, true, false]);
  });

  it('counts those that were under way together as one', () => {
    const breaker = new Breaker();
    for (let n = 0; n < 10; n += 1) expect(breaker.timedOut(n, 100 + n)).toBe(false);
    expect(breaker.state(200)).toBe('doubted');
  });

  it('opens after five, longer each time, at most a minute', () => {
    expect(timedOut(4).breaker.state(4 * second)).toBe('doubted');
    const pauses = [5, 6, 7, 8, 9, 30].map((times) => {
      const { breaker, now } = timedOut(times);
      expect([breaker.state(now), breaker.mayTry(0, now)]).toEqual(['open', false]);
      expect(breaker.mayTry(0, breaker.openUntil)).toBe(true);
      return (breaker.openUntil - now) / second;
    });
    expect(pauses).toEqual([10, 20, 40, 60, 60, 60]);
  });

  it('says once that it opens, and that it closes', () => {
    const { breaker, now } = timedOut(4);
    expect(breaker.timedOut(now, now + second)).toBe(true);
    expect(breaker.timedOut(now + second, now + 2 * second)).toBe(false);
    expect([breaker.answered(), breaker.answered()]).toEqual([true, false]);
    expect([breaker.state(now), breaker.mayTry(9, now)]).toEqual(['answering', true]);
  });
});
