import fc from 'fast-check';
import { afterTry, noticeSchedule, type Notice, type NoticeAnswer } from './notice.ts';

const now = new Date('2026-06-22T04:00:00Z');
const calm = { schedule: noticeSchedule, jitter: 0 };

const due = (differences: Partial<Notice> = {}): Notice => ({
  id: 'msg_1',
  state: 'due',
  url: 'https://shop.example/payok',
  host: 'shop.example',
  body: '{}',
  attempts: 0,
  nextAt: now,
  token: 'taker',
  ...differences,
});

const delayOf = (answer: NoticeAnswer, attempts = 0, jitter = 0) => {
  const { nextAt } = afterTry(due({ attempts }), answer, now, { schedule: noticeSchedule, jitter });
  return nextAt && nextAt.getTime() - now.getTime();
};

describe('a notice after a try', () => {
  it.each([200, 201, 204, 299])('is delivered by %i', (status) => {
    expect(afterTry(due(), { status }, now, calm)).toEqual({
      id: 'msg_1',
      state: 'delivered',
      url: 'https://shop.example/payok',
      host: 'shop.example',
      body: '{}',
      attempts: 1,
    });
  });

  it.each([100, 199, 300, 301, 302, 304, 307, 400, 401, 404, 408, 409, 411, 429, 500, 502, 503, 504, 599])(
    'is tried again after %i',
    (status) => {
      const after = afterTry(due(), { status }, now, calm);
      expect(after).toMatchObject({ state: 'due', attempts: 1, nextAt: new Date(now.getTime() + 5_000) });
      expect(after.token).toBeUndefined();
    },
  );

  it('is tried again after no answer', () => {
    expect(afterTry(due(), { reason: 'timeout' }, now, calm)).toMatchObject({ state: 'due', attempts: 1 });
  });

  it('ends with 410', () => {
    const after = afterTry(due({ attempts: 3 }), { status: 410, retryAfterSeconds: 5 }, now, calm);
    expect(after).toMatchObject({ state: 'gone', attempts: 4 });
    expect(after.nextAt).toBeUndefined();
  });

  it('follows the schedule in order and is exhausted after one try more', () => {
    let notice = due();
    const delays: number[] = [];
    let tries = 0;
    for (; notice.state === 'due'; tries += 1) {
      const before = notice;
      notice = afterTry(before, { status: 500 }, now, calm);
      if (notice.nextAt) delays.push(notice.nextAt.getTime() - now.getTime());
      expect([notice.id, notice.body]).toEqual([before.id, before.body]);
    }
    expect(delays).toEqual(noticeSchedule);
    expect(tries).toBe(noticeSchedule.length + 1);
    expect(notice).toMatchObject({ state: 'exhausted', attempts: 10 });
    expect(notice.nextAt).toBeUndefined();
  });

  it('waits 0 to 20 % longer than the schedule says', () => {
    const attempts = fc.integer({ min: 0, max: noticeSchedule.length - 1 });
    const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempts, jitter, (attempt, fraction) => {
        const delay = noticeSchedule[attempt] ?? 0;
        const waited = delayOf({ status: 500 }, attempt, fraction) ?? 0;
        expect(waited).toBeGreaterThanOrEqual(delay);
        expect(waited).toBeLessThanOrEqual(delay * 1.2);
      }),
    );
  });

  it.each([
    ['less than the schedule', 1, 5_000],
    ['more', 60, 60_000],
    ['a day', 86_400, 86_400_000],
    ['more than a day', 900_000_000, 86_400_000],
    ['nothing', 0, 5_000],
    ['time back', -60, 5_000],
    ['no number', Number.NaN, 5_000],
    ['for ever', Number.POSITIVE_INFINITY, 86_400_000],
  ])('honours a Retry-After of %s', (_, retryAfterSeconds, delay) => {
    expect(delayOf({ status: 429, retryAfterSeconds })).toBe(delay);
  });
});
