import { Stripe } from 'stripe';
import { openOfficialClient, params, publishableKey, secretKey } from './fixtures/official-client.ts';

let bench: Awaited<ReturnType<typeof openOfficialClient>>;
let stripe: Stripe;

beforeEach(async () => {
  bench = await openOfficialClient();
  stripe = bench.stripe;
});
afterEach(() => bench.close());

describe('with the official client', () => {
  it('a card is paid, and Stripe’s own check believes the event', async () => {
    const made = await stripe.paymentIntents.create(params, { idempotencyKey: 'key-1' });
    expect(made).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: 98_000,
      currency: 'twd',
      livemode: false,
      payment_method_types: ['card'],
      metadata: params.metadata,
    });
    const confirmed = await stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_visa' });
    expect([confirmed.status, confirmed.amount_received]).toEqual(['succeeded', 98_000]);
    await bench.runTasks();
    const [event] = bench.eventsSent();
    expect(event).toMatchObject({
      type: 'payment_intent.succeeded',
      livemode: false,
      data: { object: { id: made.id } },
    });
    expect(await stripe.paymentIntents.retrieve(made.id)).toMatchObject({ status: 'succeeded' });
  });

  it('a card is declined and the next one pays', async () => {
    const { id } = await stripe.paymentIntents.create(params);
    const declined = await stripe.paymentIntents
      .confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' })
      .catch((error: unknown) => error);
    expect(declined).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(declined).toMatchObject({ code: 'card_declined', decline_code: 'generic_decline' });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined' },
    });
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await bench.runTasks();
    expect(bench.eventsSent().map(({ type }) => type)).toEqual([
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
  });

  it.each([
    ['alipay', 'cny', 'alipay_handle_redirect', {}],
    ['grabpay', 'sgd', 'redirect_to_url', {}],
    ['fpx', 'myr', 'redirect_to_url', { fpx: { bank: 'cimb' } }],
    ['wechat_pay', 'cny', 'wechat_pay_display_qr_code', {}],
    ['paynow', 'sgd', 'paynow_display_qr_code', {}],
    ['promptpay', 'thb', 'promptpay_display_qr_code', { billing_details: { email: 'payer@example.com' } }],
  ] as const)('%s leads to %s → %s', async (type, currency, action, data) => {
    const { id } = await stripe.paymentIntents.create({ ...params, currency, allowed_payment_method_types: [type] });
    const confirmed = await stripe.paymentIntents.confirm(id, {
      payment_method_data: { type, ...data },
      return_url: 'http://pay.test/back',
      ...(type === 'wechat_pay' && { payment_method_options: { wechat_pay: { client: 'web' as const } } }),
    });
    expect([confirmed.status, confirmed.next_action?.type]).toEqual(['requires_action', action]);
  });

  it('an intent is cancelled once', async () => {
    const { id } = await stripe.paymentIntents.create(params);
    const reason = { cancellation_reason: 'abandoned' } as const;
    expect(await stripe.paymentIntents.cancel(id, reason)).toMatchObject({ status: 'canceled', ...reason });
    const again = stripe.paymentIntents.cancel(id);
    await expect(again).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'payment_intent_unexpected_state',
    });
    await bench.runTasks();
    expect(bench.eventsSent()).toMatchObject([{ type: 'payment_intent.canceled' }]);
  });

  it('a balance is told to the account’s own key', async () => {
    expect(await stripe.balance.retrieve()).toMatchObject({ object: 'balance', livemode: false });
    const live = bench.clientOf('sk_live_PayCoreLive4RkTz6MwYc2Jfn');
    expect(await live.balance.retrieve()).toMatchObject({ object: 'balance', livemode: true });
  });

  const { errors } = Stripe;
  it.each<[string, unknown, () => Promise<unknown>]>([
    [
      'an unknown key',
      errors.StripeAuthenticationError,
      () => bench.clientOf('sk_test_unknown').paymentIntents.create(params),
    ],
    [
      'a publishable key',
      errors.StripePermissionError,
      () => bench.clientOf(publishableKey).paymentIntents.create(params),
    ],
    [
      'a balance asked with an unknown key',
      errors.StripeAuthenticationError,
      () => bench.clientOf('sk_test_unknown').balance.retrieve(),
    ],
    [
      'a balance asked with a publishable key',
      errors.StripePermissionError,
      () => bench.clientOf(publishableKey).balance.retrieve(),
    ],
    ['an unknown intent', errors.StripeInvalidRequestError, () => stripe.paymentIntents.retrieve('pi_unknown')],
    ['an unknown path', errors.StripeInvalidRequestError, () => stripe.customers.create({})],
    [
      'too little',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, amount: 49, currency: 'usd' }),
    ],
    ['0', errors.StripeInvalidRequestError, () => stripe.paymentIntents.create({ ...params, amount: 0 })],
    [
      'too much',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, amount: 100_000_000 }),
    ],
    [
      'FPX above RM 30,000',
      errors.StripeInvalidRequestError,
      () =>
        stripe.paymentIntents.create({
          ...params,
          amount: 3_000_001,
          currency: 'myr',
          allowed_payment_method_types: ['fpx'],
        }),
    ],
    [
      'no currency of this world',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, currency: 'xxx' }),
    ],
    [
      'a method that is not of the currency',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, allowed_payment_method_types: ['fpx'] }),
    ],
    [
      'an unknown method',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, allowed_payment_method_types: ['cash'] }),
    ],
    [
      '5 fils',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, amount: 1005, currency: 'kwd' }),
    ],
    [
      'half a króna',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, amount: 10_050, currency: 'isk' }),
    ],
    [
      'a parameter of the day before',
      errors.StripeInvalidRequestError,
      () =>
        stripe.paymentIntents.create({ ...params, payment_method_types: ['card'] } as Stripe.PaymentIntentCreateParams),
    ],
    [
      'an unknown parameter',
      errors.StripeInvalidRequestError,
      () => stripe.paymentIntents.create({ ...params, colour: 'red' } as Stripe.PaymentIntentCreateParams),
    ],
  ])('%s is refused as by Stripe', async (_name, kind, act) => {
    await expect(act()).rejects.toBeInstanceOf(kind);
  });
});

it('takes the older name of the methods from a client of an older API version', async () => {
  const apiVersion = '2026-08-26.dahlia' as Stripe.StripeConfig['apiVersion'] & string;
  const client = bench.clientOf(secretKey, { apiVersion });
  const { allowed_payment_method_types: types, ...rest } = params;
  const withOlderName = { ...rest, payment_method_types: types } as Stripe.PaymentIntentCreateParams;
  expect(await client.paymentIntents.create(withOlderName)).toMatchObject({ payment_method_types: ['card'] });
});

describe('for browsers', () => {
  const url = (path: string) => bench.url(path);

  it('the publishable key opens an intent to who has its client secret, and nothing more', async () => {
    const { id, client_secret: secret } = await stripe.paymentIntents.create(params);
    const get = (query: Record<string, string>) =>
      fetch(url(`/v1/payment_intents/${id}?${new URLSearchParams(query)}`));
    const right = await get({ key: publishableKey, client_secret: secret ?? '' });
    expect([right.status, right.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect((await get({ key: publishableKey, client_secret: `${secret}x` })).status).toBe(404);
    expect((await get({ key: publishableKey })).status).toBe(404);
    expect((await get({})).status).toBe(401);
    const body = new URLSearchParams({ key: publishableKey, client_secret: secret ?? '' });
    expect((await fetch(url(`/v1/payment_intents/${id}/cancel`), { method: 'POST', body })).status).toBe(403);
  });

  it('a page decides, and sends the payer back', async () => {
    const { id } = await stripe.paymentIntents.create({
      ...params,
      currency: 'sgd',
      allowed_payment_method_types: ['grabpay'],
    });
    await stripe.paymentIntents.confirm(id, {
      payment_method_data: { type: 'grabpay' },
      return_url: 'http://pay.test/back?token=t',
    });
    expect(await (await fetch(url(`/authorize/${id}`))).text()).toContain('approve');
    const decide = (decision: string) =>
      fetch(url(`/authorize/${id}/${decision}`), { method: 'POST', redirect: 'manual' });
    const declined = await decide('decline');
    expect(declined.headers.get('location')).toMatch(
      /^http:\/\/pay\.test\/back\?token=t&payment_intent=pi_.*&redirect_status=failed$/,
    );
    await decide('approve');
    await decide('decline');
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' });
    await bench.runTasks();
    expect(bench.eventsSent().map(({ type }) => type)).toEqual([
      'payment_intent.requires_action',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
  });

  it.each(['', '?frame=1'])('a page of a cancelled intent says so and moves nothing%s', async (query) => {
    const { id } = await stripe.paymentIntents.create({
      ...params,
      currency: 'sgd',
      allowed_payment_method_types: ['grabpay'],
    });
    const choice = { payment_method_data: { type: 'grabpay' }, return_url: 'http://pay.test/back' } as const;
    await stripe.paymentIntents.confirm(id, choice);
    await stripe.paymentIntents.cancel(id);
    await bench.runTasks();
    const sent = bench.eventsSent().length;
    for (const path of [`/authorize/${id}`, '/orders/PC1']) {
      const page = await (await fetch(url(path + query))).text();
      expect(page).toContain('已取消');
      expect(page).not.toContain('<form');
    }
    for (const decision of ['approve', 'decline']) {
      const answer = await fetch(url(`/authorize/${id}/${decision}${query}`), { method: 'POST', redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([409, null]);
      expect(await answer.text()).toContain('已取消');
    }
    await expect(stripe.paymentIntents.confirm(id, choice)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'payment_intent_unexpected_state',
    });
    await bench.runTasks();
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'canceled', last_payment_error: null });
    expect(bench.eventsSent()).toHaveLength(sent);
  });

  it.each([
    '/',
    '/stripe.js',
    '/frame.js',
    '/element?type=card',
    '/element?type=fpx',
    '/element?type=promptpay&email=%22%3E%3Cb',
  ])('%s is there', async (path) => {
    const answer = await fetch(url(path));
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('"><b');
  });

  it.each(['/orders/none', '/authorize/none', '/nothing'])('%s is not', async (path) => {
    expect((await fetch(url(path))).status).toBe(404);
  });
});
