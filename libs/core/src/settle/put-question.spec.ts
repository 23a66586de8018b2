import {
  anAttempt,
  aPayment,
  coreOnFakes,
  fakeCallback,
  firstAttempt,
  type PaymentDifferences,
} from '@paycore/testing';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const hour = 3_600_000;
const ago = (ms: number) => new Date(core.clock.now().getTime() - ms);
const code = Secret.of({ kind: 'code', code: 'C' } as const);
const link = Secret.of({ kind: 'redirect', url: 'https://gateway.example' } as const);
const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment({ page: code, ...differences });
  await core.payments.insert(payment);
  return payment;
};
const answersOf = async ({ paymentNo }: Payment) =>
  firstAttempt((await core.payments.find(paymentNo)) as Payment).answers?.map(({ by, result }) => `${by}: ${result}`);
const unreachable = () => {
  throw gatewayUnavailable(new Error('timeout'));
};
const refusing = () => {
  throw new PayCoreError('rejected', 'X', 'No.');
};

describe('an attempt keeps what its gateway answered', () => {
  it('when the scheduler asked', async () => {
    const payment = await stored({ asksAt: core.clock.now() });
    await core.askGateways.execute();
    expect(await answersOf(payment)).toEqual(['scheduler: unpaid']);
    expect((await core.payments.find(payment.paymentNo))?.attempts[0]?.answers).toEqual([
      { at: core.clock.now(), by: 'scheduler', result: 'unpaid' },
    ]);
  });

  it('when the scheduler met no answer, and asks again all the same', async () => {
    const payment = await stored({ asksAt: core.clock.now() });
    core.gateway.query.next(unreachable);
    await core.askGateways.execute();
    expect(await answersOf(payment)).toEqual(['scheduler: unreachable']);
    core.clock.advance(hour);
    core.gateway.query.next(() => ({ status: 'paid' }));
    await core.askGateways.execute();
    expect(await answersOf(payment)).toEqual(['scheduler: unreachable', 'scheduler: paid']);
  });

  it('when the merchant asked, answered or not', async () => {
    const project = await core.projects.create('Shop');
    const payment = await stored({ project: project.id });
    const sync = () => core.syncPayment.execute({ project, environment: 'test' }, payment.paymentNo);
    await sync();
    core.clock.advance(5_000);
    core.gateway.query.next(refusing);
    await expect(sync()).rejects.toMatchObject({ kind: 'rejected' });
    expect(await answersOf(payment)).toEqual(['sync: unpaid', 'sync: refused']);
  });

  it('when the payer came back, and when a callback proved nothing', async () => {
    core.gateway.queriesOnReturn = true;
    const payment = await stored({ page: link });
    const { paymentNo } = payment;
    await core.openPayPage.execute(paymentNo, `token-of-${paymentNo}`, { isBack: true });
    core.clock.advance(5_000);
    core.gateway.verify.next(() => ({ status: 'pending', next: 'query' }));
    core.gateway.query.next(() => ({ status: 'pending', underWay: true }));
    await core.receiveCallback.execute('ecpay', fakeCallback([{ by: 'paymentNo', value: paymentNo }]));
    expect(await answersOf(payment)).toEqual(['return: unpaid', 'callback: under_way']);
  });

  it('when the payer approved and the money was taken, or was not', async () => {
    core.gateway.canComplete = true;
    const approved = () => ({ status: 'pending', next: 'complete' }) as const;
    const payment = await stored({ page: link, asksAt: core.clock.now() });
    core.gateway.query.next(approved);
    core.gateway.complete.next(unreachable);
    await core.askGateways.execute();
    expect(await answersOf(payment)).toEqual(['scheduler: approved', 'capture: unreachable']);
    core.clock.advance(hour);
    core.gateway.query.next(approved);
    await core.askGateways.execute();
    expect(await answersOf(payment)).toEqual([
      'scheduler: approved',
      'capture: unreachable',
      'scheduler: approved',
      'capture: paid',
    ]);
  });

  it('when it was closed: its last word, cancelled or not reached', async () => {
    const [unpaid, late, away] = [
      await stored({ expiresAt: ago(hour), closesAt: ago(0) }),
      await stored({ expiresAt: ago(hour), closesAt: ago(0) }),
      await stored({ expiresAt: ago(hour), closesAt: ago(0) }),
    ];
    core.gateway.query.answer = ({ paymentNo }) => {
      if (paymentNo === away.paymentNo) return unreachable();
      return paymentNo === late.paymentNo ? { status: 'paid' } : { status: 'pending' };
    };
    await core.expirePayments.execute();
    expect(await core.payments.find(unpaid.paymentNo)).toMatchObject({ status: 'expired' });
    expect(await answersOf(unpaid)).toEqual(['close: unpaid']);
    expect(await answersOf(late)).toEqual(['close: paid']);
    expect(await answersOf(away)).toEqual(['close: unreachable']);
    const { closesAt } = firstAttempt((await core.payments.find(away.paymentNo)) as Payment);
    expect(closesAt?.getTime()).toBe(core.clock.now().getTime() + 600_000);
  });

  it('when the operator cancelled it', async () => {
    core.gateway.canCancel = true;
    const payment = await stored({ page: link, closesAt: ago(-hour) });
    core.gateway.cancel.next(unreachable);
    await expect(core.cancelPayment.execute(payment.paymentNo)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await core.payments.find(payment.paymentNo)).toMatchObject({ status: 'pending' });
    await core.cancelPayment.execute(payment.paymentNo);
    expect(await answersOf(payment)).toEqual(['close: unreachable', 'close: failed']);
  });

  it('when its unfinished create was left', async () => {
    const creating = { token: 't', until: ago(1), attempts: 1, isReleased: true };
    const { page: _none, ...bare } = anAttempt({ creating });
    const payment = aPayment({ attempts: [bare, anAttempt({ no: 2 })] });
    await core.payments.insert(payment);
    core.gateway.query.next(unreachable);
    await core.finishCreates.execute();
    expect(await answersOf(payment)).toEqual(['scheduler: unreachable']);
  });
});

describe('writes', () => {
  it('are as few as ever where an answer brings news, or the attempt closes', async () => {
    const paid = await stored({ asksAt: core.clock.now() });
    core.gateway.query.next(() => ({ status: 'paid' }));
    await core.askGateways.execute();
    // Taken, and settled.
    expect((await core.payments.find(paid.paymentNo))?.version).toBe(paid.version + 2);
    const unpaid = await stored({ expiresAt: ago(hour), closesAt: ago(0) });
    await core.expirePayments.execute();
    expect((await core.payments.find(unpaid.paymentNo))?.version).toBe(unpaid.version + 2);
  });

  it('are one for a callback, which asks nobody', async () => {
    const payment = await stored();
    await core.receiveCallback.execute('ecpay', fakeCallback([{ by: 'paymentNo', value: payment.paymentNo }]));
    expect(await answersOf(payment)).toBeUndefined();
    expect((await core.payments.find(payment.paymentNo))?.version).toBe(payment.version + 1);
  });
});
