import { aPayment, coreOnFakes, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { Caller } from '../ports/project-store.ts';
import { Budget } from './budget.ts';

const minute = 60_000;

let core: ReturnType<typeof coreOnFakes>;
let victim: Caller;
let evil: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  victim = { project: await core.projects.create('Victim'), environment: 'test' };
  evil = { project: await core.projects.create('Evil'), environment: 'test' };
});

const credentials = (key: string) => Secret.of({ merchant_id: '3002607', hash_key: key });
const stored = async ({ project }: Caller, differences: PaymentDifferences = {}) => {
  const payment = aPayment({ project: project.id, credentials: credentials('genuine'), ...differences });
  await core.payments.insert(payment);
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const blocked = () => {
  throw gatewayUnavailable(new Error('403'), { pauseSeconds: 1800 });
};
const sync = (caller: Caller, { paymentNo }: Payment) => core.syncPayment.execute(caller, paymentNo);
const refusedSync = async (caller: Caller, payment: Payment) => {
  core.gateway.query.next(blocked);
  await expect(sync(caller, payment)).rejects.toMatchObject({ kind: 'unavailable' });
};

describe('a pause', () => {
  it('is that of the keys that were refused: made-up ones pause nobody else', async () => {
    const [mine, theirs] = [await stored(victim), await stored(evil, { credentials: credentials('made up') })];
    await refusedSync(evil, theirs);
    core.gateway.query.answer = () => ({ status: 'paid' });
    expect((await sync(evil, await stored(evil, { credentials: credentials('made up') }))).status).toBe('pending');
    expect((await sync(victim, mine)).status).toBe('paid');
    await core.payments.update(await fresh(theirs), { attempts: [{ no: 1, set: { asksAt: core.clock.now() } }] });
    const due = await stored(victim, { asksAt: core.clock.now() });
    await core.askGateways.execute();
    expect([(await fresh(due)).status, (await fresh(theirs)).status]).toEqual(['paid', 'pending']);
  });

  it('holds whatever order and blanks the keys were sent with', async () => {
    await refusedSync(victim, await stored(victim));
    const same = Secret.of({ hash_key: ' genuine', merchant_id: '3002607\n' });
    const payment = await stored(victim, { credentials: same });
    expect(await sync(victim, payment)).toEqual(payment);
    expect(core.gateway.query.calls).toHaveLength(1);
  });

  it('is kept to by whoever closes payments, and begun by it', async () => {
    const closesAt = core.clock.now();
    const payments = [await stored(victim, { closesAt }), await stored(victim, { closesAt })];
    core.gateway.query.answer = blocked;
    await core.expirePayments.execute();
    core.clock.advance(10 * minute);
    await core.expirePayments.execute();
    expect(core.gateway.query.calls.length).toBeLessThanOrEqual(2);
    core.clock.advance(30 * minute);
    core.gateway.query.answer = () => ({ status: 'pending' });
    await core.expirePayments.execute();
    for (const payment of payments) expect((await fresh(payment)).status).toBe('expired');
  });
});

describe('a gateway', () => {
  /** Shops of their own, with accounts of their own that the gateway has answered. */
  const shops = (numbers: readonly number[], isProven = true) =>
    Promise.all(
      numbers.map(async (n) => {
        const caller: Caller = { project: await core.projects.create(`Shop ${n}`), environment: 'test' };
        const account = {
          accountId: `${n}`,
          credentials: Secret.of({ merchant_id: `${n}`, hash_key: 'k' }),
        };
        if (isProven) await sync(caller, await stored(caller, account));
        return { caller, payment: () => stored(caller, account) };
      }),
    );
  const asked = async () => {
    core.gateway.query.answer = () => ({ status: 'paid' });
    return (await sync(victim, await stored(victim))).status === 'paid';
  };

  it('is left alone in this process once it has stopped three proven accounts of three projects', async () => {
    for (const { caller, payment } of await shops([1, 2, 3])) await refusedSync(caller, await payment());
    expect(await asked()).toBe(false);
    expect(core.log.lines.some(({ message }) => message.startsWith('Gateway paused'))).toBe(true);
    core.clock.advance(30 * minute);
    expect(await asked()).toBe(true);
  });

  it('is asked on where two accounts were stopped, or the third came later', async () => {
    const [first, second, third] = await shops([1, 2, 3]);
    for (const shop of [first, second]) if (shop) await refusedSync(shop.caller, await shop.payment());
    expect(await asked()).toBe(true);
    core.clock.advance(minute);
    if (third) await refusedSync(third.caller, await third.payment());
    expect(await asked()).toBe(true);
  });

  it('is asked on where keys were made up, also where callbacks signed with them were sent', async () => {
    for (const { caller, payment } of await shops([1, 2, 3, 4], false)) {
      const forged = await payment();
      const key = [{ by: 'paymentNo', value: forged.paymentNo }];
      const rawBody = new TextEncoder().encode(JSON.stringify(key));
      await core.receiveCallback.execute('ecpay', { rawBody, headers: {}, query: {} });
      await refusedSync(caller, await payment());
    }
    expect(await asked()).toBe(true);
  });

  it('is asked on where one project has several accounts stopped', async () => {
    const accounts = [1, 2, 3].map((n) => ({
      accountId: `${n}`,
      credentials: Secret.of({ merchant_id: `${n}`, hash_key: 'k' }),
    }));
    for (const account of accounts) await sync(evil, await stored(evil, account));
    for (const account of accounts) await refusedSync(evil, await stored(evil, account));
    expect(await asked()).toBe(true);
  });
});

describe('the budget of questions', () => {
  const many = (caller: Caller, count: number, differences: PaymentDifferences = {}) =>
    Promise.all(Array.from({ length: count }, () => stored(caller, differences)));

  it('is 30 a minute for a project and account; then sync says when it may ask again', async () => {
    const answers = await Promise.allSettled((await many(victim, 60)).map((payment) => sync(victim, payment)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    expect(core.gateway.query.calls).toHaveLength(30);
    core.clock.advance(20_500);
    const late = await stored(victim);
    const limited = { kind: 'limited', code: 'RATE_LIMITED', retryAfterSeconds: 40 };
    await expect(sync(victim, late)).rejects.toMatchObject(limited);
    core.clock.advance(39_500);
    expect(await sync(victim, late)).toMatchObject({ paymentNo: late.paymentNo });
    expect(core.gateway.query.calls).toHaveLength(31);
  });

  it('is each project’s and each account’s own', async () => {
    for (const payment of await many(evil, 30)) await sync(evil, payment);
    await expect(sync(evil, await stored(evil))).rejects.toMatchObject({ kind: 'limited' });
    await sync(victim, await stored(victim));
    await sync(evil, await stored(evil, { accountId: 'other' }));
    expect(core.gateway.query.calls).toHaveLength(32);
  });

  it('is kept to by the scheduler, which waits and loses no question', async () => {
    const payments = await many(victim, 70, { asksAt: core.clock.now() });
    const counts: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await core.askGateways.execute();
      counts.push(core.gateway.query.calls.length);
      core.clock.advance(minute);
    }
    expect(counts).toEqual([30, 60, 70]);
    const asks = await Promise.all(payments.map(async (payment) => firstAttempt(await fresh(payment)).asks));
    expect(new Set(asks)).toEqual(new Set([1]));
  });

  it('is not spent by questions that were not put', async () => {
    const payment = await stored(victim);
    await Promise.all(Array.from({ length: 50 }, () => sync(victim, payment)));
    for (const other of await many(victim, 29)) await sync(victim, other);
    expect(core.gateway.query.calls).toHaveLength(30);
  });

  it('keeps no callback from being believed: the scheduler asks later', async () => {
    for (const payment of await many(victim, 30)) await sync(victim, payment);
    const payment = await stored(victim);
    core.gateway.verify.answer = () => ({ status: 'pending', next: 'query' });
    const key = [{ by: 'paymentNo', value: payment.paymentNo }];
    const rawBody = new TextEncoder().encode(JSON.stringify(key));
    const reply = await core.receiveCallback.execute('ecpay', { rawBody, headers: {}, query: {} });
    expect([reply.status, firstAttempt(await fresh(payment)).asksAt]).toEqual([200, core.clock.now()]);
  });

  it('forgets whoever has not asked for long', () => {
    const budget = new Budget(1, minute);
    const at = (ms: number) => new Date(Date.parse('2026-06-22T04:00:00Z') + ms);
    for (let n = 0; n < 3_000; n += 1) expect(budget.take(`${n}`, 'one', at(n * 100))).not.toHaveProperty('waitMs');
    expect(budget.take('2999', 'other', at(300_000))).toEqual({ waitMs: 59_900 });
  });
});

describe('keys that an account may have', () => {
  const candidatesFor = async (accountId: string) => {
    const seen: unknown[][] = [];
    core.gateway.locate = async (_, credentialsOf) => {
      seen.push(await credentialsOf(accountId));
      return [];
    };
    await core.receiveCallback.execute('ecpay', { rawBody: new Uint8Array(), headers: {}, query: {} });
    return seen[0] ?? [];
  };
  const genuine = { merchant_id: '3002607', hash_key: 'genuine' };

  it('are those of each project, however many another has made up', async () => {
    await stored(victim);
    for (let n = 0; n < 30; n += 1) await stored(evil, { credentials: credentials(`${n}`) });
    const candidates = await candidatesFor('3002607');
    expect(candidates).toContainEqual(genuine);
    expect(candidates).toHaveLength(3);
  });

  it('are first of all those that the gateway answered, each once', async () => {
    await sync(victim, await stored(victim));
    await stored(victim, { credentials: credentials('newer') });
    await stored(victim, { credentials: credentials('newest') });
    for (let n = 0; n < 3; n += 1) await stored(evil, { credentials: credentials(`${n}`) });
    const candidates = await candidatesFor('3002607');
    expect(candidates[0]).toEqual(genuine);
    expect(candidates.filter((one) => JSON.stringify(one) === JSON.stringify(genuine))).toHaveLength(1);
    expect(candidates).toHaveLength(5);
  });

  it('leave out those that have been erased', async () => {
    await stored(victim, { credentials: Secret.of(undefined) });
    await stored(evil);
    expect(await candidatesFor('3002607')).toEqual([genuine]);
  });
});
