import {
  anAttempt,
  aPayment,
  FakeClock,
  FakeGateway,
  firstAttempt,
  MemoryPaymentStore,
  type PaymentDifferences,
} from '@paycore/testing';
import fc from 'fast-check';
import type { Environment } from '../domain/payment.ts';
import { Gateways } from '../gateways.ts';
import type { Caller } from '../ports/project-store.ts';
import { SummarizeHome } from './summarize-home.ts';

/** Counts in hundredths, but for the currencies that have none: as Stripe does, and TWD is not one of those. */
class Hundredths extends FakeGateway {
  override readonly methods = {
    credit: { name: 'credit', decimalsOf: (currency: string) => (currency === 'JPY' ? 0 : 2) },
  };
}

const callerOf = (environment: Environment, id = 'prj_1') => ({ project: { id }, environment }) as Caller;
const [test, live] = [callerOf('test'), callerOf('production')];
const taipei = { timezone: 'Asia/Taipei', currency: 'TWD' };

function aHome(now = '2026-06-22T04:00:00Z') {
  const payments = new MemoryPaymentStore();
  const gateways = new Gateways([new FakeGateway('ecpay'), new Hundredths('stripe')]);
  const home = new SummarizeHome(payments, gateways, new FakeClock(now));
  const paid = async (amount: number, paidAt: string | Date, { currency = 'TWD', decimals, ...rest }: Paid = {}) => {
    const request = { ...aPayment().request, amount, currency, ...(decimals !== undefined && { decimals }) };
    const payment = aPayment({ status: 'paid', paidAt: new Date(paidAt), request, ...rest });
    await payments.insert(payment);
    return payment;
  };
  return { home, payments, paid };
}

type Paid = PaymentDifferences & { readonly currency?: string };

const now = '2026-06-22T04:00:00Z';
const stripe = { gateway: 'stripe', route: 'credit' };
const wallet = { gateway: 'ecpay', route: 'wallet' };

it('adds up gateways that count in different units', async () => {
  const { home, paid } = aHome();
  await paid(98_000, now, stripe);
  await paid(980, now);
  expect(await home.execute(test, taipei)).toMatchObject({ today: 1960, month: 1960 });
});

it('adds up amounts of one method in major units and in hundredths, exactly', async () => {
  const { home, paid } = aHome();
  const at = { ...wallet, currency: 'USD' };
  await paid(10, now, at);
  await paid(999, now, { ...at, decimals: 2 });
  await paid(1, now, { ...at, decimals: 2 });
  const attempts = [1, 2].map((no) => anAttempt({ no, ...wallet, status: 'paid', amount: 10, decimals: 2 }));
  await paid(10, now, { ...at, decimals: 2, attempts, keptAttempt: 1 });
  await paid(700, now, { ...at, decimals: 2, paidBeside: 'PAY202606221200AAAAAAAA' });
  const { byCurrency } = await home.execute(test, taipei);
  expect(byCurrency).toEqual({ USD: { today: 20.1, month: 20.1, toReturn: 7.1 } });
});

it('tells today from this month, and each currency apart', async () => {
  const { home, paid } = aHome();
  await paid(100, '2026-06-21T16:00:00Z');
  await paid(20, '2026-06-21T15:59:59Z');
  await paid(3, '2026-05-31T15:59:59Z');
  await paid(1_050, now, { ...stripe, currency: 'USD' });
  await paid(500, '2026-06-01T00:00:00Z', { ...stripe, currency: 'JPY' });
  const byCurrency = {
    JPY: { today: 0, month: 500 },
    TWD: { today: 100, month: 120 },
    USD: { today: 10.5, month: 10.5 },
  };
  expect(await home.execute(test, taipei)).toMatchObject({ today: 100, month: 120, byCurrency });
  expect(await home.execute(test, { ...taipei, currency: 'USD' })).toMatchObject({ ...byCurrency.USD, byCurrency });
  expect(await home.execute(test, { ...taipei, currency: 'EUR' })).toMatchObject({ today: 0, month: 0, byCurrency });
});

it('counts in the zone that is asked for', async () => {
  const { home, paid } = aHome();
  await paid(100, '2026-06-22T01:00:00Z');
  expect(await home.execute(test, { ...taipei, timezone: 'UTC' })).toMatchObject({ today: 100 });
  expect(await home.execute(test, { ...taipei, timezone: 'America/New_York' })).toMatchObject({ today: 0, month: 100 });
});

it('counts the side of the key, simulated payments of the test environment included', async () => {
  const { home, paid } = aHome();
  await paid(1, now, { environment: 'production' });
  await paid(10, now, { simulated: true });
  await paid(100, now, { project: 'prj_2' });
  expect(await home.execute(test, taipei)).toMatchObject({ today: 10 });
  expect(await home.execute(live, taipei)).toMatchObject({ today: 1 });
});

it('counts no payment that is not paid', async () => {
  const { home, payments } = aHome();
  for (const status of ['pending', 'failed', 'expired'] as const) await payments.insert(aPayment({ status }));
  expect(await home.execute(test, taipei)).toMatchObject({ today: 0, month: 0, byCurrency: {} });
});

it('lists the newest ten payments of the project', async () => {
  const { home, payments } = aHome();
  for (let n = 0; n < 12; n += 1) {
    await payments.insert(aPayment({ createdAt: new Date(Date.parse(now) + n * 1000), asks: n }));
  }
  await payments.insert(aPayment({ project: 'prj_2', createdAt: new Date('2026-06-23T00:00:00Z') }));
  const { recent } = await home.execute(test, taipei);
  expect(recent.map((payment) => firstAttempt(payment).asks)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
});

it('makes no money of a unit that it does not know', async () => {
  const { home, paid } = aHome();
  await paid(980, now, { route: 'gone' });
  await expect(home.execute(test, taipei)).rejects.toThrow('has no method gone');
});

it('is, with what has to be returned, all that came in this month', async () => {
  const aPaid = fc.record({
    amount: fc.integer({ min: 1, max: 999_999 }),
    attempts: fc.integer({ min: 1, max: 4 }),
    transactions: fc.integer({ min: 0, max: 2 }),
    isBeside: fc.boolean(),
    isStripe: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(aPaid, { maxLength: 12 }), async (all) => {
      const { home, paid } = aHome();
      const cents = { once: 0, all: 0 };
      for (const { amount, attempts, transactions, isBeside, isStripe } of all) {
        const at = { status: 'paid', amount, ...(isStripe && stripe) } as const;
        await paid(amount, now, {
          attempts: Array.from({ length: attempts }, (_, place) => anAttempt({ no: place + 1, ...at })),
          keptAttempt: attempts,
          events: Array.from({ length: transactions }, (_, n) => ({
            ...{ at: new Date(now), type: 'paid_again' as const, detail: { gatewayTradeNo: `T${n}` } },
          })),
          ...(isBeside && { paidBeside: 'PAY202606221200AAAAAAAA' }),
        });
        const worth = isStripe ? amount : amount * 100;
        cents.once += isBeside ? 0 : worth;
        cents.all += worth * (attempts + transactions);
      }
      const { month, toReturn, byCurrency } = await home.execute(test, taipei);
      expect([month, toReturn]).toEqual([cents.once / 100, (cents.all - cents.once) / 100]);
      expect(Object.keys(byCurrency)).toEqual(all.length > 0 ? ['TWD'] : []);
    }),
    { numRuns: 60 },
  );
});

describe('a naive recomputation', () => {
  const zones = [
    'Asia/Taipei',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  ];
  // Around changes of the clocks, ends of months, a leap day and a new year.
  const moments = ['2026-03-08T06:30:00Z', '2026-11-01T05:30:00Z', '2028-02-29T12:00:00Z', '2025-12-31T23:30:00Z'];
  const hour = 3_600_000;
  const aPaid = fc.record({
    amount: fc.integer({ min: 1, max: 999_999 }),
    isStripe: fc.boolean(),
    currency: fc.constantFrom('TWD', 'USD', 'JPY'),
    hours: fc.oneof(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -800, max: 800 })),
    environment: fc.constantFrom<Environment>('test', 'production'),
    project: fc.constantFrom('prj_1', 'prj_2'),
  });

  it('comes to the same', async () => {
    const cases = fc.tuple(fc.constantFrom(...zones), fc.constantFrom(...moments), fc.array(aPaid, { maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([timezone, moment, all]) => {
        const { home, paid } = aHome(moment);
        const dateOf = (at: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(at);
        const today = dateOf(Date.parse(moment));
        const cents = { today: 0, month: 0 };
        for (const { amount, isStripe, currency, hours, environment, project } of all) {
          const at = Date.parse(moment) + hours * hour;
          await paid(amount, new Date(at), { ...(isStripe && stripe), currency, environment, project });
          if (currency !== 'USD' || environment !== 'test' || project !== 'prj_1') continue;
          const worth = isStripe ? amount : amount * 100;
          if (dateOf(at) === today) cents.today += worth;
          if (dateOf(at).slice(0, 7) === today.slice(0, 7)) cents.month += worth;
        }
        const summary = await home.execute(test, { timezone, currency: 'USD' });
        expect(summary).toMatchObject({ today: cents.today / 100, month: cents.month / 100 });
      }),
      { numRuns: 60 },
    );
  });
});
