import { anAttempt, aPayment } from '@paycore/testing';
import fc from 'fast-check';
import { paymentStatuses, type PaymentStatus } from './payment-status.ts';
import { changed, statusOf } from './payment.ts';

const attemptsOf = (...statuses: PaymentStatus[]) => statuses.map((status, n) => anAttempt({ no: n + 1, status }));

describe('the status of a payment', () => {
  it.each<[PaymentStatus, PaymentStatus[], 'cancelled' | 'paid_beside' | undefined]>([
    ['pending', ['pending'], undefined],
    ['pending', ['failed', 'pending', 'expired'], undefined],
    ['expired', ['expired', 'expired'], undefined],
    ['failed', ['expired', 'failed'], undefined],
    ['paid', ['failed', 'paid', 'pending'], undefined],
    ['failed', ['pending'], 'cancelled'],
    ['failed', ['expired'], 'paid_beside'],
    ['paid', ['paid'], 'cancelled'],
  ])('is %s where its attempts are %j and it was closed: %s', (status, attempts, closedReason) => {
    expect(statusOf({ attempts: attemptsOf(...attempts), ...(closedReason && { closedReason }) })).toBe(status);
  });

  it('follows from the attempts after every change, in whatever order they stand', () => {
    const status = fc.constantFrom(...paymentStatuses);
    const change = fc.record({ no: fc.integer({ min: 1, max: 3 }), status });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 10 }), (changes) => {
        const start = aPayment({ attempts: attemptsOf('pending', 'pending', 'pending') });
        const end = changes.reduce(
          (payment, one) => changed(payment, { attempts: [{ no: one.no, set: { status: one.status } }] }),
          start,
        );
        const last = [1, 2, 3].map((no) => changes.findLast((one) => one.no === no)?.status ?? 'pending');
        expect(end.attempts.map((attempt) => attempt.status)).toEqual(last);
        expect(end.status).toBe(statusOf({ attempts: attemptsOf(...[...last].reverse()) }));
        expect(end.version).toBe(start.version + changes.length);
      }),
    );
  });
});
