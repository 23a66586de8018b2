import { PayCoreError } from '@paycore/core';
import { fakeLog } from '@paycore/testing';
import { jobsOf, Starter } from './jobs.ts';

const offline = () => new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Try again later.');

/** The log messages of work that ends in turn like this. */
async function messagesOf(...ends: (number | Error)[]): Promise<readonly string[]> {
  const log = fakeLog();
  const starter = new Starter(log);
  for (const end of ends) {
    starter.start('ask', { execute: async () => (end instanceof Error ? Promise.reject(end) : end) });
    await starter.idle();
  }
  return log.lines.map(({ message }) => message);
}

describe('due work', () => {
  it.each([
    ['done', [2, 0], ['Due work done']],
    [
      'without a database, until it is back',
      [offline(), offline(), offline(), 0, 0],
      ['Due work failed', 'Scheduler resumed'],
    ],
    [
      'without a database twice',
      [offline(), 0, offline()],
      ['Due work failed', 'Scheduler resumed', 'Due work failed'],
    ],
    ['with a fault, logged each time', [new Error('bug'), new Error('bug')], ['Due work failed', 'Due work failed']],
  ] as [string, (number | Error)[], string[]][])('%s', async (_what, ends, lines) => {
    expect(await messagesOf(...ends)).toEqual(lines);
  });

  it('is not begun twice at a time', async () => {
    const starter = new Starter(fakeLog());
    let begun = 0;
    let finish: ((count: number) => void) | undefined;
    const work = { execute: () => new Promise<number>((resolve) => ((begun += 1), (finish = resolve))) };
    for (let tick = 0; tick < 3; tick += 1) starter.start('ask', work);
    finish?.(0);
    await starter.idle();
    starter.start('ask', work);
    expect(begun).toBe(2);
    finish?.(0);
    await starter.idle();
  });

  it('that waits for a gateway is begun again at each tick, and waited for at the end', async () => {
    const starter = new Starter(fakeLog());
    const finishes: ((count: number) => void)[] = [];
    const work = { execute: () => new Promise<number>((resolve) => finishes.push(resolve)) };
    const idle = { execute: async () => 0 };
    const services = { deliverNotices: idle, finishCreates: idle, expirePayments: idle, tidyPayments: idle };
    const { ask } = jobsOf({ ...services, askGateways: work });
    for (let tick = 0; tick < 3; tick += 1) starter.start(ask.name, ask);
    expect(finishes).toHaveLength(3);
    let isIdle = false;
    const ended = starter.idle().then(() => (isIdle = true));
    for (const finish of finishes.splice(1)) finish(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIdle).toBe(false);
    finishes[0]?.(0);
    await ended;
  });
});
