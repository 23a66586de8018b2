import { fakeLog } from '@paycore/testing';
import { GatewayClock } from './gateway-clock.ts';

describe('gateway clock', () => {
  it('runs ahead of ours', async () => {
    const clock = new GatewayClock(600_000, fakeLog());
    const begun = performance.now();
    await new Promise<void>((resolve) => {
      clock.later(600, async () => resolve());
      setTimeout(resolve, 5_000).unref();
    });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('logs what a task throws', async () => {
    const log = fakeLog();
    const clock = new GatewayClock(600_000, log);
    clock.later(1, () => Promise.reject(new Error('no')));
    await new Promise<void>((resolve) => clock.later(600, async () => resolve()));
    expect(log.lines).toMatchObject([{ level: 'error', detail: { error: { message: 'no' } } }]);
  });

  it('forgets its tasks when it stops', async () => {
    const clock = new GatewayClock(600_000, fakeLog());
    let ran = 0;
    clock.later(600, async () => void (ran += 1));
    clock.stop();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ran).toBe(0);
  });
});
