import { Stripe } from 'stripe';
import { openOfficialClient, params } from './fixtures/official-client.ts';

let bench: Awaited<ReturnType<typeof openOfficialClient>>;
let stripe: Stripe;

beforeEach(async () => {
  bench = await openOfficialClient();
  stripe = bench.stripe;
});
afterEach(() => bench.close());

async function paid(): Promise<string> {
  const { id } = await stripe.paymentIntents.create(params);
  await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  await bench.runTasks();
  bench.sent.length = 0;
  return id;
}

const objectOf = (event: Stripe.Event | undefined) => event?.data.object as { object: string; status?: string };

const chargeOf = ({ charge }: Pick<Stripe.Refund, 'charge'>): string =>
  typeof charge === 'string' ? charge : (charge?.id ?? '');

describe('a refund by the official client', () => {
  it('is one refund in three events, and stands at its charge', async () => {
    const id = await paid();
    const made = await stripe.refunds.create({ payment_intent: id, amount: 18_000, reason: 'duplicate' });
    expect(made).toMatchObject({
      object: 'refund',
      amount: 18_000,
      currency: 'twd',
      payment_intent: id,
      reason: 'duplicate',
      status: 'succeeded',
    });
    await bench.runTasks();
    const events = bench.eventsSent();
    expect(events.map(({ type }) => type)).toEqual(['refund.created', 'charge.refunded', 'refund.updated']);
    expect(objectOf(events[0])).toMatchObject({ id: made.id, charge: made.charge });
    expect(objectOf(events[1])).toMatchObject({ object: 'charge', id: made.charge, amount_refunded: 18_000 });
    expect(objectOf(events[1])).not.toHaveProperty('refunds');
    expect(events[1]?.data.previous_attributes).toMatchObject({ amount_refunded: 0 });
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.refunds'] });
    expect(intent.latest_charge).toMatchObject({
      id: made.charge,
      amount: 98_000,
      amount_refunded: 18_000,
      refunded: false,
      disputed: false,
      refunds: { data: [{ id: made.id }] },
    });
    expect((await stripe.paymentIntents.retrieve(id)).latest_charge).toBe(made.charge);
    const charge = await stripe.charges.retrieve(chargeOf(made));
    expect([charge.amount_refunded, charge.refunds]).toEqual([18_000, undefined]);
    expect(await stripe.refunds.retrieve(made.id)).toMatchObject({ id: made.id });
    expect((await stripe.charges.list({ payment_intent: id })).data).toMatchObject([{ id: made.charge }]);
  });

  it('may be all of the rest, and then no more', async () => {
    const id = await paid();
    await stripe.refunds.create({ payment_intent: id, amount: 8_000 });
    const charge = chargeOf({ charge: (await stripe.paymentIntents.retrieve(id)).latest_charge });
    expect((await stripe.refunds.create({ charge })).amount).toBe(90_000);
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ refunded: true });
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_already_refunded' });
  });

  it('of what is no card is pending before it succeeds', async () => {
    const { id } = await stripe.paymentIntents.create({
      ...params,
      currency: 'sgd',
      allowed_payment_method_types: ['paynow'],
    });
    await bench.simulator.drive('PC1', 'paid', { silent: true });
    const made = await stripe.refunds.create({ payment_intent: id });
    expect(made).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    await bench.runTasks();
    expect(bench.eventsSent().map((event) => objectOf(event).status)).toEqual(['pending', 'succeeded', 'succeeded']);
    expect(await stripe.refunds.retrieve(made.id)).toMatchObject({ status: 'succeeded' });
  });

  it.each<[what: string, params: Stripe.RefundCreateParams, code: string]>([
    ['too much', { amount: 98_001 }, 'amount_too_large'],
    ['nothing', { amount: 0 }, 'parameter_invalid_integer'],
    ['for no known reason', { reason: 'bored' }, 'parameter_invalid'],
    ['with a word unknown', { colour: 'red' } as Stripe.RefundCreateParams, 'parameter_unknown'],
  ])('of %s is refused', async (_what, changes, code) => {
    const id = await paid();
    await expect(stripe.refunds.create({ payment_intent: id, ...changes })).rejects.toMatchObject({ code });
  });

  it('needs a paid intent of the account’s own', async () => {
    const id = await paid();
    const unpaid = await stripe.paymentIntents.create(params);
    const other = bench.clientOf('sk_test_PayCoreSecond8HdJt4KqVb6Xpw');
    const charge = `ch_${unpaid.id.slice(3)}`;
    for (const act of [
      () => stripe.refunds.create({}),
      () => stripe.refunds.create({ payment_intent: unpaid.id }),
      () => stripe.refunds.create({ charge }),
      () => stripe.charges.retrieve(charge),
      () => other.refunds.create({ payment_intent: id }),
      () => other.charges.retrieve(`ch_${id.slice(3)}`),
      () => other.refunds.list({ payment_intent: id }),
    ]) {
      await expect(act()).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    }
    expect((await other.refunds.list()).data).toEqual([]);
  });

  it('expands only what can be expanded', async () => {
    const id = await paid();
    const odd = stripe.paymentIntents.retrieve(id, { expand: ['colour'] });
    await expect(odd).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  });
});

describe('driven', () => {
  const orderNo = 'PC1';

  it('a refund of a part, again of the rest, and told again where nothing is left', async () => {
    const id = await paid();
    await bench.simulator.drive(orderNo, 'refunded', { amount: 8_000 });
    await bench.simulator.drive(orderNo, 'refunded', {});
    const again = await bench.simulator.drive(orderNo, 'refunded', {});
    expect(again).toMatchObject({ state: 'refunded', amount: 98_000 });
    expect((await stripe.refunds.list({ payment_intent: id })).data.map(({ amount }) => amount)).toEqual([
      90_000, 8_000,
    ]);
    expect(bench.sent).toHaveLength(9);
  });

  it('a refund fails where it is told to, and gives nothing back', async () => {
    const id = await paid();
    const driven = await bench.simulator.drive(orderNo, 'refunded', { options: { status: 'failed' } });
    expect(driven?.state).toBe('paid');
    expect(bench.eventsSent().map(({ type }) => type)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'refund.failed',
    ]);
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(intent.latest_charge).toMatchObject({ amount_refunded: 0 });
  });

  it('a dispute is one, however often, and can be read', async () => {
    const id = await paid();
    for (let times = 0; times < 2; times += 1) await bench.simulator.drive(orderNo, 'disputed', { amount: 5_000 });
    const events = bench.eventsSent();
    expect(events.map(({ type }) => type)).toEqual(['charge.dispute.created', 'charge.dispute.created']);
    const { data } = await stripe.disputes.list({ payment_intent: id });
    expect(data).toMatchObject([{ object: 'dispute', amount: 5_000, payment_intent: id, status: 'needs_response' }]);
    expect(objectOf(events[1])).toMatchObject({ id: data[0]?.id });
    expect(await stripe.disputes.retrieve(data[0]?.id ?? '')).toMatchObject({ charge: data[0]?.charge });
    await expect(stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({ code: 'charge_disputed' });
  });

  it('silently it is there to be read only; forged it is only sent', async () => {
    const id = await paid();
    await bench.simulator.drive(orderNo, 'refunded', { silent: true });
    expect(bench.sent).toEqual([]);
    expect((await stripe.refunds.list({ payment_intent: id })).data).toMatchObject([{ status: 'succeeded' }]);
    await bench.simulator.drive(orderNo, 'disputed', { forged: true });
    expect(() => bench.eventsSent()).toThrow(Stripe.errors.StripeSignatureVerificationError);
    expect((await stripe.disputes.list()).data).toEqual([]);
  });

  it('of what nobody paid, it is paid first; nothing is ever reversed', async () => {
    await stripe.paymentIntents.create(params);
    expect(await bench.simulator.drive(orderNo, 'reversed', {})).toMatchObject({ state: 'created' });
    expect(await bench.simulator.drive(orderNo, 'refunded', {})).toMatchObject({ state: 'refunded' });
  });
});
