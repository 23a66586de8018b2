import { coreOnFakes, deferred, setUpShop } from '@paycore/testing';
import { maxAttempts } from '../domain/attempts.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { Created, Order } from '../ports/gateway.ts';
import type { Caller } from '../ports/project-store.ts';

const hour = 3_600_000;

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;

beforeEach(async () => {
  core = coreOnFakes();
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
  await setUpShop(core.shops, caller.project.id, [['ecpay/atm'], ['smilepay/wallet'], ['ecpay/aio']]);
  core.other.create.answer = () => ({ info: {}, page: { kind: 'element', params: {} } });
  core.other.canCancel = true;
});

const request = { merchantOrderNo: 'A-1', amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {} };
const link = () =>
  core.createLink.execute(caller, { request, linkExpiresAt: new Date(core.clock.now().getTime() + hour) });
const direct = () =>
  core.createPayment.execute(caller, {
    ...{ gateway: 'ecpay', route: 'atm', request, credentials: { merchant_id: '3002607' } },
  });
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const pick = ({ paymentNo, attempts }: Payment, name: string) => {
  const [gateway = '', route = ''] = name.split('/');
  const choice = { gateway, route, fields: {} };
  return core.pressButton.execute({ paymentNo, token: `token-of-${paymentNo}`, after: attempts.length, choice });
};
const form = ({ gatewayOrderNo: no }: Order): Created => ({
  ...{ info: {}, page: { kind: 'form', action: 'https://cashier.example/', fields: { no } } },
});

/** Runs `act` before the next write to a payment: somebody else is faster. */
function beforeNextWrite(act: () => Promise<unknown>): void {
  const update = core.payments.update.bind(core.payments);
  core.payments.update = async (...args) => {
    core.payments.update = update;
    await act();
    return update(...args);
  };
}

describe('a pick that is overtaken', () => {
  it('by a write that is no pick is made all the same: its intent is cancelled already', async () => {
    const { payment: first } = await pick((await link()).payment, 'smilepay/wallet');
    core.other.cancel.answer = async (): Promise<Outcome> => {
      const current = await fresh(first);
      if (core.other.cancel.calls.length === 1)
        await core.payments.update(current, { attempts: [{ no: 1, set: { syncedAt: core.clock.now() } }] });
      return { status: 'failed' };
    };
    expect(await pick(first, 'ecpay/atm')).toMatchObject({ attempt: 2 });
    expect((await fresh(first)).attempts.map(({ status }) => status)).toEqual(['failed', 'pending']);
  });

  it('by the link’s end makes nothing', async () => {
    const { payment } = await link();
    beforeNextWrite(() => core.expirePayments.execute(new Date(core.clock.now().getTime() + hour)));
    const { payment: after, attempt } = await pick(payment, 'ecpay/atm');
    expect([after.status, attempt]).toEqual(['expired', undefined]);
    expect(core.gateway.create.calls).toEqual([]);
  });

  it('because its process stood still leaves its number to it: the next one goes to the cashier with another', async () => {
    const { payment } = await link();
    const gate = deferred<Created>();
    core.gateway.create.answer = (order) => form(order);
    core.gateway.create.next(() => gate.promise);
    const slow = pick(payment, 'ecpay/aio');
    while (core.gateway.create.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    core.clock.advance(60_000);
    const { form: second } = await pick(await fresh(payment), 'ecpay/aio');
    const [[placed] = []] = core.gateway.create.calls;
    gate.resolve(form(placed as Order));
    const { form: first } = await slow;
    expect([first?.fields['no'], second?.fields['no']]).not.toContain(undefined);
    expect(first?.fields['no']).not.toBe(second?.fields['no']);
  });
});

describe('a repeated create that is overtaken', () => {
  it('by the end of the link makes a new payment', async () => {
    const { payment } = await link();
    core.clock.advance(hour);
    beforeNextWrite(() => core.expirePayments.execute());
    const { payment: next, created } = await link();
    expect([next.status, created, next.paymentNo === payment.paymentNo]).toEqual(['pending', true, false]);
  });

  it('by a refusal that the gateway reports makes a new payment', async () => {
    core.gateway.create.next(() => new Promise(() => undefined));
    direct().catch(() => undefined);
    while (core.gateway.create.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    core.clock.advance(60_000);
    const [payment] = core.payments.all();
    const answer = core.gateway.create.answer;
    core.gateway.create.next(async (order) => {
      await core.settlePayment.execute(payment as Payment, 1, { status: 'failed' });
      return answer(order);
    });
    const { payment: next, created } = await direct();
    expect([next.status, created, next.paymentNo === payment?.paymentNo]).toEqual(['pending', true, false]);
  });
});

it('a repeated create is a conflict once twenty attempts are used and none can be paid', async () => {
  let { payment } = await link();
  for (let n = 0; n < maxAttempts; n += 1) {
    payment = (await pick(payment, 'smilepay/wallet')).payment;
    payment = await core.settlePayment.execute(payment, n + 1, { status: 'failed' });
  }
  await expect(link()).rejects.toMatchObject({ code: 'ORDER_CONFLICT', paymentNo: payment.paymentNo });
});

it('a repeated create is answered while the twentieth attempt can be paid', async () => {
  let { payment } = await link();
  for (let n = 0; n < maxAttempts; n += 1) {
    payment = (await pick(payment, 'smilepay/wallet')).payment;
    if (n < maxAttempts - 1) payment = await core.settlePayment.execute(payment, n + 1, { status: 'failed' });
  }
  expect(await link()).toMatchObject({ created: false, payment: { paymentNo: payment.paymentNo } });
});
