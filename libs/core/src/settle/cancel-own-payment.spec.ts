import {
  aPayment,
  anAttempt,
  coreOnFakes,
  firstAttempt,
  Interleaving,
  SeededRandom,
  type PaymentDifferences,
} from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import { merchantOrderOf, type Environment, type Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { Caller } from '../ports/project-store.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const page = Secret.of<Page>({ kind: 'redirect', url: 'https://gateway.example/' });
const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment({ page, ...differences });
  await core.payments.insert(payment);
  return payment;
};
const callerOf = (id = 'prj_1', environment: Environment = 'test') => ({ project: { id }, environment }) as Caller;
const cancel = ({ paymentNo }: Payment, caller = callerOf()) => core.cancelOwnPayment.execute(caller, paymentNo);
const unchanged = async (payment: Payment) => expect(await core.payments.find(payment.paymentNo)).toEqual(payment);

describe('CancelOwnPayment', () => {
  it('closes an open payment, once, and frees its order', async () => {
    const payment = await stored();
    const after = await cancel(payment);
    expect(after).toMatchObject({ status: 'failed', closedReason: 'cancelled', holdsOrder: false });
    expect(await cancel(payment)).toEqual(after);
    await unchanged(after);
    expect(await core.payments.findHolder(merchantOrderOf(payment))).toBeUndefined();
  });

  it('has late money pay it all the same, and announced', async () => {
    const payment = await stored({ request: { ...aPayment().request, urls: { payok: 'https://shop.example/payok' } } });
    const late = await core.settlePayment.execute(await cancel(payment), 1, { status: 'paid' });
    expect(late).toMatchObject({ status: 'paid', holdsPaid: true, notice: { state: 'due' } });
    expect(late.closedReason).toBeUndefined();
  });

  it.each(['failed', 'expired'] as const)('answers one that is %s as it is', async (status) => {
    const payment = await stored({ status, holdsOrder: false });
    expect(await cancel(payment)).toEqual(payment);
    await unchanged(payment);
  });

  it.each<[string, PaymentDifferences]>([
    ['is paid', { status: 'paid' }],
    ['is being created', { creating: { token: 't', until: new Date(0), attempts: 1, isReleased: true } }],
    ['has money under way', { isUnderWay: true }],
    ['may be completing', { completing: { attempt: 1, until: new Date(0) } }],
  ])('is a conflict where the payment %s, and asks no gateway', async (_, differences) => {
    core.gateway.canCancel = true;
    const payment = await stored(differences);
    const { paymentNo } = payment;
    await expect(cancel(payment)).rejects.toMatchObject({ kind: 'conflict', code: 'ORDER_CONFLICT', paymentNo });
    await unchanged(payment);
    expect([core.gateway.cancel.calls, core.gateway.query.calls]).toEqual([[], []]);
  });

  it('is a conflict where the gateway says that it was paid: the money wins', async () => {
    core.gateway.canCancel = true;
    core.gateway.cancel.next(() => ({ status: 'paid' }));
    const payment = await stored();
    await expect(cancel(payment)).rejects.toMatchObject({ kind: 'conflict', paymentNo: payment.paymentNo });
    expect(await core.payments.find(payment.paymentNo)).toMatchObject({ status: 'paid', holdsPaid: true });
  });

  it('leaves the payment as it was where its gateway is away', async () => {
    core.gateway.canCancel = true;
    core.gateway.cancel.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    const payment = await stored();
    await expect(cancel(payment)).rejects.toMatchObject({ kind: 'unavailable', code: 'PAYMENT_GATEWAY_ERROR' });
    // But for the note that it was asked.
    const answers = [{ at: core.clock.now(), by: 'close', result: 'unreachable' } as const];
    const attempts = [{ ...firstAttempt(payment), answers }];
    await unchanged({ ...payment, attempts, version: payment.version + 1 });
  });

  it('finds no payment that the key may not see', async () => {
    const [other, live] = [await stored({ project: 'prj_2' }), await stored({ environment: 'production' })];
    for (const payment of [other, live, aPayment()]) {
      await expect(cancel(payment)).rejects.toMatchObject({ kind: 'notFound', code: 'PAYMENT_NOT_FOUND' });
    }
    await unchanged(other);
    await unchanged(live);
    const ofBoth = await stored();
    for (const payment of [live, ofBoth]) {
      expect(await cancel(payment, callerOf('prj_1', 'production'))).toMatchObject({ status: 'failed' });
    }
  });
});

/** Each order of the steps of a cancel and of what a gateway says at the same time, by its seed. */
describe('CancelOwnPayment beside a callback', () => {
  const outcomes = ['paid', 'paid at the gateway', 'failed'] as const;

  it('ends in one of two ways in 100 races: the money wins or the cancel does, never half', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 100; seed += 1) {
      const core = coreOnFakes();
      const interleaving = new Interleaving(new SeededRandom(seed));
      for (const name of ['find', 'update'] as const) {
        const call = core.payments[name].bind(core.payments) as (...args: unknown[]) => Promise<unknown>;
        const slow = async (...args: unknown[]) => {
          await interleaving.turn();
          const result = await call(...args);
          await interleaving.turn();
          return result;
        };
        Object.assign(core.payments, { [name]: slow });
      }
      const kind = outcomes[seed % 3];
      core.gateway.canCancel = kind === 'paid at the gateway';
      const attempts = [anAttempt({ page })];
      const urls = { payok: 'https://shop.example/payok' };
      const payment = aPayment({ attempts, request: { ...aPayment().request, urls } });
      await core.payments.insert(payment);
      const status = kind === 'failed' ? 'failed' : 'paid';
      const cancelled = core.cancelOwnPayment.execute(callerOf(), payment.paymentNo).then(
        () => 'cancelled',
        (error: { code: string }) => error.code,
      );
      const settled = core.settlePayment.execute(payment, 1, { status });
      await interleaving.rest();
      const [answer] = await Promise.all([cancelled, settled]);
      const [after] = core.payments.all();
      seen.add(`${status}: ${answer}`);
      if (status === 'paid') {
        // Late money pays a cancelled one, too: all that can be is a payment that is wholly paid.
        expect(['cancelled', 'ORDER_CONFLICT']).toContain(answer);
        expect(after).toMatchObject({ status: 'paid', keptAttempt: 1, holdsOrder: true, holdsPaid: true });
        expect(after?.closedReason).toBeUndefined();
        expect(after?.notice).toBeDefined();
        expect(after?.events.filter(({ type }) => type === 'paid')).toHaveLength(1);
      } else {
        expect(answer).toBe('cancelled');
        expect(after).toMatchObject({ status: 'failed', holdsOrder: false, holdsPaid: false });
        expect(after?.notice).toBeUndefined();
      }
    }
    expect([...seen].sort()).toEqual(['failed: cancelled', 'paid: ORDER_CONFLICT', 'paid: cancelled']);
  });
});
