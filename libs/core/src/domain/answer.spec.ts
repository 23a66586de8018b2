import fc from 'fast-check';
import { answersWith, resultOf, resultOfFailure, type Answer } from './answer.ts';
import { gatewayUnavailable, invalidArgument, PayCoreError } from './errors.ts';
import type { Outcome } from './outcome.ts';

const askers = ['scheduler', 'sync', 'return', 'callback', 'create', 'close', 'capture'] as const;
const words = ['unpaid', 'paid', 'under_way', 'unreachable'] as const;

const answer = fc.record({
  at: fc.date({ noInvalidDate: true }),
  by: fc.constantFrom(...askers),
  result: fc.constantFrom(...words),
});

const kept = (asked: readonly Answer[]) =>
  asked.reduce<readonly Answer[] | undefined>((answers, next) => answersWith(answers, next), undefined) ?? [];

describe('the answers kept with an attempt', () => {
  it('are the latest five at most, none like the one before it, and the last of all is the last', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 30 }), (asked) => {
        const answers = kept(asked);
        expect(answers.length).toBeLessThanOrEqual(5);
        expect(answers.at(-1)).toEqual(asked.at(-1));
        answers.forEach((one, place) => {
          const before = answers[place - 1];
          expect(one.by === before?.by && one.result === before.result).toBe(false);
          expect(asked).toContain(one);
        });
      }),
    );
  });

  it('hold no more than the last of those alike in a row', () => {
    const at = (minute: number) => new Date(60_000 * minute);
    const polled = Array.from({ length: 40 }, (_, n): Answer => ({ at: at(n + 1), by: 'return', result: 'unpaid' }));
    const first: Answer = { at: at(0), by: 'scheduler', result: 'unreachable' };
    expect(kept([first, ...polled])).toEqual([first, polled.at(-1)]);
  });
});

it.each<[Outcome, string]>([
  [{ status: 'pending' }, 'unpaid'],
  [{ status: 'pending', gatewayTradeNo: 'T1', info: { virtual_account: '1' } }, 'unpaid'],
  [{ status: 'pending', page: { kind: 'code', code: 'C' } }, 'unpaid'],
  [{ status: 'pending', next: 'query' }, 'unpaid'],
  [{ status: 'pending', next: 'complete' }, 'approved'],
  [{ status: 'pending', underWay: true }, 'under_way'],
  [{ status: 'pending', declined: 'no funds' }, 'declined'],
  [{ status: 'pending', unclear: {} }, 'unclear'],
  [{ status: 'paid' }, 'paid'],
  [{ status: 'failed' }, 'failed'],
  [{ status: 'expired' }, 'expired'],
])('%j in one word is %s', (outcome, word) => {
  expect(resultOf(outcome)).toBe(word);
});

it.each([
  [gatewayUnavailable(new Error('timeout')), 'unreachable'],
  [new PayCoreError('rejected', 'X', 'No.'), 'refused'],
  [invalidArgument('The credentials are invalid.'), 'refused'],
  [new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Our own database.'), undefined],
  [new TypeError('x is not a function'), undefined],
])('a question that failed with %s: %s', (error, word) => {
  expect(resultOfFailure(error)).toBe(word);
});
