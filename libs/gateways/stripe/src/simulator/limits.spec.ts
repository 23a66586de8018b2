import type { Stripe } from 'stripe';
import { openOfficialClient, params } from './fixtures/official-client.ts';

type Bench = Awaited<ReturnType<typeof openOfficialClient>>;
let bench: Bench;

beforeEach(async () => {
  bench = await openOfficialClient();
});
afterEach(() => bench.close());

const create = (changes: Partial<Stripe.PaymentIntentCreateParams>, by: Bench = bench) =>
  by.stripe.paymentIntents.create({ ...params, ...changes });

it.each([
  [
    'NT$9.80, which was meant as NT$980',
    980,
    'twd',
    'Amount must convert to at least 50 cents. NT$9.80 converts to approximately $0.31.',
  ],
  ['¥3 of China', 300, 'cny', 'Amount must convert to at least 50 cents. CN¥3.00 converts to approximately $0.43.'],
  ['49 cents', 49, 'usd', 'Amount must be at least $0.50 usd'],
  ['49 yen', 49, 'jpy', 'Amount must be at least ¥50 jpy'],
  ['RM 1.99', 199, 'myr', 'Amount must be at least MYR\u00a02.00 myr'],
])('%s is too small', async (_what, amount, currency, message) => {
  await expect(create({ amount, currency })).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    code: 'amount_too_small',
    param: 'amount',
    message,
  });
});

it.each([
  ['NT$16', 1_600, 'twd'],
  ['50 cents', 50, 'usd'],
  ['an amount in a currency whose rate nobody here knows', 1, 'xof'],
])('%s is enough', async (_what, amount, currency) => {
  expect(await create({ amount, currency })).toMatchObject({ amount, currency });
});

it('takes any amount where limits are off, but none below 1', async () => {
  const lenient = await openOfficialClient({ enforcesLimits: false });
  try {
    expect(await create({ amount: 980 }, lenient)).toMatchObject({ amount: 980 });
    const fpx = { amount: 3_000_001, currency: 'myr', allowed_payment_method_types: ['fpx' as const] };
    expect(await create(fpx, lenient)).toMatchObject({ amount: 3_000_001 });
    await expect(create({ amount: 0 }, lenient)).rejects.toMatchObject({ param: 'amount' });
  } finally {
    await lenient.close();
  }
});

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v']));

it.each([
  [keys(51), "Metadata can have up to 50 keys, but you've set 51."],
  [{ ['k'.repeat(41)]: 'v' }, `Invalid key: ${'k'.repeat(41)} must be a string under 40 characters`],
  [{ k: 'v'.repeat(501) }, `Invalid val: ${'v'.repeat(501)} must be a string under 500 characters`],
])('refuses metadata: %#', async (metadata, message) => {
  await expect(create({ metadata })).rejects.toMatchObject({ message });
});

it('takes 50 keys of metadata', async () => {
  expect(Object.keys((await create({ metadata: keys(50) })).metadata)).toHaveLength(50);
});

describe('automatic_payment_methods', () => {
  const { allowed_payment_method_types: _, ...plain } = params;
  const automatic = (changes: Stripe.PaymentIntentCreateParams.AutomaticPaymentMethods) =>
    bench.stripe.paymentIntents.create({ ...plain, currency: 'sgd', automatic_payment_methods: changes });

  it('offers all that the account has in the currency', async () => {
    const { payment_method_types: types, automatic_payment_methods: automaticMethods } = await automatic({
      enabled: true,
    });
    expect([...types].sort()).toEqual(['alipay', 'card', 'grabpay', 'paynow', 'wechat_pay']);
    expect(automaticMethods).toMatchObject({ enabled: true });
  });

  it('leaves out what redirects where that is not wanted', async () => {
    const made = await automatic({ enabled: true, allow_redirects: 'never' });
    const { payment_method_types: types, automatic_payment_methods: automaticMethods } = made;
    expect(automaticMethods).toEqual({ enabled: true, allow_redirects: 'never' });
    expect([...types].sort()).toEqual(['card', 'paynow', 'wechat_pay']);
    await expect(automatic({ enabled: true, allow_redirects: 'some' })).rejects.toMatchObject({
      code: 'parameter_invalid',
    });
  });

  it('does not go with a list of allowed methods', async () => {
    const both = create({ automatic_payment_methods: { enabled: true } });
    await expect(both).rejects.toMatchObject({ param: 'automatic_payment_methods' });
  });

  it('does not go with a list of the older name', async () => {
    const apiVersion = '2026-08-26.dahlia' as Stripe.StripeConfig['apiVersion'] & string;
    const older = bench.clientOf('sk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc', { apiVersion });
    const withOlderName = { ...plain, payment_method_types: ['card'] } as Stripe.PaymentIntentCreateParams;
    expect((await older.paymentIntents.create(withOlderName)).automatic_payment_methods).toBeNull();
    const both = older.paymentIntents.create({ ...withOlderName, automatic_payment_methods: { enabled: true } });
    await expect(both).rejects.toMatchObject({ param: 'automatic_payment_methods' });
  });
});
