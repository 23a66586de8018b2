import { aPayment, coreOnFakes, deferred, setUpShop } from '@paycore/testing';
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

/** Runs `act` before the next write to a payment, or one after it: somebody else is faster. */
function beforeNextWrite(act: () => Promise<unknown>, writesBefore = 0): void {
  const update = core.payments.update.bind(core.payments);
  let writes = 0;
  core.payments.update = async (...args) => {
    if (writes === writesBefore) {
      core.payments.update = update;
      await act();
    }
    writes += 1;
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

describe('a payment that is closed while its payer picks', () => {
  /** Both need a call to the gateway; the pick is whole before the answer to the first of them. */
  const pickedMeanwhile = async (close: (payment: Payment) => Promise<unknown>) => {
    const { payment: first } = await pick((await link()).payment, 'smilepay/wallet');
    core.other.cancel.next(async (): Promise<Outcome> => {
      await pick(first, 'smilepay/other');
      return { status: 'failed' };
    });
    await close(first);
    return fresh(first);
  };

  const cancelled = () => core.other.cancel.calls.map(([{ gatewayOrderNo }]) => gatewayOrderNo);

  beforeEach(async () => {
    const methods = core.other.methods;
    methods['other'] = { name: 'other', decimalsOf: () => 0 };
    await setUpShop(core.shops, caller.project.id, [['smilepay/wallet'], ['smilepay/other']]);
  });

  it('by the merchant leaves no intent open', async () => {
    const after = await pickedMeanwhile(({ paymentNo }) => core.cancelOwnPayment.execute(caller, paymentNo));
    expect(after).toMatchObject({ status: 'failed', closedReason: 'cancelled', attempts: { length: 2 } });
    expect(cancelled()).toContain(after.attempts[1]?.gatewayOrderNo);
  });

  it('by the merchant at the last moment is not closed', async () => {
    const { payment: first } = await pick((await link()).payment, 'smilepay/wallet');
    core.other.cancel.answer = () => ({ status: 'pending' });
    beforeNextWrite(async () => {
      core.other.cancel.answer = () => ({ status: 'failed' });
      await pick(await fresh(first), 'smilepay/other');
    }, 1);
    await expect(core.cancelPayment.execute(first.paymentNo)).rejects.toMatchObject({ code: 'ORDER_CONFLICT' });
    const { status, attempts } = await fresh(first);
    expect([status, attempts.at(-1)?.status]).toEqual(['pending', 'pending']);
  });

  it('because another payment of the order was paid leaves no intent open', async () => {
    const { payment: first } = await pick((await link()).payment, 'smilepay/wallet');
    const [picking, tidying] = [deferred<Outcome>(), deferred<Outcome>()];
    core.other.cancel.next(
      () => picking.promise,
      () => tidying.promise,
    );
    const called = async (times: number) => {
      while (core.other.cancel.calls.length < times) await new Promise((resolve) => setImmediate(resolve));
    };
    const picked = pick(first, 'smilepay/other');
    await called(1);
    const { project, environment, request: ordered } = first;
    const late = aPayment({ project, environment, request: ordered, status: 'failed', holdsOrder: false });
    await core.payments.insert(late);
    await core.settlePayment.execute(late, 1, { status: 'paid' });
    const tidied = core.tidyPayments.execute();
    await called(2);
    picking.resolve({ status: 'failed' });
    expect(await picked).toMatchObject({ attempt: 2 });
    tidying.resolve({ status: 'failed' });
    await tidied;
    core.clock.advance(60_000);
    await core.tidyPayments.execute();
    const after = await fresh(first);
    expect(after).toMatchObject({ status: 'failed', closedReason: 'paid_beside' });
    expect(cancelled()).toContain(after.attempts[1]?.gatewayOrderNo);
  });
});
