import { PayCoreError, type PlacedOrder } from '@paycore/core';
import { SimulatedGateway } from '@paycore/testing';
import { recordedKeys, recordedTrade } from '../fixtures/extra-info-recordings.ts';
import { handMac } from '../fixtures/hand-mac.ts';
import { queryVector } from '../fixtures/mac-vectors.ts';
import { ecpay } from '../index.ts';
import { ecpaySimulator } from '../simulator/index.ts';

const credentials = { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' };

async function world(route = 'aio/atm') {
  const joined = new SimulatedGateway(ecpay, ecpaySimulator);
  const account = joined.gateway.open(credentials, 'test');
  const order = joined.order(route);
  const { placed } = await joined.pay(account, credentials, order);
  const query = (changes: Partial<PlacedOrder> = {}) => account.query?.({ ...placed, ...changes });
  const paths = () => joined.fake.calls.map(({ url }) => url.replace('http://sandbox.test/ecpay/Cashier/', ''));
  return { joined, order, query, paths };
}

const line = (fields: Readonly<Record<string, string>>) => {
  const all = { ...fields, CheckMacValue: handMac(fields) };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
};

async function errorOf(act: Promise<unknown> | undefined): Promise<PayCoreError> {
  const thrown = await act?.catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(PayCoreError);
  return thrown as PayCoreError;
}

describe('asking the cashier about the keys', () => {
  async function asked(keys: Readonly<Record<string, string>> = {}) {
    const joined = new SimulatedGateway(ecpay, ecpaySimulator);
    const account = joined.gateway.open({ ...credentials, ...keys }, 'test');
    return { joined, check: async () => account.verifyCredentials?.() };
  }

  it('signs a question about a number that nobody has', async () => {
    const { joined, check } = await asked({ platform_id: '3002599' });
    await check();
    const question = { MerchantID: '3002607', PlatformID: '3002599', MerchantTradeNo: 'PAYCORENONE' };
    const fields = { ...question, TimeStamp: '1782100800' };
    expect(joined.fake.calls.map(({ url }) => url)).toEqual(['http://sandbox.test/ecpay/Cashier/QueryTradeInfo/V5']);
    expect(Object.fromEntries(new URLSearchParams(String(joined.fake.calls[0]?.init.body)))).toEqual({
      ...fields,
      CheckMacValue: handMac(fields),
    });
  });

  it.each([
    ['hash_key', 'pwFHCqoQZGmho4w7', 'invalid'],
    ['hash_iv', 'EkRm7iFT261dpevt', 'invalid'],
    ['merchant_id', '2000132', 'invalid'],
    // The MAC is made of small letters only.
    ['hash_key', 'PWFHCQOQZGMHO4W6', 'valid'],
  ])('finds another %s, %s, %s', async (name, value, expected) => {
    const { check } = await asked({ [name]: value });
    expect(await check()).toBe(expected);
  });

  it('learns nothing where ECPay does not know the merchant, or blocks us', async () => {
    const { joined, check } = await asked({ merchant_id: '9999999' });
    expect((await errorOf(check())).kind).toBe('unavailable');
    joined.fake.answer = () => new Response('Forbidden', { status: 403 });
    expect(await errorOf(check())).toMatchObject({ kind: 'unavailable', pauseSeconds: 1800 });
  });

  it('believes no answer of another signature', async () => {
    const { joined, check } = await asked();
    const fields = { MerchantID: '3002607', MerchantTradeNo: 'PAYCORENONE', TradeStatus: '10200047' };
    joined.fake.answer = () => new Response(line(fields));
    expect(await check()).toBe('valid');
    joined.fake.answer = () => new Response(line(fields).replace('10200047', '10200048'));
    expect((await errorOf(check())).kind).toBe('unavailable');
  });
});

describe('asking the cashier for a state', () => {
  it('signs the question, with the time', async () => {
    const { joined, order, query } = await world('aio/credit');
    await query();
    const { url, init } = joined.fake.calls[0] ?? { url: '', init: {} };
    const question = { MerchantID: '3002607', MerchantTradeNo: order.gatewayOrderNo, TimeStamp: '1782100800' };
    expect(url).toBe('http://sandbox.test/ecpay/Cashier/QueryTradeInfo/V5');
    expect(Object.fromEntries(new URLSearchParams(String(init.body)))).toEqual({
      ...question,
      CheckMacValue: handMac(question),
    });
  });

  it('reads a recorded answer, whose values are not escaped', async () => {
    const { joined, query } = await world('aio/credit');
    joined.fake.answer = () => new Response(line(queryVector.fields));
    expect(line(queryVector.fields)).toContain(queryVector.mac);
    expect(await query({ gatewayOrderNo: 'paidcli1782998612529', amount: 1234 })).toEqual({
      status: 'paid',
      gatewayTradeNo: '2607022124117236',
    });
  });

  it.each(['A%41 B+C 50% x1#玫瑰', 'a=b', ''])('keeps the item name %j as it is written', async (ItemName) => {
    const { joined, order, query } = await world('aio/credit');
    const fields = { ...queryVector.fields, MerchantTradeNo: order.gatewayOrderNo, TradeAmt: '980', ItemName };
    joined.fake.answer = () => new Response(line(fields));
    expect(await query()).toMatchObject({ status: 'paid' });
  });

  it('learns nothing while the payer has not gone there', async () => {
    const joined = new SimulatedGateway(ecpay, ecpaySimulator);
    const account = joined.gateway.open(credentials, 'test');
    const order = joined.order('aio');
    const placed = joined.placed(account, credentials, order, await account.create(order));
    expect(await account.query?.(placed)).toEqual({ status: 'pending' });
    expect(joined.fake.calls).toHaveLength(1);
  });

  it('takes a simulated payment for none', async () => {
    const { joined, order, query } = await world('aio/credit');
    await joined.simulator.drive(order.gatewayOrderNo, 'paid', { simulated: true, silent: true });
    expect(await query()).toMatchObject({ status: 'pending' });
  });

  it('learns of a failure', async () => {
    const { joined, order, query } = await world('aio/credit');
    await joined.simulator.drive(order.gatewayOrderNo, 'failed', { silent: true });
    expect(await query()).toMatchObject({ status: 'failed' });
  });

  it.each([
    ['aio/credit', undefined, 1],
    ['aio', undefined, 1],
    ['aio', 'issued', 2],
    ['aio/atm', 'issued', 2],
    ['aio/cvs', undefined, 2],
    ['aio/barcode', 'issued', 2],
    ['aio/barcode', 'paid', 1],
  ] as const)('asks for the code of %s only where there may be one: %s', async (route, outcome, calls) => {
    const { joined, order, query, paths } = await world(route);
    if (outcome) await joined.simulator.drive(order.gatewayOrderNo, outcome, { silent: true });
    const { status, page } = (await query()) ?? {};
    expect(status).toBe(outcome === 'paid' ? 'paid' : 'pending');
    expect(page !== undefined).toBe(outcome === 'issued');
    expect(paths()).toEqual(['QueryTradeInfo/V5', 'QueryPaymentInfo'].slice(0, calls));
  });

  it('asks for no code that is known', async () => {
    const { joined, order, query, paths } = await world('aio/cvs');
    await joined.simulator.drive(order.gatewayOrderNo, 'issued', { silent: true });
    expect(await query({ hasCode: true })).toMatchObject({ status: 'pending' });
    expect(paths()).toEqual(['QueryTradeInfo/V5']);
  });

  it('reads a recorded answer with extra fields', async () => {
    const joined = new SimulatedGateway(ecpay, ecpaySimulator);
    const { hashKey, hashIv } = recordedKeys;
    const account = joined.gateway.open({ merchant_id: '2000132', hash_key: hashKey, hash_iv: hashIv }, 'test');
    const order = joined.order('aio/credit', { gatewayOrderNo: 'e9d51cd6', amount: 123_123 });
    const placed = joined.placed(account, credentials, order, await account.create(order));
    const text = Object.entries({ ...recordedTrade.fields, CheckMacValue: recordedTrade.mac }).map((pair) =>
      pair.join('='),
    );
    joined.fake.answer = () => new Response(text.join('&'));
    expect(await account.query?.(placed)).toEqual({ status: 'paid', gatewayTradeNo: '2409291718474485' });
  });

  it('says in the log that ECPay finds our MAC wrong', async () => {
    const { joined, query } = await world();
    joined.fake.answer = () => new Response('TradeStatus=10200073&RtnMsg=CheckMacValue verify fail');
    expect(await errorOf(query())).toMatchObject({
      kind: 'unavailable',
      log: { reason: 'ECPay finds our MAC wrong: HashKey or HashIV' },
    });
  });

  it('names another amount as the contract does', async () => {
    const { joined, order, query } = await world('aio/credit');
    await joined.simulator.drive(order.gatewayOrderNo, 'paid', { amount: 1, silent: true });
    expect(await errorOf(query())).toMatchObject({
      kind: 'unavailable',
      message: 'ECPAY amount mismatch',
      log: { expected_amount: 980, received_amount: '1' },
    });
  });

  it('pauses the account for half an hour where ECPay blocks it', async () => {
    const { joined, query } = await world();
    joined.fake.answer = () => new Response('Forbidden', { status: 403 });
    expect(await errorOf(query())).toMatchObject({ kind: 'unavailable', pauseSeconds: 1800 });
  });

  it.each<[string, (fields: Record<string, string>) => string]>([
    ['no MAC', (fields) => new URLSearchParams(fields).toString()],
    ['a wrong MAC', (fields) => line(fields).replace('TradeStatus=1', 'TradeStatus=0')],
    ['a field twice', (fields) => `${line(fields)}&TradeStatus=1`],
    ['another merchant', (fields) => line({ ...fields, MerchantID: '2000132' })],
    ['another order', (fields) => line({ ...fields, MerchantTradeNo: fields.MerchantTradeNo?.toLowerCase() ?? '' })],
    ['no TradeStatus', ({ TradeStatus: _, ...fields }) => line(fields)],
  ])('believes no answer with %s', async (_, answer) => {
    const { joined, order, query } = await world('aio/credit');
    const fields = { ...queryVector.fields, MerchantTradeNo: order.gatewayOrderNo, TradeAmt: '980' };
    joined.fake.answer = () => new Response(answer(fields));
    expect(await errorOf(query())).toMatchObject({ kind: 'unavailable', code: 'PAYMENT_GATEWAY_ERROR' });
  });
});
