import { anAttempt, aPayment, coreOnFakes, deferred, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { Caller } from '../ports/project-store.ts';

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
});

const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment({ project: caller.project.id, ...differences });
  await core.payments.insert(payment);
  return payment;
};
const sync = ({ paymentNo }: Payment) => core.syncPayment.execute(caller, paymentNo);

describe('SyncPayment', () => {
  it('settles what the gateway says', async () => {
    const payment = await stored();
    core.gateway.query.next(() => ({ status: 'paid', gatewayTradeNo: 'T1' }));
    expect(await sync(payment)).toMatchObject({
      status: 'paid',
      attempts: [{ gatewayTradeNo: 'T1', syncedAt: core.clock.now() }],
    });
  });

  it('asks at most every 5 s, and answers as stored between', async () => {
    const payment = await stored();
    const first = await sync(payment);
    core.clock.advance(4_999);
    expect(await sync(payment)).toEqual(first);
    expect(core.gateway.query.calls).toHaveLength(1);
    core.clock.advance(1);
    await sync(payment);
    expect(core.gateway.query.calls).toHaveLength(2);
  });

  it('leaves an account alone that asked for it, also for its other payments', async () => {
    const [first, second] = [await stored(), await stored()];
    core.gateway.query.next(() => {
      throw gatewayUnavailable(new Error('403'), { pauseSeconds: 1800 });
    });
    await expect(sync(first)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await sync(second)).toEqual(second);
    core.clock.advance(1_800_000);
    core.gateway.query.next(() => ({ status: 'paid' }));
    expect((await sync(second)).status).toBe('paid');
  });

  it('asks once for many at the same time', async () => {
    const payment = await stored();
    const gate = deferred<Outcome>();
    core.gateway.query.answer = () => gate.promise;
    const answers = Array.from({ length: 20 }, () => sync(payment));
    await new Promise((resolve) => setImmediate(resolve));
    gate.resolve({ status: 'pending' });
    await Promise.all(answers);
    expect(core.gateway.query.calls).toHaveLength(1);
  });

  it('asks of what failed or expired, for late money', async () => {
    for (const status of ['failed', 'expired'] as const) {
      core.gateway.query.next(() => ({ status: 'paid' }));
      expect((await sync(await stored({ status, holdsOrder: false }))).status).toBe('paid');
    }
  });

  it('does not ask of what is paid, nor of what is still created', async () => {
    const creating = { token: 't', until: core.clock.now(), attempts: 1, isReleased: false };
    for (const payment of [await stored({ status: 'paid' }), await stored({ creating })]) {
      expect(await sync(payment)).toEqual(payment);
    }
    expect(core.gateway.query.calls).toEqual([]);
  });

  it('asks about each attempt that may still be paid, the shown one first', async () => {
    const attempts = [
      anAttempt({ status: 'failed', closesAt: core.clock.now() }),
      anAttempt({ no: 2, status: 'expired' }),
      anAttempt({ no: 3 }),
    ];
    const payment = await stored({ attempts });
    await sync(payment);
    const asked = core.gateway.query.calls.map(([{ gatewayOrderNo }]) => gatewayOrderNo);
    expect(asked).toEqual([attempts[2]?.gatewayOrderNo, attempts[0]?.gatewayOrderNo]);
  });

  it('takes late money of an earlier attempt, also where the shown one’s gateway cannot be asked', async () => {
    core.other.canQuery = false;
    const payment = await stored({ attempts: [anAttempt(), anAttempt({ no: 2, gateway: 'smilepay' })] });
    core.gateway.query.next(() => ({ status: 'paid' }));
    expect(await sync(payment)).toMatchObject({ status: 'paid', keptAttempt: 1 });
  });

  it('answers as stored while the payer has picked nothing', async () => {
    const link = { expiresAt: new Date(core.clock.now().getTime() + 60_000), isOpen: true };
    const payment = await stored({ mode: 'all_in_one', attempts: [], link });
    expect(await sync(payment)).toEqual(payment);
  });

  it('says where a gateway cannot be asked', async () => {
    core.gateway.canQuery = false;
    await expect(sync(await stored())).rejects.toMatchObject({
      kind: 'unsupported',
      code: 'gateway_sync_not_supported',
    });
  });

  it('says where the gateway is away, and leaves the payment as it was', async () => {
    const payment = await stored();
    core.gateway.query.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    await expect(sync(payment)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await core.payments.find(payment.paymentNo)).toMatchObject({ status: 'pending', events: [] });
  });

  it('asks on the operator’s word about each watched attempt, also of a paid payment and where one gateway is away', async () => {
    core.other.canQuery = false;
    const attempts = [
      anAttempt({ status: 'paid' }),
      anAttempt({ no: 2, closesAt: core.clock.now() }),
      anAttempt({ no: 3, gateway: 'smilepay', closesAt: core.clock.now() }),
      anAttempt({ no: 4, status: 'expired' }),
    ];
    const payment = await stored({ attempts, keptAttempt: 1, project: 'prj_other' });
    core.gateway.query.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    core.gateway.query.next(() => ({ status: 'paid' }));
    const synced = await core.syncPayment.forOperator(payment.paymentNo);
    expect(synced.attempts).toMatchObject([
      { no: 1, wasQueried: true, failure: { kind: 'unavailable' } },
      { no: 2, wasQueried: true },
      { no: 3, wasQueried: false, canQuery: false },
    ]);
    expect(synced.payment).toMatchObject({
      keptAttempt: 1,
      attempts: [
        { answers: [{ by: 'sync', result: 'unreachable' }] },
        { status: 'paid', answers: [{ by: 'sync', result: 'paid' }] },
        {},
        {},
      ],
    });
    await expect(core.syncPayment.forOperator('PAY202606221200ZZZZZZZZ')).rejects.toMatchObject({ kind: 'notFound' });
  });

  it.each(['PAY202606221200ZZZZZZZZ', ''])('does not know %j', async (paymentNo) => {
    await expect(core.syncPayment.execute(caller, paymentNo)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });

  it('knows no payment of another project', async () => {
    const payment = await stored({ project: 'prj_other' });
    await expect(sync(payment)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
    await expect(core.getPayment.execute(caller, payment.paymentNo)).rejects.toMatchObject({
      code: 'PAYMENT_NOT_FOUND',
    });
    expect(core.gateway.query.calls).toEqual([]);
  });
});
