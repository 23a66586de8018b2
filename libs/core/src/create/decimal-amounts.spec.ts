import { coreOnFakes, firstAttempt } from '@paycore/testing';
import { requestedAmount } from '../domain/sent-amount.ts';
import type { Caller } from '../ports/project-store.ts';

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
});

const create = (sent: number | string, { route = 'wallet', currency = 'USD' } = {}) =>
  core.createPayment.execute(caller, {
    ...{ gateway: 'ecpay', route, credentials: { merchant_id: '3002607' } },
    request: { merchantOrderNo: 'A-1', ...requestedAmount(sent), currency, buyer: {}, urls: {}, extra: {} },
  });

it('reach the gateway exactly, at the create and in all that follows', async () => {
  const { payment } = await create('9.9');
  expect(payment.request).toMatchObject({ amount: 99, decimals: 1 });
  expect(firstAttempt(payment)).toMatchObject({ amount: 990, decimals: 2 });
  expect(core.gateway.create.calls[0]?.[0]).toMatchObject({ amount: 990, decimals: 2, currency: 'USD' });
  await core.syncPayment.execute(caller, payment.paymentNo);
  expect(core.gateway.query.calls[0]?.[0]).toMatchObject({ amount: 990, decimals: 2 });
});

it('that are whole are the method’s integers', async () => {
  const { payment } = await create('10.00');
  expect(payment.request).toMatchObject({ amount: 1000, decimals: 2 });
  expect(core.gateway.create.calls[0]?.[0]).toMatchObject({ amount: 10 });
  expect(core.gateway.create.calls[0]?.[0]).not.toHaveProperty('decimals');
});

it.each([
  ['9.9', ['9.90']],
  ['9.90', ['9.9']],
  ['10', [10, '10.0', '10.00']],
  [10, ['10', '10.00']],
  ['10.00', [10, '10']],
])('are compared as money: after %p come %j', async (first, repeats) => {
  const { payment } = await create(first);
  for (const repeat of repeats) expect(await create(repeat)).toEqual({ payment, created: false });
  for (const other of ['9.91', '99', 990, 1000, '0.10', '9.89']) {
    await expect(create(other)).rejects.toMatchObject({ code: 'ORDER_CONFLICT', paymentNo: payment.paymentNo });
  }
  await core.settlePayment.execute(payment, 1, { status: 'paid' });
  expect(await create(repeats[0] ?? '')).toMatchObject({ created: false, payment: { status: 'paid' } });
  await expect(create('9.91')).rejects.toMatchObject({ code: 'ORDER_CONFLICT' });
  expect(core.gateway.create.calls).toHaveLength(1);
});

it('of another attempt are those of the first', async () => {
  core.gateway.create.answer = () => ({ info: {}, page: { kind: 'form', action: 'https://c.example/', fields: {} } });
  const { payment } = await create('9.99');
  const press = { paymentNo: payment.paymentNo, token: `token-of-${payment.paymentNo}`, after: 1 };
  await core.pressButton.execute(press);
  expect(core.gateway.create.calls.map(([{ amount, decimals }]) => [amount, decimals])).toEqual([
    [999, 2],
    [999, 2],
  ]);
});

it.each([
  ['9.999', 'wallet', 'USD'],
  ['9.990', 'wallet', 'USD'],
  ['980.00', 'wallet', 'TWD'],
  ['980.00', 'atm', 'TWD'],
])('that the method cannot take are refused, and nothing is stored: %s at %s in %s', async (sent, route, currency) => {
  await expect(create(sent, { route, currency })).rejects.toMatchObject({
    ...{ kind: 'invalid', code: 'INVALID_ARGUMENT' },
    fields: { amount: [expect.stringContaining('decimal places')] },
  });
  expect(core.payments.all()).toEqual([]);
  expect(core.gateway.create.calls).toEqual([]);
});
