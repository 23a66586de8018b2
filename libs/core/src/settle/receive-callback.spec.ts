import { aPayment, coreOnFakes, fakeCallback, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { callbackRefused, gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { OrderKey, PlacedOrder } from '../ports/gateway.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment(differences);
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const byNo = ({ paymentNo }: Payment): OrderKey => ({ by: 'paymentNo', value: paymentNo });
const byOrder = ({ request }: Payment): OrderKey => ({ by: 'merchantOrderNo', value: request.merchantOrderNo });
const receive = (keys: OrderKey[], query: Record<string, string> = {}) =>
  core.receiveCallback.execute('ecpay', fakeCallback(keys, query));
const only =
  (...genuine: Payment[]) =>
  (_: unknown, order: PlacedOrder) => {
    if (genuine.some(({ paymentNo }) => paymentNo === order.paymentNo)) return { status: 'paid' as const };
    throw callbackRefused(`Not ${order.gatewayOrderNo}.`);
  };

describe('ReceiveCallback', () => {
  it('acknowledges what it has written, and duplicates without a second effect', async () => {
    const payment = await stored();
    expect(await receive([byNo(payment)])).toEqual({ status: 200, type: 'text/plain', body: 'OK' });
    const after = await fresh(payment);
    expect(after.status).toBe('paid');
    const replies = await Promise.all(Array.from({ length: 50 }, () => receive([byNo(payment)])));
    expect(new Set(replies.map(({ body }) => body))).toEqual(new Set(['OK']));
    expect(await fresh(payment)).toEqual(after);
  });

  it('asks the best key first', async () => {
    const [first, second] = [await stored(), await stored()];
    await receive([byNo(second), byNo(first)]);
    expect(core.gateway.verify.calls.map(([, { paymentNo }]) => paymentNo)).toEqual([second.paymentNo]);
    expect((await fresh(first)).status).toBe('pending');
  });

  it('takes the payment that verifies among those that share a number', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'SHARED' };
    const theirs = await stored({ request, project: 'prj_2', accountId: 'theirs' });
    const mine = await stored({ request, accountId: 'mine' });
    const other = await stored({ request, project: 'prj_3', accountId: 'other' });
    core.gateway.verify.answer = only(theirs);
    expect((await receive([byOrder(mine)])).status).toBe(200);
    expect((await fresh(theirs)).status).toBe('paid');
    expect((await fresh(mine)).status).toBe('pending');
    expect((await fresh(other)).status).toBe('pending');
    expect(core.metrics.counts.get('callbacks_refused')).toBeUndefined();
  });

  it('goes on where the credentials of an old payment can no longer be opened', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'SHARED' };
    const genuine = await stored({ request });
    await stored({ request, project: 'prj_2', credentials: Secret.of(undefined) });
    expect((await receive([byOrder(genuine)])).status).toBe(200);
    expect((await fresh(genuine)).status).toBe('paid');
  });

  it('goes on to the next key where the first names a payment that does not verify', async () => {
    const [stranger, genuine] = [await stored(), await stored()];
    core.gateway.verify.answer = only(genuine);
    expect((await receive([byNo(stranger), byNo(genuine)])).status).toBe(200);
    expect((await fresh(genuine)).status).toBe('paid');
  });

  it('refuses with the words for the best candidate', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'SHARED' };
    await stored({ request, project: 'prj_2' });
    const payment = await stored({ request });
    core.gateway.verify.answer = only();
    expect((await receive([byOrder(payment)])).body).toBe(`Not ${firstAttempt(payment).gatewayOrderNo}.`);
  });

  it('tries few payments, however many keys a callback names', async () => {
    const payments = await Promise.all(Array.from({ length: 20 }, () => stored()));
    core.gateway.verify.answer = only();
    await receive(payments.map(byNo));
    expect(core.gateway.verify.calls.length).toBeLessThanOrEqual(4);
  });

  it('answers 404 for no payment of ours, and keeps a trace', async () => {
    const reply = await receive([{ by: 'paymentNo', value: 'PAY202606221200ZZZZZZZZ' }]);
    expect(reply.status).toBe(404);
    expect(core.refused.records).toEqual([expect.objectContaining({ gateway: 'ecpay', code: 'PAYMENT_NOT_FOUND' })]);
    expect((await receive([])).status).toBe(404);
  });

  it('knows the gateways that are installed', async () => {
    await expect(core.receiveCallback.execute('constructor', fakeCallback([]))).rejects.toMatchObject({
      kind: 'notFound',
    });
  });

  it('leaves a payment untouched by a forgery, and counts it', async () => {
    const payment = await stored();
    core.gateway.verify.answer = only();
    expect((await receive([byNo(payment)])).status).toBe(400);
    const notThis = `Not ${firstAttempt(payment).gatewayOrderNo}.`;
    expect(await fresh(payment)).toEqual({ ...payment, refusedCallbacks: 1 });
    expect(core.refused.records).toEqual([
      expect.objectContaining({ paymentNo: payment.paymentNo, code: 'CALLBACK_REFUSED', message: notThis }),
    ]);
    expect(core.metrics.counts.get('callbacks_refused')).toBe(1);
    expect(core.log.lines).toEqual([expect.objectContaining({ level: 'warn', message: 'Callback refused' })]);
  });

  it('keeps the amounts that it compared', async () => {
    const payment = await stored();
    core.gateway.verify.answer = () => {
      throw callbackRefused('ECPay amount mismatch.', { log: { expected_amount: 980, received_amount: '12345' } });
    };
    await receive([byNo(payment)]);
    expect(await core.refused.list(payment.paymentNo)).toEqual([
      expect.objectContaining({ message: 'ECPay amount mismatch.', amounts: { expected: '980', received: '12345' } }),
    ]);
  });

  it('writes no more than a few unproven refusals a second, and counts them all', async () => {
    const payment = await stored();
    core.gateway.verify.answer = only();
    for (let n = 0; n < 100; n += 1) expect((await receive([byNo(payment)])).status).toBe(400);
    expect([core.refused.records.length, core.log.lines.length]).toEqual([20, 20]);
    expect(core.metrics.counts.get('callbacks_refused')).toBe(100);
    expect(core.metrics.counts.get('refused_callbacks_left_out')).toBe(80);
    core.clock.advance(1000);
    await receive([byNo(payment)]);
    expect(core.refused.records).toHaveLength(21);
  });

  it('writes every line about proven callbacks beside a flood of unproven ones, which alone is told to slow down', async () => {
    const [shop, neighbour] = [await stored(), await stored({ project: 'prj_2' })];
    const proven = () => core.log.lines.filter(({ message }) => message === 'SmilePay amount mismatch detail');
    const mismatch = callbackRefused('SmilePay amount mismatch.', {
      ...{ logLine: 'SmilePay amount mismatch detail', isProven: true },
      log: { expected_amount: 980, received_amount: '1' },
    });
    const said = new Set<number | string>();
    for (let second = 0; second < 12; second += 1) {
      core.gateway.verify.answer = only();
      for (let n = 0; n < 77; n += 1) {
        const answer = await receive([byNo(neighbour)]).catch((error: unknown) => (error as PayCoreError).code);
        said.add(typeof answer === 'string' ? answer : answer.status);
      }
      core.gateway.verify.answer = () => {
        throw mismatch;
      };
      expect((await receive([byNo(shop)])).status).toBe(400);
      core.clock.advance(1000);
    }
    expect(said).toEqual(new Set([400, 'RATE_LIMITED']));
    expect(proven()).toHaveLength(12);
    expect(await core.refused.list(shop.paymentNo)).toHaveLength(12);
    expect(core.log.lines.length).toBeLessThan(12 + 20 + 12 + 1);
  });

  it('keeps of a project so many bytes alone, whoever floods, and the others’ all the same', async () => {
    const [shop, neighbour] = [await stored(), await stored({ project: 'prj_2' })];
    core.gateway.verify.answer = only();
    const long = { ...fakeCallback([byNo(shop)]) };
    const body = `${JSON.stringify([byNo(shop)])}${' '.repeat(4_000)}`;
    const send = () => core.receiveCallback.execute('ecpay', { ...long, rawBody: new TextEncoder().encode(body) });
    for (let hours = 0; hours < 200; hours += 1) {
      await send().catch(() => undefined);
      core.clock.advance(10_000);
    }
    const bytes = () => core.refused.records.reduce((sum, record) => sum + record.body.length, 0);
    expect(bytes()).toBeLessThan(160 * 1024);
    const before = core.refused.records.length;
    await receive([byNo(neighbour)]);
    expect(core.refused.records).toHaveLength(before + 1);
  });

  it('tells of the payment whose gateway proved the callback, where others refuse it too', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'SHARED' };
    const meant = await stored({ request });
    await stored({ request, project: 'prj_2' });
    core.gateway.verify.answer = (_callback, order) => {
      const isProven = order.gatewayOrderNo === firstAttempt(meant).gatewayOrderNo;
      throw callbackRefused(isProven ? 'ECPay amount mismatch.' : 'Not proven.', { isProven });
    };
    expect((await receive([byOrder(meant)])).body).toBe('ECPay amount mismatch.');
    expect(core.refused.records).toEqual([expect.objectContaining({ paymentNo: meant.paymentNo })]);
  });

  it.each([
    ['valid', (no: string) => ({ secret: `secret-of-${no}-1-ecpay` })],
    ['wrong', () => ({ secret: 'secret-of-another' })],
    ['absent', () => ({})],
  ])('tells the gateway that the secret is %s', async (secret, query) => {
    const payment = await stored();
    await receive([byNo(payment)], query(payment.paymentNo));
    expect(core.gateway.verify.calls[0]?.[2]).toMatchObject({ secret, allowsUnsigned: false });
  });

  it('tells the gateway that the project takes what nothing signs', async () => {
    const project = await core.projects.create('Shop');
    await core.projects.setAllowsUnsigned(project.id, true);
    await receive([byNo(await stored({ project: project.id }))]);
    expect(core.gateway.verify.calls[0]?.[2]).toMatchObject({ secret: 'absent', allowsUnsigned: true });
  });

  it('answers that the gateway is away while a word cannot be checked', async () => {
    const payment = await stored();
    core.gateway.verify.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    expect((await receive([byNo(payment)])).status).toBe(503);
    expect((await fresh(payment)).status).toBe('pending');
    expect((await receive([byNo(payment)])).status).toBe(200);
  });

  it.each(['findByKey', 'update'] as const)('acknowledges nothing while the database is away (%s)', async (method) => {
    const payment = await stored();
    const offline = new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Away.');
    const original = core.payments[method];
    Object.assign(core.payments, { [method]: () => Promise.reject(offline) });
    await expect(receive([byNo(payment)])).rejects.toBe(offline);
    Object.assign(core.payments, { [method]: original });
    expect((await receive([byNo(payment)])).status).toBe(200);
    expect((await fresh(payment)).status).toBe('paid');
  });

  it('answers a forgery even where its trace cannot be kept', async () => {
    core.refused.record = () => Promise.reject(new Error('full'));
    expect((await receive([])).status).toBe(404);
  });

  it('throws a bug', async () => {
    const bug = new TypeError('x is not a function');
    core.gateway.verify.answer = () => {
      throw bug;
    };
    await expect(receive([byNo(await stored())])).rejects.toBe(bug);
  });

  it.each([
    ['Verify_key=canary&a=1', 'Verify_key=[cut]&a=1'],
    ['{"callback_secret":"canary","a":1}', '{"callback_secret":"[cut]","a":1}'],
    ['{"token": "can\\"ary, and} more canary", "a": 1}', '{"token": "[cut]", "a": 1}'],
    ['validation_token=canary%20canary', 'validation_token=[cut]'],
    ['a=pc_admin_canary0123456789', 'a=pc_admin_[cut]'],
    ['{"note":"pc_live_canary0123456789","b":"whsec_canary/abc="}', '{"note":"pc_live_[cut]","b":"whsec_[cut]"}'],
  ])('cuts secrets from what it keeps: %s', async (body, kept) => {
    const callback = { rawBody: new TextEncoder().encode(body), headers: {}, query: {} };
    core.gateway.locate = () => {
      throw callbackRefused('No.');
    };
    await core.receiveCallback.execute('ecpay', callback);
    expect(core.refused.records[0]?.body).toBe(kept);
  });

  it('keeps no more than 4 kB of it', async () => {
    const rawBody = new TextEncoder().encode('token=a&'.repeat(10_000));
    core.gateway.locate = () => [];
    await core.receiveCallback.execute('ecpay', { rawBody, headers: {}, query: {} });
    expect(core.refused.records[0]?.body.length).toBeLessThanOrEqual(4_096);
  });
});

describe('what an unproven callback claims of a paid payment', () => {
  const refund = { type: 'refunded', id: 'R1', amount: '980', currency: 'TWD' } as const;
  const claim = async (payment: Payment) => {
    core.gateway.verify.next(() => ({ status: 'pending', next: 'query', claims: [refund] }));
    expect(await receive([byNo(payment)])).toMatchObject({ status: 200 });
    return fresh(payment);
  };

  it('is recorded where the gateway confirms it', async () => {
    const payment = await stored({ status: 'paid' });
    core.gateway.query.next(() => ({ status: 'paid', postPayment: [refund] }));
    const after = await claim(payment);
    expect(after.events.at(-1)).toMatchObject({ type: 'refunded', detail: { id: 'R1', amount: '980' } });
    expect(core.metrics.counts.get('post_payment_events')).toBe(1);
  });

  it('is counted and no more where the gateway does not', async () => {
    const payment = await stored({ status: 'paid' });
    core.gateway.query.next(() => ({ status: 'paid' }));
    expect((await claim(payment)).events).toEqual(payment.events);
    expect(core.metrics.counts.get('unproven_claims')).toBe(1);
  });

  it('costs one question in five seconds; the scheduler asks later', async () => {
    const payment = await stored({ status: 'paid' });
    core.gateway.query.next(() => ({ status: 'paid' }));
    await claim(payment);
    const again = await claim(payment);
    expect(core.gateway.query.calls).toHaveLength(1);
    core.clock.advance(5_000);
    core.gateway.query.next(() => ({ status: 'paid', postPayment: [refund] }));
    expect(firstAttempt(again).asksAt).toEqual(core.clock.now());
    await core.askGateways.execute();
    expect(await fresh(payment)).toMatchObject({
      attempts: [{ asksAt: undefined }],
      events: [expect.objectContaining({ type: 'refunded' })],
    });
  });

  it('asks nothing where the gateway answers no questions', async () => {
    core.gateway.canQuery = false;
    const payment = await stored({ status: 'paid' });
    expect(firstAttempt(await claim(payment)).asksAt).toBeUndefined();
  });

  it('waits for its answer though the payment is paid meanwhile', async () => {
    const payment = await stored();
    await claim(payment);
    const waiting = await claim(payment);
    expect(firstAttempt(waiting)).toMatchObject({ hasClaim: true });
    await core.settlePayment.execute(waiting, 1, { status: 'paid' });
    core.clock.advance(5_000);
    core.gateway.query.next(() => ({ status: 'paid', postPayment: [refund] }));
    await core.askGateways.execute();
    const after = await fresh(payment);
    expect(after.events.map(({ type }) => type)).toEqual(['paid', 'refunded']);
    const { asksAt, hasClaim } = firstAttempt(after);
    expect([asksAt, hasClaim]).toEqual([undefined, undefined]);
  });

  it('is asked again where it comes during a query of the scheduler', async () => {
    const payment = await stored({ status: 'paid' });
    await claim(payment);
    await claim(payment);
    core.clock.advance(5_000);
    core.gateway.query.next(async () => {
      await claim(payment);
      await claim(payment);
      return { status: 'paid' };
    });
    await core.askGateways.execute();
    core.clock.advance(3_600_000);
    core.gateway.query.next(() => ({ status: 'paid', postPayment: [refund] }));
    await core.askGateways.execute();
    expect((await fresh(payment)).events.map(({ type }) => type)).toEqual(['refunded']);
  });

  it('counts its queries anew: those of old hints do not end it', async () => {
    const payment = await stored({ status: 'paid', asks: 50 });
    await claim(payment);
    await claim(payment);
    core.clock.advance(5_000);
    core.gateway.query.next(() => Promise.reject(gatewayUnavailable(undefined)));
    await core.askGateways.execute();
    expect(firstAttempt(await fresh(payment)).asksAt).toBeDefined();
  });
});

describe('what a proven callback says of money after the payment', () => {
  const reversal = { type: 'reversed', id: 'R1', amount: '980', currency: 'TWD' } as const;

  it.each([
    ['before', 0],
    ['after', 1],
  ])('is kept where another callback pays just %s it', async (_, order) => {
    const payment = await stored();
    const outcomes = [
      () => ({ status: 'pending', next: 'query', postPayment: [reversal] }) as const,
      () => ({ status: 'paid' }) as const,
    ];
    core.gateway.verify.next(...(order === 0 ? outcomes : [...outcomes].reverse()));
    await Promise.all([receive([byNo(payment)]), receive([byNo(payment)])]);
    const types = (await fresh(payment)).events.map(({ type }) => type);
    expect(types.filter((type) => type === 'reversed' || type === 'paid').sort()).toEqual(['paid', 'reversed']);
  });
});
