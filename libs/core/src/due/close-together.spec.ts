import { anAttempt, aPayment, coreOnFakes, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import type { Answer } from '../domain/answer.ts';
import { PayCoreError } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { PaymentWrite } from '../ports/payment-store.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let core: ReturnType<typeof coreOnFakes>;
/** How many each bulk was of. */
let bulks: number[];
/** Writes one by one. */
let singles: number;

beforeEach(() => {
  core = coreOnFakes();
  [bulks, singles] = [[], 0];
  const { updateAll, update } = core.payments;
  let isInBulk = false;
  core.payments.updateAll = async (writes: readonly PaymentWrite[]) => {
    bulks.push(writes.length);
    isInBulk = true;
    return updateAll.call(core.payments, writes).finally(() => (isInBulk = false));
  };
  core.payments.update = (payment, change) => {
    if (!isInBulk) singles += 1;
    return update.call(core.payments, payment, change);
  };
});

const from = (ms: number) => new Date(core.clock.now().getTime() + ms);
const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment({ closesAt: from(0), expiresAt: from(-hour), ...differences });
  await core.payments.insert(payment);
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const answered = (ms: number, result: Answer['result'] = 'unpaid'): Answer => ({
  at: from(ms),
  by: 'scheduler',
  result,
});
const asked = () => core.gateway.query.calls.length;
const page: Secret<Page> = Secret.of({ kind: 'element', params: {} });

describe('closing where nobody is asked', () => {
  beforeEach(() => {
    core.gateway.canQuery = false;
  });

  it('takes one write a payment, fifty payments at once', async () => {
    const payments = await Promise.all(Array.from({ length: 240 }, () => stored()));
    expect(await core.expirePayments.execute()).toBe(240);
    expect([bulks, singles]).toEqual([[50, 50, 50, 50, 40], 0]);
    for (const payment of payments) {
      const after = await fresh(payment);
      expect(after).toMatchObject({ status: 'expired', holdsOrder: false, version: payment.version + 1 });
      expect(after.events).toEqual([...payment.events, { at: core.clock.now(), type: 'expired', detail: {} }]);
      expect(firstAttempt(after).closesAt).toBeUndefined();
    }
  });

  it('takes one write for all attempts of a payment and its link, each with its event', async () => {
    const attempts = [1, 2, 3].map((no) =>
      anAttempt({ no, closesAt: from(no === 3 ? hour : -no), expiresAt: from(-hour) }),
    );
    const link = { expiresAt: from(-1), isOpen: true };
    const payment = await stored({ mode: 'all_in_one', attempts, link });
    await core.expirePayments.execute();
    const after = await fresh(payment);
    expect(after).toMatchObject({
      status: 'pending',
      holdsOrder: true,
      version: payment.version + 1,
      link: { isOpen: false },
    });
    expect(after.attempts.map(({ status }) => status)).toEqual(['expired', 'expired', 'pending']);
    expect(after.events.map(({ type, attempt }) => [type, attempt])).toEqual([
      ['link_ended', undefined],
      ['expired', undefined],
      ['expired', 2],
    ]);
    core.clock.advance(hour);
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'expired', holdsOrder: false });
  });

  it('ends the watch of what we closed before, without an event', async () => {
    const payment = await stored({
      status: 'failed',
      closedReason: 'cancelled',
      holdsOrder: false,
      asksAt: from(hour),
    });
    await core.expirePayments.execute();
    const after = await fresh(payment);
    expect([firstAttempt(after).closesAt, firstAttempt(after).asksAt]).toEqual([undefined, undefined]);
    expect([after.status, after.events, singles]).toEqual(['failed', payment.events, 0]);
  });

  it('leaves one that may be completed right now', async () => {
    const payment = await stored({ completing: { attempt: 1, until: from(minute) } });
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'pending', holdsOrder: true });
    expect(bulks).not.toContain(0);
  });

  it('expires nothing that is paid in the same moment', async () => {
    const payments = await Promise.all(Array.from({ length: 20 }, () => stored()));
    const paid = payments.filter((_, n) => n % 3 === 0);
    const { updateAll } = core.payments;
    core.payments.updateAll = async (writes) => {
      for (const payment of paid) await core.settlePayment.execute(payment, 1, { status: 'paid' });
      return updateAll(writes);
    };
    await core.expirePayments.execute();
    for (const payment of payments) {
      expect((await fresh(payment)).status).toBe(paid.includes(payment) ? 'paid' : 'expired');
    }
  });

  it('is done once by many processes', async () => {
    const payments = await Promise.all(Array.from({ length: 1_300 }, () => stored()));
    const others = [core.process(), core.process(), core.process()];
    await Promise.all([core, ...others].map(({ expirePayments }) => expirePayments.execute()));
    for (const payment of payments) expect((await fresh(payment)).version).toBe(payment.version + 1);
  });

  it('is stopped by no payment that cannot be written, and begins nothing once the database is away', async () => {
    const payments = await Promise.all(Array.from({ length: 20 }, () => stored()));
    const { update } = core.payments;
    const fault = new Error('written by nobody');
    core.payments.update = (payment, change) =>
      payment.paymentNo === payments[3]?.paymentNo ? Promise.reject(fault) : update(payment, change);
    await expect(core.expirePayments.execute()).rejects.toBe(fault);
    const after = await Promise.all(payments.map(fresh));
    expect(after.filter(({ status }) => status === 'pending').map(({ paymentNo }) => paymentNo)).toEqual([
      payments[3]?.paymentNo,
    ]);
    const offline = new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Away.');
    core.payments.updateAll = () => Promise.reject(offline);
    await Promise.all(Array.from({ length: 600 }, () => stored()));
    [bulks, singles] = [[], 0];
    await expect(core.expirePayments.execute()).rejects.toBe(offline);
    expect([bulks, singles]).toEqual([[], 0]);
  });
});

describe('the last question', () => {
  it('is left out where the gateway was asked within the last minute and knew of no money', async () => {
    const payments = await Promise.all(Array.from({ length: 30 }, () => stored({ answers: [answered(-59 * second)] })));
    expect(await core.expirePayments.execute()).toBe(30);
    for (const payment of payments) {
      expect(await fresh(payment)).toMatchObject({ status: 'expired', version: payment.version + 1 });
    }
    expect([asked(), bulks, singles]).toEqual([0, [30], 0]);
  });

  it.each<[string, () => PaymentDifferences]>([
    ['earlier', () => ({ answers: [answered(-minute)] })],
    ['later than now, by another clock', () => ({ answers: [answered(second)] })],
    ['and gave no clear answer', () => ({ answers: [answered(-second), answered(-second, 'unreachable')] })],
    ['and was at work on it', () => ({ answers: [answered(-second, 'under_way')] })],
    ['before money was heard to be under way', () => ({ answers: [answered(-second)], isUnderWay: true })],
    ['before a claim came that only it can prove', () => ({ answers: [answered(-second)], hasClaim: true })],
    ['before the payer came back', () => ({ answers: [answered(-second)], returnedAt: from(-500) })],
    [
      'and a completion has an unclear end',
      () => ({ answers: [answered(-second)], completing: { attempt: 1, until: from(-1) } }),
    ],
  ])('is put where it was asked %s', async (_, differences) => {
    const payment = await stored(differences());
    core.gateway.query.next(() => ({ status: 'paid' }));
    await core.expirePayments.execute();
    expect([asked(), (await fresh(payment)).status]).toEqual([1, 'paid']);
  });

  it('does not take the place of a cancel', async () => {
    core.gateway.canCancel = true;
    const payment = await stored({ page, answers: [answered(-second)] });
    core.gateway.cancel.answer = () => ({ status: 'failed' });
    await core.expirePayments.execute();
    expect((await fresh(payment)).status).toBe('expired');
    expect(core.gateway.cancel.calls).toHaveLength(1);
  });

  it('is put about one attempt of a payment, and not about the other', async () => {
    const attempts = [
      anAttempt({ closesAt: from(0), answers: [answered(-second)] }),
      anAttempt({ no: 2, closesAt: from(0) }),
    ];
    const payment = await stored({ attempts });
    await core.expirePayments.execute();
    expect((await fresh(payment)).attempts.map(({ status }) => status)).toEqual(['expired', 'expired']);
    expect(asked()).toBe(1);
  });

  it('is claimed and answered in few writes', async () => {
    const accounts = Array.from({ length: 10 }, (_, n) => `a${n}`);
    await Promise.all(Array.from({ length: 300 }, (_, n) => stored({ accountId: accounts[n % 10] ?? '' })));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    core.gateway.query.answer = async () => {
      await turn();
      return { status: 'pending' };
    };
    const { updateAll } = core.payments;
    core.payments.updateAll = async (writes) => {
      await turn();
      return updateAll(writes);
    };
    expect(await core.expirePayments.execute()).toBe(300);
    expect(asked()).toBe(300);
    expect(singles).toBe(0);
    expect(bulks.reduce((sum, size) => sum + size, 0)).toBe(600);
    expect(bulks.length).toBeLessThan(100);
  });
});
