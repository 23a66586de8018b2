import { Stripe } from 'stripe';
import { openOfficialClient, params, secretKey } from './fixtures/official-client.ts';

type Bench = Awaited<ReturnType<typeof openOfficialClient>>;
let bench: Bench;
let now = new Date('2026-06-22T04:00:00Z');
const journal: unknown[] = [];

const open = () =>
  openOfficialClient({
    now: () => now,
    journal: { read: () => structuredClone(journal), append: (entry) => void journal.push(entry) },
  });

beforeEach(async () => {
  now = new Date('2026-06-22T04:00:00Z');
  journal.length = 0;
  bench = await open();
});
afterEach(() => bench.close());

const create = (key: string, changes: Partial<Stripe.PaymentIntentCreateParams> = {}, by: Bench = bench) =>
  by.stripe.paymentIntents.create({ ...params, ...changes }, { idempotencyKey: key });
const headersOf = ({ lastResponse }: Awaited<ReturnType<typeof create>>) => lastResponse.headers;

it('answers the first answer again, and says so', async () => {
  const first = await create('key-1');
  expect(headersOf(first)).not.toHaveProperty('idempotent-replayed');
  await bench.stripe.paymentIntents.confirm(first.id, { payment_method: 'pm_card_visa' });
  const second = await create('key-1');
  expect(second).toMatchObject({ id: first.id, status: 'requires_payment_method' });
  expect(headersOf(second)).toMatchObject({
    'idempotent-replayed': 'true',
    'original-request': headersOf(first)['request-id'],
  });
  expect(bench.simulator.orders()).toHaveLength(1);
});

it('means nothing else under the key: other parameters, or another path', async () => {
  const { id } = await create('key-1');
  const otherOrder = { metadata: { ...params.metadata, gateway_order_no: 'PC2' } };
  for (const changes of [{ amount: 99_000 }, otherOrder]) {
    const error: unknown = await create('key-1', changes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  }
  const elsewhere = bench.stripe.paymentIntents.cancel(id, {}, { idempotencyKey: 'key-1' });
  await expect(elsewhere).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
});

it('is of one account: another has keys of its own', async () => {
  const first = await create('key-1');
  const other = bench.clientOf('sk_test_PayCoreSecond8HdJt4KqVb6Xpw');
  const theirs = await other.paymentIntents.create({ ...params, amount: 12_300 }, { idempotencyKey: 'key-1' });
  expect(theirs.id).not.toBe(first.id);
  expect(theirs.amount).toBe(12_300);
  expect((await create('key-1')).id).toBe(first.id);
});

it('keeps a declined card, but nothing that the parameters made impossible', async () => {
  await expect(create('key-1', { amount: 980 })).rejects.toMatchObject({ code: 'amount_too_small' });
  const { id } = await create('key-1');
  const decline = () =>
    bench.stripe.paymentIntents
      .confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' }, { idempotencyKey: 'key-2' })
      .catch((error: unknown) => (error as Stripe.errors.StripeCardError).headers?.['idempotent-replayed']);
  expect([await decline(), await decline()]).toEqual([undefined, 'true']);
});

it('refunds once', async () => {
  const { id } = await create('key-1');
  await bench.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  const refund = () => bench.stripe.refunds.create({ payment_intent: id, amount: 100 }, { idempotencyKey: 'key-2' });
  const [first, second] = [await refund(), await refund()];
  expect(second.id).toBe(first.id);
  expect((await bench.stripe.refunds.list({ payment_intent: id })).data).toHaveLength(1);
});

it('lets one of two requests at once through', async () => {
  const results = await Promise.allSettled([create('key-1'), create('key-1')]);
  const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []));
  expect(new Set(ids).size).toBe(1);
  expect(bench.simulator.orders()).toHaveLength(1);
});

it('outlives a restart, and is forgotten after a day', async () => {
  const { id } = await create('key-1');
  const again = await open();
  try {
    expect((await create('key-1', {}, again)).id).toBe(id);
    now = new Date(now.getTime() + 86_400_001);
    expect((await create('key-1', {}, again)).id).not.toBe(id);
  } finally {
    await again.close();
  }
});

it('has up to 255 characters, and needs a key of the account', async () => {
  await expect(create('k'.repeat(256))).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  const stranger = bench.clientOf(`${secretKey}x`);
  const refused = stranger.paymentIntents.create(params, { idempotencyKey: 'key-1' });
  await expect(refused).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
});
