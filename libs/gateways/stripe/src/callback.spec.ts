import { PayCoreError, paymentNotFound, type Callback } from '@paycore/core';
import { aPlacedOrder, errorOf } from '@paycore/testing';
import { createHmac } from 'node:crypto';
import { stripe } from './index.ts';
import { locate, verify as verifyCallback } from './callback.ts';
import type { Credentials } from './credentials.ts';
import { locateVector, vector } from './fixtures/webhook-vector.ts';

const secret = 'whsec_test_paycore';
const seconds = 1_782_144_000;
const at = (offset = 0) => new Date((seconds + offset) * 1000);

const credentials: Credentials = {
  secretKey: 'sk_test_a1',
  publishableKey: 'pk_test_b2',
  webhookSecret: secret,
  environment: 'test',
};

const order = aPlacedOrder({
  paymentNo: 'PAY202606221200ABCDEFGH',
  route: 'credit',
  gatewayOrderNo: 'PC26062212000ABCDEFG',
  gatewayTradeNo: 'pi_1',
  amount: 98_000,
  currency: 'TWD',
});

const intent = {
  id: 'pi_1',
  object: 'payment_intent',
  amount: 98_000,
  amount_received: 98_000,
  currency: 'twd',
  status: 'succeeded',
  livemode: false,
  client_secret: 'pi_1_secret_x',
  metadata: { payment_no: order.paymentNo, merchant_order_no: 'A', gateway_order_no: order.gatewayOrderNo },
};

type Changes = Record<string, unknown>;

const bodyOf = (of: Changes = {}, event: Changes = {}) =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.succeeded',
    livemode: false,
    data: { object: { ...intent, ...of } },
    ...event,
  });

const mac = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('hex');
const headerOf = (body: string, key = secret, time: number | string = seconds) =>
  `t=${time},v1=${mac(`${time}.${body}`, key)}`;

const callbackOf = (body: string | Uint8Array, header?: string, query: Record<string, string> = {}): Callback => ({
  rawBody: Buffer.from(body),
  headers: header === undefined ? {} : { 'stripe-signature': header },
  query,
});

const signed = (of: Changes = {}, event: Changes = {}) => {
  const body = bodyOf(of, event);
  return callbackOf(body, headerOf(body));
};

const verify = (callback: Callback, now = at(), as: Credentials = credentials) =>
  verifyCallback(callback, order, as, now);

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof PayCoreError)) throw error;
    expect(error.kind).toBe('forged');
    return error.code === 'CALLBACK_REFUSED' ? error.message : error.code;
  }
  return 'taken';
}

const invalid = 'STRIPE_WEBHOOK_SIGNATURE_INVALID';

describe('the published vector', () => {
  const callback = callbackOf(vector.body, `t=${vector.timestamp},v1=${vector.v1}`);

  it('is taken', () => {
    expect(verify(callback)).toEqual({ status: 'paid', gatewayTradeNo: 'pi_1' });
    expect(locate(callback)).toEqual(locateVector);
  });

  it.each([
    [299, 'taken'],
    [300, 'taken'],
    [301, invalid],
    [86_400, invalid],
    [-301, 'taken'],
    [-86_400, 'taken'],
  ])('%i seconds later: %s', (offset, expected) => {
    expect(refusalOf(() => verify(callback, at(offset)))).toBe(expected);
  });
});

describe('a signature', () => {
  const body = bodyOf();
  const v1 = mac(`${seconds}.${body}`);
  const other = 'a'.repeat(64);

  it.each([
    ['alone', `t=${seconds},v1=${v1}`],
    ['after another', `t=${seconds},v1=${other},v1=${v1}`],
    ['before another', `t=${seconds},v1=${v1},v1=${other}`],
    ['beside the old scheme', `t=${seconds},v1=${v1},v0=${other}`],
    ['before the time', `v1=${v1},t=${seconds}`],
  ])('counts %s', (_name, header) => {
    expect(refusalOf(() => verify(callbackOf(body, header)))).toBe('taken');
  });

  const forgeries: [name: string, header: string | undefined][] = [
    ['absent', undefined],
    ['empty', ''],
    ['of no known form', 'hello'],
    ['without a time', `v1=${v1}`],
    ['without a signature', `t=${seconds}`],
    ['with an empty signature', `t=${seconds},v1=`],
    ['of the old scheme alone', `t=${seconds},v0=${v1}`],
    ['of a scheme to come', `t=${seconds},v2=${v1}`],
    ['of another time', `t=${seconds - 1},v1=${v1}`],
    ['of no time', `t=,v1=${v1}`],
    ['of a time in words', `t=now,v1=${v1}`],
    ['of two times, the last another', `t=${seconds},t=${seconds - 1},v1=${v1}`],
    ['in capitals', `t=${seconds},v1=${v1.toUpperCase()}`],
    ['too short', `t=${seconds},v1=${v1.slice(0, -1)}`],
    ['too long', `t=${seconds},v1=${v1}0`],
    ['with its last digit changed', `t=${seconds},v1=${v1.slice(0, -1)}${v1.endsWith('0') ? '1' : '0'}`],
    ['in Base64', `t=${seconds},v1=${Buffer.from(v1, 'hex').toString('base64')}`],
    ['by another secret', headerOf(body, 'whsec_other')],
    ['by no secret', headerOf(body, '')],
    ['by the secret without its prefix', headerOf(body, 'test_paycore')],
    ['by the secret decoded', headerOf(body, Buffer.from('test_paycore', 'base64').toString('latin1'))],
    ['by the secret key', headerOf(body, 'sk_test_a1')],
    ['by the publishable key, which all know', headerOf(body, 'pk_test_b2')],
    ['over the body alone', `t=${seconds},v1=${mac(body)}`],
    ['over the time alone', `t=${seconds},v1=${mac(`${seconds}.`)}`],
    ['over body and time in the wrong order', `t=${seconds},v1=${mac(`${body}.${seconds}`)}`],
    ['over milliseconds', headerOf(body, secret, seconds * 1000).replace(`t=${seconds}000`, `t=${seconds}`)],
    ['of another event', headerOf(bodyOf({ id: 'pi_2' }))],
    ['by SHA-1', `t=${seconds},v1=${createHmac('sha1', secret).update(`${seconds}.${body}`).digest('hex')}`],
  ];

  it.each(forgeries)('%s is refused', (_name, header) => {
    expect(refusalOf(() => verify(callbackOf(body, header)))).toBe(invalid);
  });

  const changed: [name: string, change: (text: string) => string | Uint8Array][] = [
    ['written anew', (text) => JSON.stringify(JSON.parse(text), null, 2)],
    [
      'with another order of fields',
      (text) => text.replace('{"id":"evt_1","object":"event"', '{"object":"event","id":"evt_1"'),
    ],
    ['with a blank after it', (text) => `${text} `],
    ['with a line end after it', (text) => `${text}\n`],
    ['with a blank before it', (text) => ` ${text}`],
    ['with a byte order mark before it', (text) => `\ufeff${text}`],
    ['with another amount', (text) => text.replaceAll('98000', '1')],
    ['with another type', (text) => text.replace('.succeeded', '.canceled')],
    ['with a field twice', (text) => text.replace('"id":"evt_1"', '"id":"evt_1","id":"evt_2"')],
    ['cut off', (text) => text.slice(0, -1)],
    ['empty', () => ''],
    ['of another payment', () => bodyOf({ id: 'pi_2' })],
    ['as UTF-16', (text) => Buffer.from(text, 'utf16le')],
    ['with a byte that is no UTF-8', (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])])],
  ];

  it.each(changed)('does not cover the body %s', (_name, change) => {
    expect(refusalOf(() => verify(callbackOf(change(body), headerOf(body))))).not.toBe('taken');
  });

  it('covers texts beyond ASCII', () => {
    expect(refusalOf(() => verify(signed({ description: '藍色茶壺 ☕' })))).toBe('taken');
  });
});

describe('a genuine event', () => {
  it.each([
    ['payment_intent.succeeded', {}, { status: 'paid' }],
    ['payment_intent.processing', { status: 'processing' }, { status: 'pending', underWay: true }],
    ['payment_intent.created', { status: 'requires_payment_method' }, { status: 'pending' }],
    ['payment_intent.requires_action', { status: 'requires_action' }, { status: 'pending' }],
    [
      'payment_intent.payment_failed',
      {
        status: 'requires_payment_method',
        last_payment_error: { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' },
      },
      { status: 'pending', declined: 'insufficient_funds' },
    ],
    [
      'payment_intent.payment_failed',
      { last_payment_error: { code: 'expired_card' } },
      { status: 'pending', declined: 'expired_card' },
    ],
    ['payment_intent.payment_failed', { last_payment_error: null }, { status: 'pending', declined: 'payment_failed' }],
    [
      'payment_intent.canceled',
      { status: 'canceled', cancellation_reason: 'automatic' },
      { status: 'expired', reason: { code: 'automatic' } },
    ],
    ['payment_intent.canceled', { status: 'canceled' }, { status: 'failed', reason: { code: 'canceled' } }],
  ])('%s %j is %j', (type, of, expected) => {
    expect(verify(signed(of, { type }))).toEqual({ gatewayTradeNo: 'pi_1', ...expected });
  });

  it.each([
    ['Stripe amount mismatch.', { amount: 1 }],
    ['Stripe amount mismatch.', { amount: 980 }],
    ['Stripe amount mismatch.', { amount_received: 97_999 }],
    ['Stripe currency mismatch.', { currency: 'usd' }],
    ['Stripe livemode mismatch.', { livemode: true }],
    ['Stripe payment mismatch.', { id: 'pi_2' }],
    ['Stripe payment mismatch.', { metadata: { payment_no: 'PAY202606221200HGFEDCBA' } }],
    ['Stripe payment mismatch.', { metadata: { payment_no: order.paymentNo, gateway_order_no: 'PC1' } }],
    ['Stripe event is not readable.', { object: 'charge' }],
    ['Stripe event is not readable.', { amount: '98000' }],
    ['Stripe event is not readable.', { metadata: { payment_no: 7 } }],
  ])('is refused: %s %j', (message, of) => {
    expect(refusalOf(() => verify(signed(of)))).toBe(message);
  });

  it.each([
    [{ amount: 980 }, 980],
    [{ amount_received: 97_999 }, 97_999],
    [{ amount: 97_999, amount_received: 98_000 }, 97_999],
  ])('is refused with the amount that is wrong: %j', async (of, received) => {
    expect(await errorOf(() => verify(signed(of)))).toMatchObject({
      log: { expected_amount: 98_000, received_amount: received },
    });
  });

  it('of the other side is refused', () => {
    expect(refusalOf(() => verify(signed({}, { livemode: true })))).toBe('Stripe livemode mismatch.');
  });

  it('without metadata is known by its id, and by nothing where we know no id', () => {
    const callback = signed({ metadata: {} });
    expect(refusalOf(() => verify(callback))).toBe('taken');
    const { gatewayTradeNo: _, ...unknown } = order;
    expect(refusalOf(() => verifyCallback(callback, unknown, credentials, at()))).toBe('Stripe payment mismatch.');
    expect(verifyCallback(signed(), unknown, credentials, at())).toMatchObject({
      status: 'paid',
      gatewayTradeNo: 'pi_1',
    });
  });
});

describe('a payment with two orders at Stripe', () => {
  const mismatch = 'Stripe payment mismatch.';
  const second = { ...order, gatewayOrderNo: 'PC26062212000ABCDEFH', gatewayTradeNo: 'pi_2' };
  const { gatewayTradeNo: _, ...unanswered } = second;
  const { webhookSecret: __, ...unproven } = credentials;
  const { payment_no } = intent.metadata;

  it.each([
    ['with all its numbers', {}],
    ['without our order’s number', { metadata: { payment_no } }],
    ['without metadata', { metadata: {} }],
    ['with the second order’s number', { metadata: { payment_no, gateway_order_no: second.gatewayOrderNo } }],
    ['with the second order’s id', { id: 'pi_2' }],
  ])('an event of the first, %s, is refused by the second', (_name, of) => {
    for (const as of [credentials, unproven]) {
      for (const type of ['payment_intent.succeeded', 'payment_intent.processing', 'payment_intent.canceled']) {
        expect(refusalOf(() => verifyCallback(signed(of, { type }), second, as, at()))).toBe(mismatch);
      }
    }
  });

  it.each([
    ['names its number', {}],
    ['names the payment alone', { metadata: { payment_no } }],
    ['names nothing of ours', { metadata: {} }],
  ])('an event of the first that %s is refused while the second’s intent is not known', (_name, of) => {
    expect(refusalOf(() => verifyCallback(signed(of), unanswered, credentials, at()))).toBe(mismatch);
  });

  it('an event of the second that names its number is taken before its intent is known', () => {
    const named = signed({ id: 'pi_2', metadata: { gateway_order_no: second.gatewayOrderNo } });
    expect(verifyCallback(named, unanswered, credentials, at())).toEqual({ status: 'paid', gatewayTradeNo: 'pi_2' });
  });
});

describe('without a webhook secret', () => {
  const { webhookSecret: _, ...open } = credentials;
  const guarded = { ...open, callbackSecret: 'cb ü' };

  it('an event, signed or not, is a reason to ask and no more', () => {
    const hint = { status: 'pending', gatewayTradeNo: 'pi_1', next: 'query' };
    expect(verify(callbackOf(bodyOf()), at(), open)).toEqual(hint);
    expect(verify(callbackOf(bodyOf(), 't=1,v1=x'), at(900), open)).toEqual(hint);
    expect(verify(callbackOf(bodyOf({}, { type: 'payment_intent.canceled' })), at(), open)).toEqual(hint);
  });

  it('nobody is told which amount, currency or side is right', () => {
    const hint = { status: 'pending', gatewayTradeNo: 'pi_1', next: 'query' };
    for (const wrong of [{}, { amount: 1 }, { amount_received: 1 }, { currency: 'usd' }, { livemode: true }]) {
      expect(verify(callbackOf(bodyOf(wrong)), at(), open)).toEqual(hint);
    }
    expect(verify(callbackOf(bodyOf({}, { livemode: true })), at(), open)).toEqual(hint);
  });

  it('what is no event, or of another order, is refused all the same', () => {
    expect(refusalOf(() => verify(callbackOf('{}'), at(), open))).toBe('Stripe event is not readable.');
    expect(refusalOf(() => verify(callbackOf(bodyOf({ id: 'pi_2' })), at(), open))).toBe('Stripe payment mismatch.');
  });

  it.each([
    [{ callback_secret: 'cb ü' }, 'taken'],
    [{}, 'Stripe callback secret mismatch.'],
    [{ callback_secret: '' }, 'Stripe callback secret mismatch.'],
    [{ callback_secret: 'cb' }, 'Stripe callback secret mismatch.'],
    [{ secret: 'cb ü' }, 'Stripe callback secret mismatch.'],
  ] as const)('the address must carry the callback secret: %j', (query, expected) => {
    expect(refusalOf(() => verify(callbackOf(bodyOf(), undefined, query), at(), guarded))).toBe(expected);
  });

  it('a signature proves more than the address', () => {
    const both = { ...credentials, callbackSecret: 'cb' };
    expect(verify(signed(), at(), both)).toMatchObject({ status: 'paid' });
    const byAddress = callbackOf(bodyOf(), undefined, { callback_secret: 'cb' });
    expect(refusalOf(() => verify(byAddress, at(), both))).toBe(invalid);
  });
});

describe('an event names', () => {
  it('its order by our number, then by its own, and its payment last', () => {
    expect(locate(signed())).toEqual([
      { by: 'gatewayOrderNo', value: order.gatewayOrderNo },
      { by: 'gatewayTradeNo', value: 'pi_1' },
      { by: 'paymentNo', value: order.paymentNo },
    ]);
  });

  it.each([
    { metadata: { payment_no: 'PAY1', gateway_order_no: "PC'; --" } },
    { metadata: {} },
    { metadata: { order: '7' } },
  ])('nothing of ours: %j', (of) => {
    expect(locate(signed(of))).toEqual([{ by: 'gatewayTradeNo', value: 'pi_1' }]);
  });

  it.each(['{}', '[]', 'null', '{"object":"event","type":"charge.succeeded","data":{"object":{"object":"charge"}}}'])(
    'no payment: %s',
    (body) => {
      expect(locate(callbackOf(body))).toEqual([]);
    },
  );
});

/** https://docs.stripe.com/event-destinations: no object inside, only where it could be fetched. */
const thinEvent = {
  id: 'evt_test_65',
  object: 'v2.core.event',
  type: 'v1.payment_intent.succeeded',
  livemode: false,
  created: '2026-06-22T16:00:00.000Z',
  context: null,
  related_object: { id: 'pi_1', type: 'payment_intent', url: '/v1/payment_intents/pi_1' },
};

it('a thin event names no payment, signed or not, and is taken', async () => {
  const body = JSON.stringify(thinEvent);
  for (const callback of [callbackOf(body), callbackOf(body, headerOf(body))]) {
    expect(locate(callback)).toEqual([]);
  }
  const { answer } = stripe.make({ fetch: () => Promise.reject(new Error('no')), now: () => at() });
  expect(answer(paymentNotFound()).status).toBe(200);
});

describe('Stripe is answered', () => {
  const { answer } = stripe.make({ fetch: () => Promise.reject(new Error('no')), now: () => at() });
  const taken = [200, { success: true, message: 'Webhook received' }];
  const of = (kind: PayCoreError['kind'], code = 'X') => new PayCoreError(kind, code, 'Words.');

  it.each([
    ['an event taken', undefined, taken],
    ['an event of something else', of('notFound', 'PAYMENT_NOT_FOUND'), taken],
    ['a forgery', of('forged', invalid), [400, { success: false, message: 'Words.', error: { error_code: invalid } }]],
    [
      'while Stripe is away',
      of('unavailable'),
      [503, { success: false, message: 'Words.', error: { error_code: 'X' } }],
    ],
    [
      'while the database is away',
      of('offline'),
      [503, { success: false, message: 'Words.', error: { error_code: 'X' } }],
    ],
  ])('%s', (_name, error, expected) => {
    const { status, type, body } = answer(error);
    expect([status, JSON.parse(body)]).toEqual(expected);
    expect(type).toBe('application/json');
  });
});
