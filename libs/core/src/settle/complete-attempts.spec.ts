import { anAttempt, aPayment, coreOnFakes, deferred, fakeCallback } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import { amountToReturn } from '../domain/attempts.ts';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';

const lease = 25_000;

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
  core.gateway.canComplete = true;
});

const page: Secret<Page> = Secret.of({ kind: 'redirect', url: 'https://gateway.example/approve' });
const approvable = (fields: Partial<Attempt>) =>
  anAttempt({ page, gatewayTradeNo: `ORDER${fields.no ?? 1}`, closesAt: new Date('2026-07-01T00:00:00Z'), ...fields });
/** A payment whose payer has two orders that wait for our word. */
const stored = async () => {
  const payment = aPayment({ attempts: [approvable({ no: 1 }), approvable({ no: 2 })] });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const complete = async (payment: Payment, no: number) => core.completePayment.execute(await fresh(payment), no);
const captured = () => core.gateway.complete.calls.map(([{ gatewayTradeNo }]) => gatewayTradeNo);
const away = () => Promise.reject(gatewayUnavailable(new Error('timeout')));
const approved = ({ attempts }: Payment, no: number) => {
  core.gateway.verify.next(() => ({ status: 'pending', next: 'complete' }));
  const key = { by: 'gatewayOrderNo', value: attempts[no - 1]?.gatewayOrderNo ?? '' } as const;
  return core.receiveCallback.execute('ecpay', fakeCallback([key]));
};

describe('two approved attempts', () => {
  it('at the same instant: one is captured, the other waits', async () => {
    const payment = await stored();
    const gate = deferred<Outcome>();
    core.gateway.complete.next(() => gate.promise);
    const both = [1, 2].map((no) => core.completePayment.execute(payment, no));
    for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(captured()).toHaveLength(1);
    gate.resolve({ status: 'paid' });
    const answers = await Promise.all(both);
    expect(answers.filter(({ isWaiting }) => isWaiting)).toHaveLength(1);
    const after = await fresh(payment);
    expect([after.status, after.completing, amountToReturn(after)]).toEqual(['paid', undefined, 0]);
  });

  it('in 50 parallel calls: money of one is taken, under one number', async () => {
    const payment = await stored();
    await Promise.all(Array.from({ length: 50 }, (_, n) => core.completePayment.execute(payment, (n % 2) + 1)));
    expect(new Set(captured()).size).toBe(1);
    expect(new Set(core.gateway.complete.calls.map(([, serial]) => serial))).toEqual(new Set([1]));
    expect(amountToReturn(await fresh(payment))).toBe(0);
  });

  it('are never both captured: once one is paid, the other is not, whoever asks', async () => {
    const payment = await stored();
    await complete(payment, 1);
    expect(await core.completePayment.execute(payment, 2)).toMatchObject({
      payment: { status: 'paid', keptAttempt: 1 },
    });
    expect((await approved(payment, 2)).status).toBe(200);
    expect(await core.receiveReturn.execute('ecpay', payment.paymentNo, { token: 'ORDER2' })).toMatchObject({
      ...{ shows: 'page', isWaiting: false },
    });
    core.gateway.query.answer = () => ({ status: 'pending', next: 'complete' });
    await core.askGateways.execute();
    expect(captured()).toEqual(['ORDER1']);
  });

  it('go one after the other where the first is declined', async () => {
    const payment = await stored();
    core.gateway.complete.next(() => ({ status: 'pending', declined: 'INSTRUMENT_DECLINED' }));
    await complete(payment, 1);
    expect((await fresh(payment)).completing).toBeUndefined();
    await complete(payment, 2);
    expect(captured()).toEqual(['ORDER1', 'ORDER2']);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 2 });
  });

  it('go one after the other where the gateway refuses the first', async () => {
    const payment = await stored();
    core.gateway.complete.next(() => Promise.reject(new PayCoreError('rejected', 'NO', 'No.')));
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'rejected' });
    await complete(payment, 2);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 2 });
  });

  it('keep the payer of the second on a page that waits', async () => {
    const payment = await stored();
    core.gateway.complete.next(away);
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await core.receiveReturn.execute('ecpay', payment.paymentNo, { token: 'ORDER2' })).toMatchObject({
      ...{ shows: 'page', isWaiting: true },
    });
    expect(captured()).toEqual(['ORDER1']);
  });
});

describe('a capture of unclear end', () => {
  it('keeps the others waiting, however long the gateway is away', async () => {
    const payment = await stored();
    core.gateway.complete.next(away);
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'unavailable' });
    core.gateway.query.answer = away;
    core.clock.advance(100 * 3_600_000);
    await core.askGateways.execute();
    expect(await complete(payment, 2)).toMatchObject({ isWaiting: true });
    expect((await fresh(payment)).completing).toMatchObject({ attempt: 1 });
    expect(captured()).toEqual(['ORDER1']);
  });

  it('stays unclear though the database is away when it is to be noted', async () => {
    const payment = await stored();
    const update = core.payments.update.bind(core.payments);
    core.gateway.complete.next(() => {
      core.payments.update = () => Promise.reject(new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'away'));
      throw gatewayUnavailable(new Error('answer lost'));
    });
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'unavailable' });
    core.payments.update = update;
    expect((await fresh(payment)).completing).toMatchObject({ attempt: 1 });
    expect(await complete(payment, 2)).toMatchObject({ isWaiting: true });
  });

  it('is asked about as soon as its lease is over, by the scheduler of another process too', async () => {
    const payment = await stored();
    core.gateway.complete.next(away);
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'unavailable' });
    core.clock.advance(lease);
    core.gateway.query.next(() => ({ status: 'paid' }));
    await core.process().askGateways.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 1 });
  });

  it('lets the others go once the gateway says that nothing is under way', async () => {
    const payment = await stored();
    core.gateway.complete.next(away);
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'unavailable' });
    core.clock.advance(lease);
    await core.askGateways.execute();
    expect((await fresh(payment)).completing).toBeUndefined();
    await complete(payment, 2);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 2 });
  });

  it('is not let go by an answer to a question asked before its lease was over', async () => {
    const payment = await stored();
    core.gateway.complete.next(away);
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'unavailable' });
    core.clock.advance(lease - 1);
    core.gateway.query.next(() => ({ status: 'pending' }));
    await core.syncPayment.execute(
      { project: { id: payment.project }, environment: 'test' } as never,
      payment.paymentNo,
    );
    expect((await fresh(payment)).completing).toMatchObject({ attempt: 1 });
  });

  it('is not let go by what a callback tells', async () => {
    const payment = await stored();
    core.gateway.complete.next(away);
    await expect(complete(payment, 1)).rejects.toMatchObject({ kind: 'unavailable' });
    core.clock.advance(lease);
    await core.settlePayment.execute(await fresh(payment), 1, { status: 'pending' });
    expect((await fresh(payment)).completing).toMatchObject({ attempt: 1 });
  });
});

describe('a capture that the gateway still works on', () => {
  const pending = async () => {
    const payment = await stored();
    core.gateway.complete.next(() => ({ status: 'pending', underWay: true }));
    await complete(payment, 1);
    return payment;
  };

  it('keeps the others waiting until the gateway has told, and is paid when it does', async () => {
    const payment = await pending();
    expect(await fresh(payment)).toMatchObject({ completing: { attempt: 1 }, attempts: [{ isUnderWay: true }, {}] });
    expect(await complete(payment, 2)).toMatchObject({ isWaiting: true });
    core.clock.advance(lease);
    core.gateway.query.next(() => ({ status: 'pending', underWay: true }));
    await core.askGateways.execute();
    expect(await complete(payment, 2)).toMatchObject({ isWaiting: true });
    await core.settlePayment.execute(await fresh(payment), 1, { status: 'paid' });
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 1 });
    expect((await fresh(payment)).completing).toBeUndefined();
    expect(captured()).toEqual(['ORDER1']);
  });

  it('lets the others go when it has failed', async () => {
    const payment = await pending();
    core.clock.advance(lease);
    core.gateway.query.next(() => ({ status: 'pending', declined: 'DECLINED' }));
    await core.askGateways.execute();
    const after = await fresh(payment);
    expect([after.completing, after.attempts[0]?.isUnderWay]).toEqual([undefined, undefined]);
    await complete(payment, 2);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 2 });
  });

  it('is neither cancelled nor expired meanwhile', async () => {
    const payment = await pending();
    core.gateway.query.answer = () => ({ status: 'pending', underWay: true });
    await expect(core.cancelPayment.execute(payment.paymentNo)).rejects.toMatchObject({ kind: 'conflict' });
    core.clock.advance(100 * 24 * 3_600_000);
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'pending', attempts: [{ status: 'pending' }, {}] });
  });
});
