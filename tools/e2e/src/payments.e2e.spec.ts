import { callBack, ecpayCallback } from './ecpay-callback.ts';
import { World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.start({ PAYCORE_TICK: '1s', PAYCORE_CREATE_LEASE: '5s' });
}, 120_000);

afterAll(() => world?.stop());

const statusOf = async (paymentNo: string) => (await world.query(paymentNo)).body.data.status;

describe('one payment by ECPay ATM', () => {
  it('is created with an account number, found, and still pending', async () => {
    const { paymentNo, answer, body } = await world.issued({ expire_days: 3, item_name: '測試商品' });
    expect(answer.body).toMatchObject({
      success: true,
      message: 'Payment created successfully',
      data: {
        merchant_order_no: body['merchant_order_no'],
        gateway: 'ecpay',
        method: 'atm',
        amount: 980,
        currency: 'TWD',
        status: 'pending',
        created: true,
        environment: 'test',
        payment_info: {
          bank_code: expect.stringMatching(/^\d{3}$/),
          virtual_account: expect.stringMatching(/^\d{16}$/),
        },
      },
    });
    expect(answer.body.data.payment_info['expire_at']).toMatch(/^\d{4}-\d\d-\d\d 23:59:59$/);
    const found = await world.query(paymentNo);
    const { created: _created, ...data } = answer.body.data;
    expect(found).toMatchObject({ status: 200, body: { message: 'Payment found', data } });
  });

  it('is paid at the counter, and the merchant is told once, verifiably', async () => {
    const { paymentNo, orderNo } = await world.issued();
    const { state, callbacks } = await world.drive(orderNo, 'paid');
    expect(state).toBe('paid');
    expect(callbacks).toMatchObject([{ status: 200, body: '1|OK' }]);
    const found = (await world.query(paymentNo)).body.data;
    expect(found).toMatchObject({ status: 'paid', simulated: false, paid_at: expect.any(String) });
    const [notice, ...others] = await world.untilNoticed(paymentNo);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ verified: true });
    const { payment_url: _url, ...shown } = found;
    expect(JSON.parse(notice?.body ?? '')).toMatchObject({
      type: 'payment.paid',
      timestamp: found['paid_at'],
      data: shown,
    });
  });

  it('fails when ECPay says so, and frees its order', async () => {
    const { paymentNo, orderNo, body } = await world.issued();
    await world.drive(orderNo, 'failed');
    expect(await statusOf(paymentNo)).toBe('failed');
    const again = await world.create(body);
    expect(again.body.data).toMatchObject({ created: true, status: 'pending' });
    expect(again.body.data.payment_no).not.toBe(paymentNo);
  });

  it('is paid once by two callbacks, and by failed after paid still paid', async () => {
    const { paymentNo, orderNo } = await world.issued();
    expect((await world.drive(orderNo, 'paid?times=2')).callbacks.map(({ body }) => body)).toEqual(['1|OK', '1|OK']);
    await world.drive(orderNo, 'failed');
    expect(await statusOf(paymentNo)).toBe('paid');
    await world.untilNoticed(paymentNo);
    expect(new Set((await world.notices(paymentNo)).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it.each([
    ['another amount', 'paid?amount=979', 'ECPay amount mismatch.'],
    ['a forged callback', 'paid?forged=1', 'ECPay encrypted background callback transaction not found.'],
  ])('is untouched by %s', async (_what, outcome, message) => {
    const { paymentNo, orderNo } = await world.issued();
    const { callbacks } = await world.drive(orderNo, outcome);
    expect(callbacks).toMatchObject([{ status: 400 }]);
    expect(JSON.parse(callbacks[0]?.body ?? '')).toMatchObject({
      success: false,
      message,
      error: { error_code: 'CALLBACK_REFUSED' },
    });
    expect(await statusOf(paymentNo)).toBe('pending');
    expect(await world.notices(paymentNo)).toEqual([]);
  });

  it('is paid by a simulated payment in the test environment, and marked so', async () => {
    const { paymentNo, orderNo } = await world.issued();
    expect((await world.drive(orderNo, 'paid?simulated=1')).callbacks).toMatchObject([{ body: '1|OK' }]);
    expect((await world.query(paymentNo)).body.data).toMatchObject({ status: 'paid', simulated: true });
  });

  it('is found paid by a sync where the callback never came', async () => {
    const { paymentNo, orderNo } = await world.issued();
    expect((await world.drive(orderNo, 'paid?silent=1')).callbacks).toEqual([]);
    expect(await statusOf(paymentNo)).toBe('pending');
    expect(await world.sync(paymentNo)).toMatchObject({
      status: 200,
      body: { message: 'Payment synced', data: { status: 'paid' } },
    });
    expect(await world.untilNoticed(paymentNo)).toHaveLength(1);
  });

  it('names no payment of another project', async () => {
    const unknown = await world.query('PAY202606220001ABCDEFGH');
    expect(unknown).toMatchObject({ status: 404, body: { error: { error_code: 'PAYMENT_NOT_FOUND' } } });
  });
});

describe('racing', () => {
  it('makes one payment and one gateway order of 50 parallel creates, with 50 full answers', async () => {
    const body = world.order();
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.create(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body.data.payment_no)).size).toBe(1);
    expect(answers.filter((answer) => answer.body.data.created)).toHaveLength(1);
    const infos = new Set(answers.map((answer) => JSON.stringify(answer.body.data.payment_info)));
    expect(infos.size).toBe(1);
    expect([...infos][0]).toContain('virtual_account');
    const paymentNo = answers[0]?.body.data.payment_no;
    expect((await world.orders()).filter((order) => order.payment_no === paymentNo)).toHaveLength(1);
  });

  it('makes one transition and one notice id of 50 parallel identical paid callbacks', async () => {
    const { paymentNo, orderNo } = await world.issued();
    const body = ecpayCallback(world.demo, orderNo);
    const acks = await Promise.all(
      Array.from({ length: 50 }, async () => (await callBack(world.demo, paymentNo, body)).text()),
    );
    expect(new Set(acks)).toEqual(new Set(['1|OK']));
    expect(await statusOf(paymentNo)).toBe('paid');
    await world.untilNoticed(paymentNo);
    const payments = await world.document(paymentNo);
    expect(payments.events.filter(({ type }) => type === 'paid')).toHaveLength(1);
    expect(new Set((await world.notices(paymentNo)).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('refuses a repeat that differs, and answers one that does not', async () => {
    const { body, paymentNo, answer } = await world.issued();
    const same = await world.create({ ...body, item_name: 'another name' });
    expect(same.body.data).toEqual({ ...answer.body.data, created: false });
    const other = await world.create({ ...body, amount: 981 });
    expect(other).toMatchObject({ status: 409, body: { error: { error_code: 'ORDER_CONFLICT' } } });
    expect(await statusOf(paymentNo)).toBe('pending');
  });
});

describe('expired', () => {
  it('becomes expired after the last question, and late money still pays and is announced', async () => {
    const { paymentNo, orderNo } = await world.issued();
    await world.expireAll();
    expect(await statusOf(paymentNo)).toBe('expired');
    await world.drive(orderNo, 'paid');
    expect(await statusOf(paymentNo)).toBe('paid');
    expect(await world.untilNoticed(paymentNo)).toHaveLength(1);
  });

  it('is not expired where the gateway was paid silently', async () => {
    const { paymentNo, orderNo } = await world.issued();
    await world.drive(orderNo, 'paid?silent=1');
    await world.expireAll();
    expect(await statusOf(paymentNo)).toBe('paid');
  });

  it('is paid beside a newer payment of the same order, and both are announced', async () => {
    const first = await world.issued();
    await world.expireAll();
    const second = await world.create(first.body);
    expect(second.body.data).toMatchObject({ created: true });
    await world.drive(first.orderNo, 'paid');
    expect(await statusOf(first.paymentNo)).toBe('paid');
    const secondNo = second.body.data.payment_no;
    await world.drive((await world.orderOf(secondNo)).order_no, 'paid');
    expect(await statusOf(secondNo)).toBe('paid');
    await world.untilNoticed(first.paymentNo);
    await world.untilNoticed(secondNo);
    const besides = (await world.document(first.paymentNo)).events.filter(({ type }) => type === 'paid_beside');
    expect(besides).toMatchObject([{ detail: { paymentNo: secondNo } }]);
    const repeat = await world.create(first.body);
    expect(repeat.body.data).toMatchObject({ created: false, status: 'paid' });
  });
});

describe('a gateway that fails at the create', () => {
  afterEach(() => world.clearFaults());

  it.each([
    ['a reset connection', { mode: 'reset' }],
    ['a 500', { mode: 'status', status: 500 }],
    ['garbage', { mode: 'garbage' }],
    ['silence', { mode: 'timeout' }],
  ])('answers 502 to %s, and the repeat finishes with the same order number', async (_what, fault) => {
    await world.fault({ path: '/1.0.0/Cashier/GenPaymentCode', times: 1, ...fault });
    const body = world.order();
    const lost = await world.create(body);
    expect(lost).toMatchObject({ status: 502, body: { success: false } });
    const repeat = await world.create(body);
    expect(repeat).toMatchObject({ status: 200, body: { data: { status: 'pending', created: false } } });
    expect(repeat.body.data.payment_info['virtual_account']).toMatch(/^\d{16}$/);
    const paymentNo = repeat.body.data.payment_no;
    expect((await world.orders()).filter((order) => order.payment_no === paymentNo)).toHaveLength(1);
  });

  it('is finished by the scheduler where the merchant never repeats', async () => {
    await world.fault({ path: '/1.0.0/Cashier/GenPaymentCode', times: 1, mode: 'reset' });
    const body = world.order();
    expect((await world.create(body)).status).toBe(502);
    const order = await world.until(
      'the finished payment',
      async () => {
        const found = await world.documents({ 'request.merchantOrderNo': body['merchant_order_no'] });
        return found[0] && !found[0].creating && found[0];
      },
      30_000,
    );
    expect(order.info).toMatchObject({ virtual_account: expect.stringMatching(/^\d{16}$/) });
  });
});
