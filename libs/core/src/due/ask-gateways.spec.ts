import { anAttempt, aPayment, coreOnFakes, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';

const minute = 60_000;
const hour = 60 * minute;

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment({ asksAt: core.clock.now(), ...differences });
  await core.payments.insert(payment);
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const attemptOf = async (payment: Payment) => firstAttempt(await fresh(payment));
const paused = () => {
  throw gatewayUnavailable(new Error('403'), { pauseSeconds: 1800 });
};

describe('AskGateways', () => {
  it('settles what the gateway says', async () => {
    const payment = await stored();
    core.gateway.query.next(() => ({ status: 'paid' }));
    expect(await core.askGateways.execute()).toBe(1);
    expect(await fresh(payment)).toMatchObject({ status: 'paid' });
    expect((await attemptOf(payment)).asksAt).toBeUndefined();
    expect(await core.askGateways.execute()).toBe(0);
  });

  it('asks after an hour, six hours and then daily', async () => {
    const payment = await stored();
    const rests: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      await core.askGateways.execute();
      const rest = ((await attemptOf(payment)).asksAt?.getTime() ?? 0) - core.clock.now().getTime();
      rests.push(rest / hour);
      core.clock.advance(rest);
    }
    expect(rests).toEqual([1, 6, 24, 24, 24]);
    expect(core.gateway.query.calls).toHaveLength(5);
    expect((await attemptOf(payment)).asks).toBe(5);
  });

  it('goes on with its schedule where the gateway is away', async () => {
    core.gateway.query.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    const payment = await stored();
    await core.askGateways.execute();
    expect(await attemptOf(payment)).toMatchObject({ asks: 1, asksAt: new Date(core.clock.now().getTime() + hour) });
    expect(core.log.lines).toEqual([expect.objectContaining({ level: 'warn' })]);
  });

  it('asks once, however many schedulers tick', async () => {
    await Promise.all(Array.from({ length: 30 }, () => stored()));
    await Promise.all([core, core.process(), core.process()].map(({ askGateways }) => askGateways.execute()));
    expect(core.gateway.query.calls).toHaveLength(30);
  });

  it('leaves an account alone that asked for it, in every scheduler, and others not', async () => {
    const first = await stored({ accountId: 'busy' });
    core.gateway.query.answer = ({ paymentNo }) => (paymentNo === first.paymentNo ? paused() : { status: 'pending' });
    await core.askGateways.execute();
    const second = await stored({ accountId: 'busy' });
    const other = await stored({ accountId: 'calm' });
    await core.process().askGateways.execute();
    expect(core.gateway.query.calls.map(([{ paymentNo }]) => paymentNo)).toEqual([first.paymentNo, other.paymentNo]);
    expect(await attemptOf(second)).toMatchObject({
      asks: 0,
      asksAt: new Date(core.clock.now().getTime() + 10 * minute),
    });
    core.clock.advance(30 * minute);
    core.gateway.query.answer = () => ({ status: 'paid' });
    await core.askGateways.execute();
    expect((await fresh(second)).status).toBe('paid');
  });

  it('leaves it alone for the rest of the batch, too', async () => {
    core.gateway.query.answer = paused;
    await Promise.all(Array.from({ length: 50 }, () => stored()));
    await core.askGateways.execute();
    expect(core.gateway.query.calls.length).toBeLessThanOrEqual(4);
    expect(core.payments.all().filter((payment) => firstAttempt(payment).asks === 0).length).toBeGreaterThanOrEqual(46);
  });

  it('asks about each attempt at its own time, all that are due in one run', async () => {
    const later = new Date(core.clock.now().getTime() + minute);
    const [now, second, third] = [core.clock.now(), 2, 3];
    const attempts = [
      anAttempt({ asksAt: now }),
      anAttempt({ no: second, gateway: 'smilepay', asksAt: now, asks: 1 }),
      anAttempt({ no: third, asksAt: later }),
    ];
    const payment = await stored({ attempts });
    core.other.query.next(() => ({ status: 'pending', info: { bank_code: '822' } }));
    expect(await core.askGateways.execute()).toBe(1);
    expect([core.gateway.query.calls.length, core.other.query.calls.length]).toEqual([1, 1]);
    const after = (ms: number) => new Date(now.getTime() + ms);
    expect((await fresh(payment)).attempts).toMatchObject([
      { asks: 1, asksAt: after(hour), info: {} },
      { asks: 2, asksAt: after(6 * hour), info: { bank_code: '822' } },
      { asks: 0, asksAt: later },
    ]);
  });

  it('goes on to the next attempt where the gateway of one is away', async () => {
    const now = core.clock.now();
    const payment = await stored({
      attempts: [anAttempt({ asksAt: now }), anAttempt({ no: 2, gateway: 'smilepay', asksAt: now })],
    });
    core.gateway.query.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    core.other.query.next(() => ({ status: 'paid' }));
    await core.askGateways.execute();
    await core.askGateways.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 2 });
  });

  it('is stopped by no single payment', async () => {
    await Promise.all(Array.from({ length: 10 }, () => stored({ gateway: 'gone' })));
    const payments = await Promise.all(Array.from({ length: 10 }, () => stored()));
    await core.askGateways.execute();
    expect(core.gateway.query.calls).toHaveLength(payments.length);
    expect(core.log.lines).toHaveLength(10);
  });
});
