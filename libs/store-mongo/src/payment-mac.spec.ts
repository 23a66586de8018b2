import fc from 'fast-check';
import {
  changed,
  Secret,
  type AttemptFields,
  type Payment,
  type PaymentChange,
  type PaymentFields,
} from '@paycore/core';
import { anAttempt, aPayment } from '@paycore/testing';
import { hasSameMac, macText, placesHeldBy } from './payment-mac.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const time = fc.constantFrom(new Date('2026-06-22T05:00:00Z'), new Date('2026-06-23T05:00:00Z'));
const count = fc.integer({ min: 1, max: 2 });
const status = fc.constantFrom('pending', 'paid', 'failed', 'expired');

/** Every field that a change can set: a new one that is forgotten here does not compile. */
const ofPayment: { readonly [K in keyof Required<PaymentFields>]: fc.Arbitrary<PaymentFields[K]> } = {
  link: maybe(fc.record({ expiresAt: time, isOpen: fc.boolean() })),
  keptAttempt: maybe(count),
  paidAt: maybe(time),
  closedReason: maybe(fc.constantFrom('cancelled', 'paid_beside')),
  paidBeside: maybe(fc.constantFrom('PAY1', 'PAY2')),
  completing: maybe(fc.record({ attempt: count, until: time })),
  tidyAt: maybe(time),
  notice: fc.constant(undefined),
  holdsOrder: fc.boolean(),
  holdsPaid: fc.boolean(),
  morePaidAgain: maybe(fc.record({ times: count, latest: fc.constant([]) })),
};

const ofAttempt: { readonly [K in keyof Required<AttemptFields>]: fc.Arbitrary<AttemptFields[K]> } = {
  gatewayTradeNo: maybe(fc.constantFrom('T1', 'T2')),
  status,
  simulated: fc.boolean(),
  info: fc.constantFrom({}, { a: 1 }),
  page: fc.constantFrom(undefined, Secret.of({ kind: 'code', code: '1' } as never)),
  expiresAt: maybe(time),
  paidAt: maybe(time),
  creating: fc.constant(undefined),
  closesAt: maybe(time),
  lagHours: maybe(count),
  asksAt: maybe(time),
  asks: count,
  hasClaim: maybe(fc.constant(true)),
  syncedAt: maybe(time),
  answers: fc.constantFrom(undefined, []),
  failedCompletions: maybe(count),
  isUnderWay: maybe(fc.constant(true)),
  isOut: maybe(fc.constant(true)),
  returnedAt: maybe(time),
};

const fields = <T>(all: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(all, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const changes: fc.Arbitrary<PaymentChange> = fc.record({
  set: fields(ofPayment),
  attempts: fc.array(fc.record({ no: count, set: fields(ofAttempt) }), { maxLength: 2 }),
  ...{ added: maybe(fc.constant(anAttempt({ no: 3 }))) },
}) as fc.Arbitrary<PaymentChange>;

const two = (): Payment => aPayment({ attempts: [anAttempt({ no: 1 }), anAttempt({ no: 2 })] });
const textOf = (payment: Payment) => macText(payment, placesHeldBy(payment));

describe('hasSameMac', () => {
  it('says so of a change only if the text under the mac stays as it is', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const before = two();
        const after = changed(before, change);
        if (hasSameMac(before, after)) expect(textOf(after)).toBe(textOf(before));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, PaymentChange, boolean]>([
    ['what the gateway issued', { attempts: [{ no: 1, set: { info: { a: 1 }, asksAt: new Date(), asks: 1 } }] }, true],
    ['who is told', { set: { tidyAt: new Date() }, events: [{ at: new Date(), type: 'notice' }] }, true],
    ['that an attempt is paid', { attempts: [{ no: 2, set: { status: 'paid' } }] }, false],
    ['that it was simulated', { attempts: [{ no: 1, set: { simulated: true } }] }, false],
    ['the order’s place', { set: { holdsOrder: false } }, false],
    ['an attempt more', { added: anAttempt({ no: 3 }) }, false],
  ])('knows whether %s is under it', (_, change, isSame) => {
    const before = two();
    expect(hasSameMac(before, changed(before, change))).toBe(isSame);
  });
});
