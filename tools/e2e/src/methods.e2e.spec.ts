import { World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.start();
}, 120_000);

afterAll(() => world?.stop());

const ecpay = { gateway: 'ecpay', ack: '1|OK', canBeAsked: true, amount: 'ECPay amount mismatch.' } as const;
const cashier = { ...ecpay, forged: 'ECPay CheckMacValue verification failed.', isHandedOver: true } as const;
const background = {
  ...ecpay,
  forged: 'ECPay encrypted background callback transaction not found.',
  isHandedOver: false,
} as const;
const smilepay = {
  gateway: 'smilepay',
  ack: 'OK',
  canBeAsked: false,
  amount: 'SmilePay amount mismatch.',
  forged: 'SmilePay validation token mismatch.',
  isHandedOver: false,
} as const;

type Shown = 'account' | 'code' | 'barcode' | 'nothing';

const methods = [
  { ...cashier, path: 'ecpay/aio', method: 'all', shows: 'account' as Shown },
  { ...cashier, path: 'ecpay/aio/credit', method: 'credit', shows: 'nothing' as Shown },
  { ...cashier, path: 'ecpay/aio/atm', method: 'atm', shows: 'account' as Shown },
  { ...cashier, path: 'ecpay/aio/cvs', method: 'cvs', shows: 'code' as Shown },
  { ...cashier, path: 'ecpay/aio/barcode', method: 'barcode', shows: 'barcode' as Shown },
  { ...background, path: 'ecpay/atm', method: 'atm', shows: 'account' as Shown },
  { ...background, path: 'ecpay/cvs', method: 'cvs', shows: 'code' as Shown },
  { ...background, path: 'ecpay/barcode', method: 'barcode', shows: 'barcode' as Shown },
  { ...smilepay, path: 'smilepay/atm', method: 'atm', shows: 'account' as Shown },
  { ...smilepay, path: 'smilepay/cvs', method: 'cvs', shows: 'code' as Shown },
  { ...smilepay, path: 'smilepay/barcode', method: 'barcode', shows: 'barcode' as Shown },
];

const dataOf = async (paymentNo: string) => (await world.query(paymentNo)).body.data;
const statusOf = async (paymentNo: string) => (await dataOf(paymentNo)).status;
const some = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;

/** What the payer must be shown once a code is issued. */
const issued = (gateway: string): Readonly<Record<Shown, object>> => ({
  account: {
    bank_code: some(/^\d{3}$/),
    virtual_account: some(/^\d{10,16}$/),
    expire_at: some(/^\d{4}-\d\d-\d\d \d\d:/),
  },
  code: { payment_code: some(/^\w{8,}$/) },
  barcode: {
    [gateway]: {
      barcode1: some(/^\w+$/),
      barcode2: some(/^\w+$/),
      barcode3: some(/^\w+$/),
      barcode_user_copy_url: some(/\/zh-tw\/pay\/PAY/),
      barcode_segments_copyable: false,
    },
  },
  nothing: {},
});

describe.each(methods)('$path', ({ path, gateway, method, shows, ack, amount, forged, canBeAsked, isHandedOver }) => {
  const drive = (orderNo: string, outcome: string) => world.drive(orderNo, outcome, gateway);

  it('is created pending, and shows what the payer needs once it is issued', async () => {
    const { paymentNo, orderNo, answer } = await world.placed(path);
    expect(answer.body.data).toMatchObject({ gateway, method, status: 'pending', created: true, amount: 980 });
    if (isHandedOver) {
      expect(answer.body.data['redirect_form']).toMatchObject({ method: 'POST', fields: { TotalAmount: '980' } });
      await drive(orderNo, 'issued');
    }
    const found = await dataOf(paymentNo);
    expect(found).toMatchObject({ status: 'pending', payment_info: issued(gateway)[shows] });
    expect(found).not.toHaveProperty('redirect_form');
  });

  it('is paid once by two callbacks, stays paid after a failure, and is announced under one id', async () => {
    const { paymentNo, orderNo } = await world.placed(path);
    const { callbacks } = await drive(orderNo, 'paid?times=2');
    expect(callbacks.map(({ status, body }) => ({ status, body }))).toEqual([
      { status: 200, body: ack },
      { status: 200, body: ack },
    ]);
    await drive(orderNo, 'failed');
    expect(await dataOf(paymentNo)).toMatchObject({ status: 'paid', simulated: false });
    const notices = await world.untilNoticed(paymentNo);
    expect(notices.every(({ verified }) => verified)).toBe(true);
    expect(new Set(notices.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(JSON.parse(notices[0]?.body ?? '')).toMatchObject({
      data: { payment_no: paymentNo, status: 'paid', method },
    });
  });

  it('fails, and is paid by money that comes all the same', async () => {
    const { paymentNo, orderNo } = await world.placed(path);
    await drive(orderNo, 'failed');
    expect(await statusOf(paymentNo)).toBe('failed');
    await drive(orderNo, 'paid');
    expect(await statusOf(paymentNo)).toBe('paid');
  });

  it('is paid before its code is told, and still learns the code', async () => {
    const { paymentNo, orderNo } = await world.placed(path);
    await drive(orderNo, 'paid');
    await drive(orderNo, 'issued');
    expect(await dataOf(paymentNo)).toMatchObject({ status: 'paid', payment_info: issued(gateway)[shows] });
  });

  it.each([
    ['another amount', 'paid?amount=979', amount],
    ['a forged callback', 'paid?forged=1', forged],
  ])('is untouched by %s', async (_what, outcome, message) => {
    const { paymentNo, orderNo } = await world.placed(path);
    const { callbacks } = await drive(orderNo, outcome);
    expect(callbacks).toMatchObject([{ status: 400 }]);
    expect(JSON.parse(callbacks[0]?.body ?? '')).toMatchObject({ message, error: { error_code: 'CALLBACK_REFUSED' } });
    expect(await statusOf(paymentNo)).toBe('pending');
    expect(await world.notices(paymentNo)).toEqual([]);
  });

  it('is paid by a simulated payment in the test environment, and marked so', async () => {
    const { paymentNo, orderNo } = await world.placed(path);
    expect((await drive(orderNo, 'paid?simulated=1')).callbacks).toMatchObject([{ status: 200, body: ack }]);
    expect(await dataOf(paymentNo)).toMatchObject({ status: 'paid', simulated: true });
  });

  it(canBeAsked ? 'is found paid by a sync where no callback came' : 'cannot be asked for', async () => {
    const { paymentNo, orderNo } = await world.placed(path);
    await drive(orderNo, 'paid?silent=1');
    const synced = await world.sync(paymentNo);
    if (canBeAsked) expect(synced).toMatchObject({ status: 200, body: { data: { status: 'paid' } } });
    else expect(synced).toMatchObject({ status: 422, body: { error: { error_code: 'gateway_sync_not_supported' } } });
  });
});

describe('expired', () => {
  it('is every unpaid payment past its deadline, and late money pays each', async () => {
    const placed = await Promise.all(methods.map(async (each) => ({ ...each, ...(await world.placed(each.path)) })));
    await world.expireAll();
    const statuses = await Promise.all(placed.map(({ paymentNo }) => statusOf(paymentNo)));
    expect(statuses).toEqual(placed.map(() => 'expired'));
    await Promise.all(placed.map(({ orderNo, gateway }) => world.drive(orderNo, 'paid', gateway)));
    expect(await Promise.all(placed.map(({ paymentNo }) => statusOf(paymentNo)))).toEqual(placed.map(() => 'paid'));
    await Promise.all(placed.map(({ paymentNo }) => world.untilNoticed(paymentNo)));
  });
});

describe('home/overview', () => {
  it('adds up what was paid, in major units', async () => {
    const sums = async () => (await world.api('GET', '/api/paycore/home/overview')).body.data;
    const before = await sums();
    for (const path of ['ecpay/atm', 'smilepay/cvs']) {
      const { orderNo } = await world.placed(path);
      await world.drive(orderNo, 'paid', path.split('/')[0]);
    }
    const after = await sums();
    expect(Number(after['today_amount']) - Number(before['today_amount'])).toBe(1960);
    expect(after['recent_transactions']).toHaveLength(10);
  });
});
