import { anAttempt, aPayment, coreOnFakes, type PaymentDifferences } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';

const hour = 3_600_000;

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
  for (const gateway of [core.gateway, core.other]) gateway.canCancel = true;
});

/** As long as nothing but hanging calls is left. */
const settled = async () => {
  for (let n = 0; n < 200; n += 1) await new Promise((resolve) => setImmediate(resolve));
};
const never = () => new Promise<never>(() => undefined);
const hang = () => {
  for (const call of [core.other.create, core.other.query, core.other.cancel]) call.answer = never;
};
const stored = async (differences: PaymentDifferences) => {
  const payment = aPayment(differences);
  await core.payments.insert(payment);
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const page: Secret<Page> = Secret.of({ kind: 'element', params: {} });
const from = (ms: number) => new Date(core.clock.now().getTime() + ms);

/** By kind of work: what makes an attempt due, how it is done, and how a call of it shows. */
const works = {
  asking: {
    due: (): Partial<Attempt> => ({ asksAt: from(0) }),
    start: () => core.askGateways.execute(),
    calls: () => core.gateway.query.calls.length,
  },
  closing: {
    due: (): Partial<Attempt> => ({ closesAt: from(0), expiresAt: from(-hour), page }),
    start: () => core.expirePayments.execute(),
    calls: () => core.gateway.cancel.calls.length,
  },
  finishing: {
    due: (): Partial<Attempt> => ({ creating: { token: 'gone', until: from(0), attempts: 1, isReleased: true } }),
    start: () => core.finishCreates.execute(),
    calls: () => core.gateway.create.calls.length,
  },
} as const;
const kinds = Object.entries(works);

describe('a gateway that hangs', () => {
  it.each(kinds)('does not keep the others waiting: %s', async (_, { due, start, calls }) => {
    hang();
    for (let n = 0; n < 24; n += 1) await stored({ gateway: 'smilepay', accountId: `a${n}`, ...due() });
    await stored(due());
    void start();
    await settled();
    expect(calls()).toBe(1);
  });

  it.each(kinds)('does not fill the batch: %s', async (_, { due, start, calls }) => {
    hang();
    for (let n = 0; n < 700; n += 1) await stored({ gateway: 'smilepay', accountId: `a${n}`, ...due() });
    await stored(due());
    void start();
    await settled();
    expect(calls()).toBe(1);
  });

  it.each(kinds)('does not end the work of the others with its own: %s', async (_, { due, start, calls }) => {
    hang();
    for (let n = 0; n < 24; n += 1) await stored({ gateway: 'smilepay', ...due() });
    void start();
    await settled();
    for (let n = 1; n <= 3; n += 1) {
      await stored(due());
      void start();
      await settled();
      expect(calls()).toBe(n);
    }
  });

  it.each(kinds.slice(0, 2))('does not hide an attempt of the same payment elsewhere: %s', async (_, work) => {
    hang();
    for (let n = 0; n < 40; n += 1) await stored({ gateway: 'smilepay', ...work.due() });
    void work.start();
    await settled();
    await stored({
      attempts: [anAttempt({ gateway: 'smilepay', ...work.due() }), anAttempt({ no: 2, ...work.due() })],
    });
    void work.start();
    await settled();
    expect(work.calls()).toBe(1);
  });

  it('does not keep an account of another gateway open that is to be tidied', async () => {
    hang();
    const paid = async (others: Partial<Attempt>[]) => {
      const attempts = [{}, ...others].map((fields, at) => anAttempt({ no: at + 1, page, ...fields }));
      const payment = await stored({ attempts });
      await core.settlePayment.execute(payment, 1, { status: 'paid' });
      return payment;
    };
    for (let n = 0; n < 24; n += 1) await paid([{ gateway: 'smilepay', accountId: `a${n}` }]);
    const [both] = [await paid([{ gateway: 'smilepay' }, {}]), await paid([{}])];
    void core.tidyPayments.execute();
    await settled();
    expect(core.gateway.cancel.calls).toHaveLength(2);
    expect((await fresh(both)).attempts[2]?.status).toBe('failed');
  });
});

describe('an account that hangs', () => {
  it.each(kinds)('does not keep others of its gateway waiting: %s', async (_, { due, start, calls }) => {
    for (const call of [core.gateway.create, core.gateway.query, core.gateway.cancel]) {
      call.answer = ({ merchantOrderNo }: { merchantOrderNo: string }) =>
        merchantOrderNo === 'HANGS' ? never() : { status: 'pending', info: {}, page: page.reveal() };
    }
    const { request } = aPayment();
    const hanging = { request: { ...request, merchantOrderNo: 'HANGS' }, holdsOrder: false };
    for (let n = 0; n < 700; n += 1) await stored({ ...hanging, accountId: 'hangs', ...due() });
    await stored(due());
    void start();
    await settled();
    const hung = calls();
    expect(hung).toBeGreaterThan(1);
    await stored(due());
    void start();
    await settled();
    expect(calls()).toBe(hung + 1);
  });
});
