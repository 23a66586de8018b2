import {
  aPayment,
  coreOn,
  FakeClock,
  FakePostNotice,
  firstAttempt,
  MemoryPaymentStore,
  MemoryRefusedCallbacks,
} from '@paycore/testing';
import { Secret, type Attempt, type PayCoreError } from '@paycore/core';
import { failedForm, paidForm, paidJson } from './fixtures/callbacks.ts';
import { smilepay } from './index.ts';

const secretUrl = (paymentNo: string, attempt = 1) => ({
  payment_no: paymentNo,
  attempt: String(attempt),
  secret: `secret-of-${paymentNo}-${attempt}-smilepay`,
});

async function shop({ attempts = 1, differences = {} }: { attempts?: number; differences?: Partial<Attempt> } = {}) {
  const payments = new MemoryPaymentStore();
  const clock = new FakeClock();
  const gateway = smilepay.make({ fetch: () => Promise.reject(new Error('no network')), now: () => clock.now() });
  const refused = new MemoryRefusedCallbacks();
  const core = coreOn({ payments, gateway, clock, refused, post: new FakePostNotice().post });
  const single = aPayment({
    gateway: 'smilepay',
    route: 'atm',
    gatewayOrderNo: 'PC26062212000ABCDE',
    gatewayTradeNo: '062223689453',
    accountId: '2109',
    credentials: Secret.of({ dcvc: '2109', rvg2c: '1', verify_key: 'K3Y', validation_token: 'tok' }),
    request: { ...aPayment().request, merchantOrderNo: 'ORDER202606220202111', amount: 980 },
    ...differences,
  });
  const second = {
    ...firstAttempt(single),
    no: 2,
    gatewayOrderNo: 'PC26062212000SECOND',
    gatewayTradeNo: '062223689999',
  };
  const payment = attempts === 1 ? single : { ...single, attempts: [...single.attempts, second] };
  await payments.insert(payment);
  const receive = (body: string, query: Record<string, string>) =>
    core.receiveCallback.execute('smilepay', { rawBody: Buffer.from(body), headers: {}, query });
  const stored = async () => (await payments.find(payment.paymentNo)) ?? payment;
  return { ...core, payments, clock, payment, receive, stored };
}

const ok = { status: 200, type: 'text/plain; charset=UTF-8', body: 'OK' };

it('pays once, however often and in whatever order it is told', async () => {
  const { payment, receive, stored } = await shop();
  const query = secretUrl(payment.paymentNo);
  for (const body of [failedForm, paidForm, paidForm, failedForm]) expect(await receive(body, query)).toEqual(ok);
  const after = await stored();
  expect(after).toMatchObject({ status: 'paid', attempts: [{ simulated: false }] });
  expect(after.events.filter(({ type }) => type === 'paid')).toHaveLength(1);
});

it('takes the money of a cash callback without Response_id, by POST and by GET', async () => {
  for (const method of ['POST', 'GET'] as const) {
    const { payment, receiveCallback, stored } = await shop();
    const query = secretUrl(payment.paymentNo);
    const body = paidForm.replace('Response_id=1&', '');
    const rawBody = Buffer.from(method === 'GET' ? `${new URLSearchParams(query)}&${body}` : body);
    expect(await receiveCallback.execute('smilepay', { rawBody, headers: {}, query, method })).toEqual(ok);
    expect((await stored()).status).toBe('paid');
  }
});

it('leaves a callback that is not clear to an operator', async () => {
  const { payment, receive, stored, acceptNotice } = await shop();
  const body = paidForm.replace('Response_id=1', 'Response_id=0');
  for (let times = 0; times < 2; times += 1) expect(await receive(body, secretUrl(payment.paymentNo))).toEqual(ok);
  const { status, events, refusedCallbacks } = await stored();
  expect({ status, refusedCallbacks }).toEqual({ status: 'pending', refusedCallbacks: 0 });
  const unclear = events.filter(({ type }) => type === 'unclear_notice').map(({ detail }) => detail);
  expect(unclear).toEqual([{ response_id: '0', classif: 'B', amount: '980', errdesc: null }]);
  await acceptNotice.execute(payment.paymentNo, 'Wang');
  expect((await stored()).status).toBe('paid');
});

it("finds the payment without our address, by the merchant's number and token", async () => {
  const { receive, stored } = await shop();
  expect(await receive(JSON.stringify(paidJson), { validation_token: 'tok' })).toEqual(ok);
  expect(await stored()).toMatchObject({ status: 'paid', attempts: [{ simulated: true }] });
});

it('takes each callback for its own attempt only', async () => {
  const { payment, receive, stored } = await shop({ attempts: 2 });
  const [first, second] = [secretUrl(payment.paymentNo), secretUrl(payment.paymentNo, 2)];
  const onlyMerchants = JSON.stringify({ ...paidJson, SmilePayNO: undefined });
  for (const [body, query] of [
    [paidForm, second],
    [onlyMerchants, { ...second, secret: first.secret }],
    [onlyMerchants, { validation_token: 'tok' }],
  ] as const) {
    expect((await receive(body, query)).status).toBeGreaterThanOrEqual(400);
  }
  expect((await stored()).status).toBe('pending');
  expect(await receive(onlyMerchants, second)).toEqual(ok);
  expect(await stored()).toMatchObject({ status: 'paid', keptAttempt: 2, attempts: [{ status: 'pending' }, {}] });
});

it('writes the line that the contract promises, and touches nothing', async () => {
  const { payment, receive, stored, log } = await shop();
  const reply = await receive(paidForm.replaceAll('=980', '=98'), secretUrl(payment.paymentNo));
  expect(reply).toEqual({
    status: 400,
    type: 'application/json',
    body: '{"success":false,"message":"SmilePay amount mismatch.","error":{"error_code":"CALLBACK_REFUSED"}}',
  });
  const line = log.lines.find(({ message }) => message === 'SmilePay amount mismatch detail');
  expect(line).toMatchObject({
    level: 'warn',
    detail: {
      expected_amount: 980,
      received_amount: '98',
      matched_by: 'payment_no',
      payload_data_id: 'PC26062212000ABCDE',
      payload_smilepay_no: '062223689453',
    },
  });
  expect(await stored()).toEqual({ ...payment, refusedCallbacks: 1 });
});

it.each([
  [
    'another merchant',
    JSON.stringify({ ...paidJson, Dcvc: '107' }),
    { validation_token: 'tok' },
    400,
    'SmilePay Dcvc mismatch.',
  ],
  ['no proof', paidForm, {}, 400, 'SmilePay validation token mismatch.'],
  ['a wrong secret', paidForm, { secret: 'x' }, 400, 'SmilePay validation token mismatch.'],
])('refuses %s', async (_, body, query, status, message) => {
  const { payment, receive, stored } = await shop();
  const reply = await receive(body, query);
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.body)).toMatchObject({ success: false, message });
  expect({ ...(await stored()), refusedCallbacks: 0 }).toEqual(payment);
});

it('reads credentials as an older version stored them', async () => {
  const credentials = Secret.of({ Dcvc: ' 2109', Rvg2c: '1', Verify_key: 'K3Y', validation_token: 'tok', note: ['x'] });
  const { receive, stored } = await shop({ differences: { credentials } });
  expect(await receive(paidForm, { validation_token: 'tok' })).toEqual(ok);
  expect((await stored()).status).toBe('paid');
});

describe('a stranger', () => {
  const [nobodys, theirs] = ['PAY202606221200ZZZZZZZZ', 'PC26062212000NOBODY'];
  const words: Record<string, string> = { ABCDE: 'SECOND', '980': '981', '2109': '107' };
  const told = {
    status: 400,
    type: 'application/json',
    body: '{"success":false,"message":"SmilePay validation token mismatch.","error":{"error_code":"CALLBACK_REFUSED"}}',
  };

  /** What the answer is, how long it took and how often the payments were searched. */
  async function asked(body: string, query: Record<string, string>, differences: Partial<Attempt> = {}) {
    const { payments, clock, receive, payment } = await shop({ differences });
    const keys: unknown[] = [];
    const find = payments.findByKey.bind(payments);
    payments.findByKey = (name, key) => {
      keys.push(key);
      return find(name, key);
    };
    const begun = clock.now().getTime();
    const reply = await receive(body, {
      ...query,
      ...(query['payment_no'] === '' && { payment_no: payment.paymentNo }),
    });
    return { reply, ms: clock.now().getTime() - begun, searches: keys.length };
  }

  it.each<[string, Record<string, string>]>([
    ['no secret', {}],
    ['a wrong secret', { secret: 'x'.repeat(43), attempt: '1' }],
    ['a wrong token', { validation_token: 'x' }],
    ['another payment’s secret', { attempt: '1', secret: `secret-of-${nobodys.replace('Z', 'Y')}-1-smilepay` }],
    ['a secret of another attempt', { attempt: '1', secret: `secret-of-${nobodys}-2-smilepay` }],
  ])('with %s learns neither whether there is such an order nor what is right of it', async (_, query) => {
    const answers = [];
    for (const no of ['', nobodys]) {
      const numbered = no === nobodys ? paidForm.replace('PC26062212000ABCDE', theirs) : paidForm;
      const bodies = [numbered, '', '{"a":[]}', JSON.stringify(paidJson)];
      for (const [right, wrong] of Object.entries(words)) bodies.push(numbered.replaceAll(right, wrong));
      for (const body of bodies) answers.push(await asked(body, { ...query, payment_no: no }));
    }
    expect(new Set(answers.map(({ reply }) => JSON.stringify(reply)))).toEqual(new Set([JSON.stringify(told)]));
    expect(new Set(answers.map(({ ms }) => ms))).toEqual(new Set([100]));
    const half = answers.length / 2;
    const searches = answers.map((answer) => answer.searches);
    expect(searches.slice(0, half)).toEqual(searches.slice(half));
  });

  it('does not learn either that the credentials of an old payment are gone', async () => {
    expect((await asked(paidForm, { payment_no: '' }, { credentials: Secret.of(undefined) })).reply).toEqual(told);
  });

  it('is told in a flood to slow down, of a payment and of none', async () => {
    const { receive, payment } = await shop();
    const ask = (payment_no: string) =>
      receive(paidForm, { payment_no }).then(
        (reply) => JSON.stringify(reply),
        (error: unknown) => (error as PayCoreError).code,
      );
    for (const no of [payment.paymentNo, nobodys]) {
      const answers = await Promise.all(Array.from({ length: 150 }, () => ask(no)));
      expect(answers.at(-1)).toBe('RATE_LIMITED');
    }
  });
});

describe('whoever has a right secret', () => {
  const nobodys = 'PAY202606221200ZZZZZZZZ';
  it.each([
    ['the attempt’s', secretUrl(nobodys)],
    ['a payment’s from before attempts', { payment_no: nobodys, secret: `secret-of-${nobodys}` }],
  ])('is told that there is no such payment: %s', async (_, query) => {
    const { receive } = await shop();
    const reply = await receive(paidForm.replace('PC26062212000ABCDE', 'X').replace('062223689453', '1'), query);
    expect(reply).toMatchObject({ status: 404, body: expect.stringContaining('PAYMENT_NOT_FOUND') as unknown });
  });

  it.each([
    ['SmilePay Dcvc mismatch.', `${paidForm}&Dcvc=107`],
    ['SmilePay amount mismatch.', paidForm.replace('Amount=980', 'Amount=1')],
    ['SmilePay order number mismatch.', paidForm.replace('PC26062212000ABCDE', 'PC26062212000ABCDF')],
    ['SmilePay callback is not readable.', ''],
  ])('is told %s', async (message, body) => {
    const { receive, payment, clock } = await shop();
    const begun = clock.now();
    const reply = await receive(body, secretUrl(payment.paymentNo));
    expect([reply.status, (JSON.parse(reply.body) as { message: string }).message]).toEqual([400, message]);
    expect(clock.now()).toEqual(begun);
  });
});
