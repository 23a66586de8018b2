import fc from 'fast-check';
import { anAttempt, aPayment, firstAttempt } from '@paycore/testing';
import type { Attempt } from './attempt.ts';
import type { Outcome } from './outcome.ts';
import type { Page } from './page.ts';
import { outranks } from './payment-status.ts';
import { changed, type Environment, type Payment } from './payment.ts';
import { Secret } from './secret.ts';
import { settle, type Settling } from './settle.ts';

const now = new Date('2026-06-22T05:00:00Z');
const hour = 3_600_000;
let drawn = 0;

const settling: Settling = {
  now,
  closesAt: (expiresAt) => new Date(expiresAt.getTime() + hour),
  noticeOf: ({ paymentNo }) => ({
    id: `msg_${(drawn += 1)}`,
    state: 'due',
    url: 'https://shop.example/payok',
    host: 'shop.example',
    body: JSON.stringify({ paymentNo }),
    attempts: 0,
    nextAt: now,
  }),
};

const settled = (payment: Payment, ...outcomes: Outcome[]): Payment =>
  outcomes.reduce((current, outcome) => {
    const change = settle(current, 1, outcome, settling);
    return change ? changed(current, change) : current;
  }, payment);

const countOf = ({ events }: Payment, type: string) => events.filter((event) => event.type === type).length;

const account: Page = { kind: 'account', bankCode: '822', account: '9103522175887271' };
const form: Page = { kind: 'form', action: 'https://gateway.example/', fields: {} };
const redirect: Page = { kind: 'redirect', url: 'https://gateway.example/' };
const issued: Outcome = { status: 'pending', info: { bank_code: '822' }, page: account, expiresAt: new Date(now) };

const later = [{ type: 'refunded', id: 'R1', amount: '980', currency: 'TWD' }] as const;

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ status: fc.constant('pending' as const), info: fc.record({ bank_code: fc.constantFrom('822', '007') }) }),
  fc.constant(issued),
  fc.constant<Outcome>({ status: 'pending', page: form }),
  fc.constant<Outcome>({ status: 'pending', page: redirect }),
  fc.record({ status: fc.constant('pending' as const), declined: fc.constantFrom('card_declined', 'no_funds') }),
  fc.constant<Outcome>({ status: 'failed', reason: { code: 10_100_058 } }),
  fc.constant<Outcome>({ status: 'expired' }),
  fc.record({ status: fc.constant('paid' as const), gatewayTradeNo: fc.constantFrom('T1', 'T2', 'T3') }),
  fc.constant<Outcome>({ status: 'paid' }),
  fc.record({ status: fc.constant('pending' as const), unclear: fc.record({ amount: fc.constantFrom('0', '980') }) }),
  fc.constantFrom<Outcome>({ status: 'pending', postPayment: later }, { status: 'paid', postPayment: later }),
  fc.constant<Outcome>({ status: 'paid', gatewayTradeNo: 'S1', simulated: true }),
);
const history = fc.array(outcome, { maxLength: 8 });
const environment = fc.constantFrom('test' as const, 'production' as const);
const runs = { numRuns: 1_000 };

const highest = (outcomes: readonly Outcome[], payment: Payment) =>
  outcomes
    .filter(({ simulated }) => !(simulated && payment.environment === 'production'))
    .reduce((top, { status }) => (outranks(status, top) ? status : top), payment.status);

describe('settle, whatever the order and however often', () => {
  it('ends in the highest status ever learnt', () => {
    const shuffled = history.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    fc.assert(
      fc.property(shuffled, environment, ([once, again], where) => {
        const payment = aPayment({ environment: where });
        const ends = [once, [...once].reverse(), again].map((outcomes) => settled(payment, ...outcomes));
        const status = highest(once, payment);
        const rightly = ends.filter(
          (end) =>
            end.status === status &&
            end.holdsOrder === (status === 'pending' || status === 'paid') &&
            end.holdsPaid === (status === 'paid'),
        );
        expect(rightly).toHaveLength(3);
      }),
      runs,
    );
  });

  it('pays once: one notice, one time, one event, and never leaves it', () => {
    fc.assert(
      fc.property(history, history, environment, (before, after, where) => {
        const paid = settled(aPayment({ environment: where }), ...before, { status: 'paid', gatewayTradeNo: 'T1' });
        const end = settled(paid, ...after);
        expect(paid.notice?.id).toMatch(/^msg_/);
        expect(end.notice).toBe(paid.notice);
        const { status, paidAt } = end;
        const { creating, closesAt, asksAt } = firstAttempt(end);
        const once = { paid: countOf(end, 'paid'), paidAt };
        expect({ status, creating, closesAt, asksAt, ...once }).toEqual({ status: 'paid', paid: 1, paidAt: now });
      }),
      runs,
    );
  });

  it('keeps the first value of each info field', () => {
    fc.assert(
      fc.property(history, (outcomes) => {
        const values = outcomes.flatMap(({ info }) => (info ? [info['bank_code']] : []));
        const { info } = firstAttempt(settled(aPayment(), ...outcomes));
        expect(info).toEqual(values.length > 0 ? { bank_code: values[0] } : {});
      }),
      runs,
    );
  });

  it('changes nothing when it learns the same again', () => {
    fc.assert(
      fc.property(history, environment, (outcomes, where) => {
        const payment = settled(aPayment({ environment: where }), ...outcomes);
        expect(outcomes.filter((known) => settle(payment, 1, known, settling))).toEqual([]);
      }),
      runs,
    );
  });

  it('records each other payment of the payer once', () => {
    fc.assert(
      fc.property(history, (outcomes) => {
        const end = settled(aPayment(), ...outcomes, ...outcomes);
        const numbers = new Set(
          outcomes.flatMap(({ status, gatewayTradeNo }) =>
            status === 'paid' && gatewayTradeNo ? [gatewayTradeNo] : [],
          ),
        );
        expect(countOf(end, 'paid_again')).toBeLessThanOrEqual(Math.max(0, numbers.size));
        const again = end.events.flatMap(({ type, detail }) =>
          type === 'paid_again' ? [detail?.['gatewayTradeNo']] : [],
        );
        expect(new Set(again).size).toBe(again.length);
        expect(again).not.toContain(firstAttempt(end).gatewayTradeNo);
      }),
      runs,
    );
  });

  it('never pays real money by a simulated payment', () => {
    fc.assert(
      fc.property(history, (outcomes) => {
        const simulated = outcomes.map((each): Outcome =>
          each.status === 'paid' ? { ...each, simulated: true } : each,
        );
        const end = settled(aPayment({ environment: 'production' }), ...simulated);
        expect(end.status).not.toBe('paid');
        expect([firstAttempt(end).simulated, end.notice, end.paidAt]).toEqual([false, undefined, undefined]);
        expect(countOf(end, 'simulated')).toBe(simulated.some((each) => each.simulated) ? 1 : 0);
      }),
      runs,
    );
  });
});

describe('settle, of several attempts and in whatever order', () => {
  const outcomes = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), outcome), { maxLength: 10 });
  const start = (where: Environment) =>
    aPayment({ environment: where, attempts: [1, 2, 3].map((no) => anAttempt({ no, closesAt: now })) });
  const after = (payment: Payment, all: readonly (readonly [number, Outcome])[]) =>
    all.reduce((current, [no, one]) => {
      const change = settle(current, no, one, settling);
      return change ? changed(current, change) : current;
    }, payment);

  it('keeps one attempt, and records every other that is paid as to be returned', () => {
    fc.assert(
      fc.property(outcomes, environment, (all, where) => {
        const end = after(start(where), all);
        const paid = end.attempts.filter(({ status }) => status === 'paid').map(({ no }) => no);
        const first = all.find(
          ([, { status, simulated }]) => status === 'paid' && !(simulated && where === 'production'),
        );
        const others = end.events.filter(({ detail }) => detail?.['kept_attempt'] !== undefined);
        expect(end.keptAttempt).toBe(first?.[0]);
        expect([countOf(end, 'paid'), others.length]).toEqual([Math.min(1, paid.length), Math.max(0, paid.length - 1)]);
        expect(others.every(({ attempt, detail }) => attempt !== undefined || detail?.['kept_attempt'] !== 1)).toBe(
          true,
        );
      }),
      runs,
    );
  });

  it('leads each attempt to the same end as if it were alone', () => {
    fc.assert(
      fc.property(outcomes, environment, (all, where) => {
        const end = after(start(where), all);
        for (const no of [1, 2, 3]) {
          const alone = after(
            start(where),
            all.filter(([one]) => one === no),
          ).attempts[no - 1];
          const { status, info } = end.attempts[no - 1] as Attempt;
          expect({ status, info }).toEqual({ status: alone?.status, info: alone?.info });
        }
      }),
      runs,
    );
  });

  it('holds the order while one may still be paid, and its paid place once one is', () => {
    fc.assert(
      fc.property(outcomes, environment, (all, where) => {
        const { status, holdsOrder, holdsPaid, tidyAt, notice } = after(start(where), all);
        expect([holdsOrder, holdsPaid]).toEqual([status === 'pending' || status === 'paid', status === 'paid']);
        expect([tidyAt !== undefined, notice !== undefined]).toEqual([status === 'paid', status === 'paid']);
      }),
      runs,
    );
  });
});

describe('settle', () => {
  it('shows a code instead of the way to the gateway, and never another code', () => {
    const way = settled(aPayment(), { status: 'pending', page: form });
    const others: Outcome[] = [
      { status: 'pending', page: { ...account, account: '1' } },
      { status: 'pending', page: redirect },
    ];
    const shown = firstAttempt(settled(way, issued, ...others));
    expect(shown.page?.reveal()).toEqual(account);
    expect(shown).toMatchObject({ expiresAt: now, closesAt: new Date(now.getTime() + hour) });
  });

  it('leaves the closing time of a payment that is no longer open alone', () => {
    const expired = firstAttempt(settled(aPayment(), { status: 'expired' }, issued));
    expect([expired.expiresAt, expired.closesAt]).toEqual([undefined, undefined]);
    expect(expired.page?.reveal()).toEqual(account);
  });

  it('frees the order of what failed, and takes it back when late money comes', () => {
    const failed = settled(aPayment({ asksAt: now, closesAt: now }), { status: 'failed' });
    expect(failed).toMatchObject({ status: 'failed', holdsOrder: false, holdsPaid: false });
    const { asksAt, closesAt } = firstAttempt(failed);
    expect([asksAt, closesAt]).toEqual([undefined, undefined]);
    expect(settled(failed, { status: 'paid' })).toMatchObject({ status: 'paid', holdsOrder: true, holdsPaid: true });
  });

  it('marks a simulated payment of the test environment', () => {
    const paid = settled(aPayment(), { status: 'paid', simulated: true });
    expect(firstAttempt(paid)).toMatchObject({ status: 'paid', simulated: true });
    expect(paid.events.at(-1)?.detail).toEqual({ simulated: true });
  });

  it('marks what nothing vouches for', () => {
    expect(countOf(settled(aPayment(), { status: 'paid', unsigned: true }), 'paid_unsigned')).toBe(1);
  });

  it('does not take the trade number that paid for a second payment', () => {
    const payment = aPayment({ gatewayTradeNo: 'ORDER-AT-GATEWAY' });
    const paid = settled(payment, { status: 'paid', gatewayTradeNo: 'CAPTURE' });
    expect(settle(paid, 1, { status: 'paid', gatewayTradeNo: 'CAPTURE' }, settling)).toBeUndefined();
    expect(countOf(settled(paid, { status: 'paid', gatewayTradeNo: 'OTHER' }), 'paid_again')).toBe(1);
  });

  it('keeps few of the declines that a payer can cause at will', () => {
    const declines = Array.from({ length: 100 }, (_, n): Outcome => ({ status: 'pending', declined: `reason ${n}` }));
    expect(countOf(settled(aPayment(), ...declines), 'declined')).toBe(20);
  });

  it('owes no notice where none is wanted', () => {
    const change = settle(aPayment(), 1, { status: 'paid' }, { ...settling, noticeOf: () => undefined });
    expect(changed(aPayment(), change ?? { set: {} }).notice).toBeUndefined();
  });

  it('gives the notice the payment as paid', () => {
    let seen: Payment | undefined;
    const noticeOf = (paid: Payment) => void (seen = paid);
    settle(
      aPayment({ page: Secret.of(form) }),
      1,
      { status: 'paid', gatewayTradeNo: 'T1', info: { a: 1 } },
      { ...settling, noticeOf },
    );
    expect(seen).toMatchObject({
      ...{ status: 'paid', paidAt: now, keptAttempt: 1 },
      attempts: [{ gatewayTradeNo: 'T1', info: { a: 1 } }],
    });
  });
});

describe('what needs a person', () => {
  const unclear = { response_id: null, classif: 'A', amount: '980', errdesc: '' };
  const refund = { type: 'refunded', id: 'R1', amount: '9.99', currency: 'USD' } as const;

  it('keeps an unclear notice once, and moves nothing', () => {
    const after = settled(aPayment(), { status: 'pending', unclear }, { status: 'pending', unclear });
    expect([after.status, after.notice]).toEqual(['pending', undefined]);
    expect(after.events.filter(({ type }) => type === 'unclear_notice')).toEqual([
      { at: now, type: 'unclear_notice', detail: unclear },
    ]);
  });

  it.each(['pending', 'expired', 'failed', 'paid'] as const)('keeps a refund of a payment that is %s', (status) => {
    const after = settled(aPayment({ status }), { status: 'pending', postPayment: [refund, refund] });
    expect(after.status).toBe(status);
    expect(after.events.at(-1)).toEqual({
      at: now,
      type: 'refunded',
      detail: { id: 'R1', amount: '9.99', currency: 'USD' },
    });
    expect(countOf(settled(after, { status: 'pending', postPayment: [refund] }), 'refunded')).toBe(1);
  });

  it('tells a dispute from a refund of the same id, and one refund from the next', () => {
    const next = { ...refund, id: 'R2' };
    const dispute = { ...refund, type: 'disputed' } as const;
    const after = settled(aPayment({ status: 'paid' }), { status: 'paid', postPayment: [refund, next, dispute] });
    expect([countOf(after, 'refunded'), countOf(after, 'disputed')]).toEqual([2, 1]);
  });

  it('stays small, whatever is sent', () => {
    const many = Array.from({ length: 300 }, (_, number) => number);
    const after = settled(aPayment(), ...many.map((amount): Outcome => ({ status: 'pending', unclear: { amount } })), {
      status: 'pending',
      postPayment: many.map((id) => ({ ...refund, id: `R${id}` })),
    });
    expect([countOf(after, 'unclear_notice'), countOf(after, 'refunded')]).toEqual([20, 200]);
    const paid = aPayment({ status: 'paid', gatewayTradeNo: 'T' });
    const again = settled(paid, ...many.map((id): Outcome => ({ status: 'paid', gatewayTradeNo: `T${id}` })));
    expect(countOf(again, 'paid_again')).toBe(20);
  });

  it('leaves room for a proven notice among unsigned ones, and marks these', () => {
    const unsigned = Array.from({ length: 30 }, (_, amount): Outcome => ({
      status: 'pending',
      unclear: { amount },
      unsigned: true,
    }));
    const after = settled(aPayment(), ...unsigned, { status: 'pending', unclear });
    expect(countOf(after, 'unclear_notice')).toBe(21);
    expect(after.events[0]?.detail).toEqual({ amount: 0, unsigned: true });
    expect(after.events.at(-1)?.detail).toEqual(unclear);
  });

  it('takes a reversal that a query called a refund for the same money', () => {
    const reversal = { ...refund, type: 'reversed' } as const;
    const after = settled(
      aPayment(),
      { status: 'pending', postPayment: [reversal] },
      { status: 'paid', postPayment: [refund] },
    );
    expect([countOf(after, 'reversed'), countOf(after, 'refunded')]).toEqual([1, 0]);
  });
});
