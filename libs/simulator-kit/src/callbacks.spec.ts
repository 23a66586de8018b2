import { deliver, postCallback } from './callbacks.ts';
import { Ledger, type Kept } from './ledger.ts';

/** Answers in turn whether a post was acknowledged. */
function scripted(...acks: boolean[]) {
  const repeats: boolean[] = [];
  const tasks: { seconds: number; task: () => Promise<void> }[] = [];
  const post = async (isRepeat: boolean) => {
    repeats.push(isRepeat);
    return acks.shift() ?? false;
  };
  const plan = { later: (seconds: number, task: () => Promise<void>) => void tasks.push({ seconds, task }) };
  return { repeats, tasks, post, plan: { ...plan, pauses: [600, 600, 600] } };
}

describe('a delivery', () => {
  it.each([
    ['acknowledged at once', [true], 1, 0],
    ['sent twice, acknowledged once', [true, false], 2, 0],
    ['sent twice, acknowledged late', [false, true], 2, 0],
    ['not acknowledged', [false], 1, 1],
  ])('%s', async (_, acks, times, later) => {
    const { post, plan, repeats, tasks } = scripted(...acks);
    await deliver(post, times, plan);
    expect(repeats).toEqual([false, true].slice(0, times));
    expect(tasks.map(({ seconds }) => seconds)).toEqual(Array(later).fill(600));
  });

  it('ends with the first acknowledgement, or when its tries are used up', async () => {
    for (const [acks, posts] of [
      [[false, false, true], 3],
      [[], 4],
    ] as const) {
      const { post, plan, repeats, tasks } = scripted(...acks);
      await deliver(post, 1, plan);
      for (let at = 0; at < tasks.length; at += 1) await tasks[at]?.task();
      expect(repeats).toEqual([false, ...Array<boolean>(posts - 1).fill(true)]);
    }
  });
});

describe('a callback', () => {
  it('is sent and written down with its order, long answers cut', async () => {
    const journal = { read: () => [], append: () => undefined };
    const ledger = new Ledger<Kept>(journal, { keyOf: () => 'a', orderNoOf: () => 'a' });
    const stale = ledger.write({ callbacks: [] });
    const sent: unknown[] = [];
    const runtime = {
      now: () => new Date('2026-06-22T04:00:00Z'),
      send: async (...args: unknown[]) => {
        sent.push(args);
        return { status: 200, body: 'x'.repeat(5000) };
      },
    };
    const message = { url: 'https://shop.test/hook', headers: { accept: '*/*' }, body: 'a=1' };
    for (let times = 0; times < 2; times += 1) {
      expect((await postCallback(ledger, runtime, stale, message)).body).toHaveLength(5000);
    }
    expect(sent[0]).toEqual([message.url, { headers: message.headers, body: 'a=1', timeoutMs: 10_000 }]);
    await postCallback(ledger, runtime, stale, { url: message.url, method: 'GET', headers: {}, body: '' });
    expect(sent[2]).toEqual([message.url, { method: 'GET', headers: {}, body: '', timeoutMs: 10_000 }]);
    const noted = { url: message.url, status: 200, body: 'x'.repeat(1000), at: '2026-06-22T04:00:00.000Z' };
    expect(ledger.find('a')?.callbacks).toEqual([noted, noted, noted]);
  });
});
