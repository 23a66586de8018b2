import type { Callback, Trust } from '@paycore/core';
import type { Drive, SimulatedOutcome } from '@paycore/simulator-kit';
import { SimulatedGateway } from '@paycore/testing';
import { smilepay } from './index.ts';
import { smilepaySimulator } from './simulator/index.ts';

const credentials = {
  dcvc: '107',
  rvg2c: '1',
  verify_key: '174A02F97A95F72CE301137B3F98D128',
  merchant_verify_code: '1111',
};

/** What the adapter learns from what the simulator sends. */
async function played(route: string, outcome: SimulatedOutcome, options: Record<string, string>, how: Drive = {}) {
  const world = new SimulatedGateway(smilepay, smilepaySimulator);
  const account = world.gateway.open(credentials, 'test');
  const order = world.order(route);
  const { placed } = await world.pay(account, credentials, order);
  await world.simulator.drive(order.gatewayOrderNo, outcome, { ...how, options });
  const callback = world.callbacks.at(-1) as Callback;
  expect(await world.locate(callback, [placed])).toBe(placed);
  const trust: Trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false };
  return account.verify(callback, placed, trust);
}

describe.each(['atm', 'cvs', 'barcode'])('%s', (route) => {
  it.each<[SimulatedOutcome, Record<string, string>, string]>([
    ['paid', {}, 'paid'],
    ['paid', { response_id: '' }, 'paid'],
    ['paid', { response_id: '1' }, 'paid'],
    ['paid', { response_id: '1', classif: 'A' }, 'paid'],
    ['failed', {}, 'failed'],
    ['paid', { response_id: '0' }, 'unclear'],
    ['paid', { response_id: '7' }, 'unclear'],
    ['paid', { classif: 'A' }, 'unclear'],
    ['failed', { response_id: 'none' }, 'unclear'],
  ])('%s with %j is %s, by POST and GET', async (outcome, options, expected) => {
    for (const via of ['POST', 'GET']) {
      const { status, unclear } = await played(route, outcome, { ...options, via });
      expect(unclear ? 'unclear' : status).toBe(expected);
    }
  });

  it('of a failure not told apart says what SmilePay said', async () => {
    const { unclear } = await played(route, 'failed', { response_id: '7', classif: 'A' });
    expect(unclear).toEqual({ response_id: '7', classif: 'A', amount: '0', errdesc: '交易失敗' });
  });

  it('of other money is refused by GET too', async () => {
    await expect(played(route, 'paid', { via: 'GET' }, { amount: 979 })).rejects.toThrow('SmilePay amount mismatch.');
  });
});

it('refuses an amount that SmilePay refuses, with its words', async () => {
  const world = new SimulatedGateway(smilepay, smilepaySimulator);
  const account = world.gateway.open(credentials, 'test');
  await expect(account.create(world.order('atm', { amount: 20_001 }))).rejects.toMatchObject({
    kind: 'rejected',
    code: 'INVALID_ARGUMENT',
    message: 'SmilePay refused the payment: 超過付款模式設定金額 (-3004).',
  });
});
