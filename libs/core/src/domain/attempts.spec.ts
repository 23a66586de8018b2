import { anAttempt, aPayment } from '@paycore/testing';
import type { Attempt } from './attempt.ts';
import { attemptOf, isMoneyMoving, isPayable, newestAttempt, shownAttempt } from './attempts.ts';
import type { Page } from './page.ts';
import { Secret } from './secret.ts';

const now = new Date('2026-06-22T04:00:00Z');
const code: Secret<Page> = Secret.of({ kind: 'code', code: '1' });
const form: Secret<Page> = Secret.of({ kind: 'form', action: 'https://gateway.example/', fields: {} });
const withAttempts = (...fields: Partial<Attempt>[]) =>
  aPayment({ attempts: fields.map((one, n) => anAttempt({ no: n + 1, ...one })) });

describe('the attempt that stands for its payment', () => {
  it.each<[string, Partial<Attempt>[], number | undefined]>([
    ['the newest with something to pay by', [{ page: code }, { page: code }, { page: form }], 2],
    ['the newest where none has', [{ page: form }, {}], 2],
    ['the newest that is open where none has', [{ page: form }, { page: form, status: 'failed' }], 1],
    ['not one that is over', [{ page: code }, { page: code, status: 'failed' }, { page: form }], 1],
    ['the newest where all are over', [{ page: code, status: 'expired' }, { status: 'failed' }], 2],
    ['none where there is none', [], undefined],
  ])('is %s', (_, fields, no) => {
    expect(shownAttempt(withAttempts(...fields))?.no).toBe(no);
  });

  it('is the kept one, whatever came after it', () => {
    const payment = withAttempts({ status: 'paid' }, { status: 'paid', page: code }, { page: code });
    expect(shownAttempt({ ...payment, keptAttempt: 1 })?.no).toBe(1);
  });

  it('is never a number that the payment does not have', () => {
    const payment = withAttempts({}, {});
    expect([newestAttempt(payment)?.no, newestAttempt(withAttempts())]).toEqual([2, undefined]);
    expect(() => attemptOf(payment, 3)).toThrow('has no attempt 3');
  });
});

describe('what is payable, and where money is moving', () => {
  it.each<[Partial<Attempt>, boolean]>([
    [{}, true],
    [{ expiresAt: new Date(now.getTime() + 1) }, true],
    [{ expiresAt: now }, false],
    [{ status: 'failed' }, false],
  ])('%j is payable: %s', (fields, payable) => {
    expect(isPayable(anAttempt(fields), now)).toBe(payable);
  });

  it('is told by any open attempt under way, or by a completion', () => {
    expect(isMoneyMoving(withAttempts({ isUnderWay: true }, {}))).toBe(true);
    expect(isMoneyMoving(withAttempts({ isUnderWay: true, status: 'failed' }, {}))).toBe(false);
    expect(isMoneyMoving({ ...withAttempts({}), completing: { attempt: 1, until: now } })).toBe(true);
    expect(isMoneyMoving(withAttempts({}))).toBe(false);
  });
});
