import { PayCoreError, type DueWork } from '@paycore/core';
import { FakeClock, fakeLog } from '@paycore/testing';
import { Starter } from './jobs.ts';
import { Look } from './look.ts';

const tickMs = 1_000;
const works = ['create', 'close', 'ask', 'notice', 'tidy'] as const satisfies readonly DueWork[];

/** When each kind is due next, in ms from the beginning; absent: it is not. */
type Due = Partial<Record<DueWork, number>>;

function scene(due: Due = {}) {
  const clock = new FakeClock();
  const log = fakeLog();
  const begun = clock.now().getTime();
  const starter = new Starter(log);
  const runs: string[] = [];
  let looks = 0;
  let isAway = false;
  let lookMs = 0;
  const run = (name: DueWork) => ({ execute: async () => (runs.push(name), 0) });
  const payments = {
    dueWorks: async (at: Date) => {
      looks += 1;
      clock.advance(lookMs);
      if (isAway) throw new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Away.');
      return new Set(works.filter((work) => begun + (due[work] ?? Infinity) <= at.getTime()));
    },
  };
  const services = {
    ...{ payments, clock, deliverNotices: run('notice'), finishCreates: run('create'), expirePayments: run('close') },
    ...{ askGateways: run('ask'), tidyPayments: run('tidy') },
  };
  const look = new Look(services, starter, tickMs);
  const ticks = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      look.tick();
      await starter.idle();
      clock.advance(tickMs);
    }
  };
  return {
    due,
    runs,
    log,
    ticks,
    looks: () => looks,
    setAway: (value: boolean) => void (isAway = value),
    setLookMs: (ms: number) => void (lookMs = ms),
  };
}

describe('a tick', () => {
  it('looks once for work of all kinds, and starts those that are due', async () => {
    const { runs, ticks, looks } = scene({ close: 0, notice: 0 });
    await ticks(3);
    expect(looks()).toBe(3);
    expect(runs).toEqual([...['close', 'notice'], ...['close', 'notice'], ...['close', 'notice']]);
  });

  it('passes without a look more and more often while nothing is due', async () => {
    const { ticks, looks, runs } = scene();
    const each: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const before = looks();
      await ticks(1);
      each.push(looks() - before);
    }
    expect(each.slice(0, 14)).toEqual([1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
    expect(runs).toEqual([]);
  });

  it.each([3_500, 4_000, 7_001, 12_000, 20_999])('is never late for what is due after %i ms', async (after) => {
    const { ticks, runs } = scene({ notice: after });
    await ticks(Math.floor(after / tickMs) + 1);
    expect(runs).toContain('notice');
  });

  it('meets what others make due at once within four ticks, and looks at every one from then on', async () => {
    const { due, ticks, runs, looks } = scene();
    await ticks(30);
    due.ask = 0;
    await ticks(4);
    expect(runs).toContain('ask');
    const before = looks();
    await ticks(5);
    expect(looks() - before).toBe(5);
  });

  it('looks less often where a look takes long', async () => {
    const { ticks, looks, setLookMs } = scene({ close: 0 });
    setLookMs(700);
    await ticks(12);
    expect(looks()).toBe(4);
  });

  it('tells once that the database is away, and looks on', async () => {
    const { ticks, setAway, log, looks } = scene();
    setAway(true);
    await ticks(4);
    expect(looks()).toBe(4);
    setAway(false);
    await ticks(1);
    expect(log.lines.map(({ message, detail }) => [message, detail?.['job']])).toEqual([
      ['Due work failed', 'look'],
      ['Scheduler resumed', 'look'],
    ]);
  });
});
