import { World, type Placed } from '../world.ts';
import { announced } from './announced.ts';
import { flows, routes, type Route } from './routes.ts';

let world: World;

beforeAll(async () => {
  world = await World.start();
}, 120_000);

afterAll(() => world?.stop());

const place = ({ path, currency, amount, body }: Route) => world.placed(path, { currency, amount, ...body });
const drive = ({ gateway }: Route, { orderNo }: Placed, outcome: string) => world.drive(orderNo, outcome, gateway);
const dataOf = async ({ paymentNo }: Placed) => (await world.query(paymentNo)).body.data;
const statusOf = async (placed: Placed) => (await dataOf(placed)).status;

/** How often the payment became paid. */
async function transitions({ paymentNo }: Placed): Promise<number> {
  return (await world.document(paymentNo)).events.filter(({ type }) => type === 'paid').length;
}

async function expectUntouched(route: Route, outcome: string, refusal: Route['forged']): Promise<void> {
  const placed = await place(route);
  const { callbacks } = await drive(route, placed, outcome);
  expect(callbacks).toMatchObject([{ status: 400 }]);
  expect(JSON.parse(callbacks[0]?.body ?? '')).toEqual({ success: false, ...refusal });
  expect(await statusOf(placed)).toBe('pending');
  expect(await world.notices(placed.paymentNo)).toEqual([]);
  expect((await drive(route, placed, `paid?amount=${route.amount}`)).callbacks[0]).toMatchObject({ status: 200 });
  expect(await statusOf(placed)).toBe('paid');
}

describe.each(routes)('POST /api/paycore/pay/$path', (route) => {
  const { profile, row } = route;

  it('answers what the contract says, again for the same order, and shows what the payer needs once it is issued', async () => {
    const { gateway, method, currency, amount, isByBrowser } = route;
    const placed = await place(route);
    const { data } = placed.answer.body;
    const same = { gateway, method, currency, amount, status: 'pending', environment: 'test', simulated: false };
    expect(data).toMatchObject({ ...same, created: true, merchant_order_no: placed.body['merchant_order_no'] });
    row?.created.parse(data.payment_info);
    const form = { method: 'POST', ...row?.form?.(amount, placed.paymentNo) };
    if (isByBrowser) expect(data['redirect_form']).toMatchObject(form);
    else expect(data).not.toHaveProperty('redirect_form');
    expect((await world.create(placed.body, route.path)).body.data).toEqual({ ...data, created: false });
    if (isByBrowser) await drive(route, placed, 'issued');
    const found = await dataOf(placed);
    expect(found).toMatchObject({ ...same, payment_no: placed.paymentNo, payment_url: data.payment_url });
    row?.issued.parse(found.payment_info);
    const { barcode_user_copy_url: copied = data.payment_url } = (found.payment_info[gateway] ?? {}) as {
      readonly barcode_user_copy_url?: string;
    };
    expect(copied).toBe(data.payment_url);
  });

  it('is paid, acknowledged in the gateway’s words, and announced', async () => {
    const placed = await place(route);
    const { callbacks } = await drive(route, placed, 'paid');
    expect(new Set(callbacks.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set([`200 ${profile.ack}`]));
    const found = await dataOf(placed);
    expect(found).toMatchObject({
      status: 'paid',
      simulated: false,
      payment_info: placed.answer.body.data.payment_info,
    });
    const [notice] = await world.untilNoticed(placed.paymentNo);
    expect(notice).toMatchObject({ verified: true });
    expect(JSON.parse(notice?.body ?? '')).toEqual(announced(found));
  });
});

describe.each(flows)('POST /api/paycore/pay/$path, as all of its flow', (route) => {
  const { profile, row } = route;

  it('is paid once by two callbacks, and announced under one id', async () => {
    const placed = await place(route);
    const { callbacks } = await drive(route, placed, 'paid?times=2');
    expect(callbacks.length).toBeGreaterThanOrEqual(2);
    expect(callbacks.every(({ status, body }) => status === 200 && body === profile.ack)).toBe(true);
    await drive(route, placed, 'paid');
    expect(await transitions(placed)).toBe(1);
    const notices = await world.untilNoticed(placed.paymentNo);
    expect(new Set(notices.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('fails, and is paid by money that comes all the same', async () => {
    const placed = await place(route);
    await drive(route, placed, 'failed');
    expect(await statusOf(placed)).toBe('failed');
    await drive(route, placed, 'paid');
    expect(await statusOf(placed)).toBe('paid');
  });

  it('is untouched by another amount', () =>
    expectUntouched(route, `paid?amount=${route.amount - 1}`, profile.wrongAmount));

  it('is untouched by a forged callback', () => expectUntouched(route, 'paid?forged=1', route.forged));

  it(profile.canQuery ? 'is found paid by a sync where no callback came' : 'cannot be asked for', async () => {
    const placed = await place(route);
    expect((await drive(route, placed, 'paid?silent=1')).callbacks).toEqual([]);
    expect(await statusOf(placed)).toBe('pending');
    const synced = await world.sync(placed.paymentNo);
    if (profile.canQuery) {
      expect(synced).toMatchObject({ status: 200, body: { data: { status: 'paid' } } });
      expect(await world.untilNoticed(placed.paymentNo)).toHaveLength(1);
    } else {
      expect(synced).toMatchObject({ status: 422, body: { error: { error_code: 'gateway_sync_not_supported' } } });
      expect(await statusOf(placed)).toBe('pending');
    }
  });

  it('stays paid whatever callback comes after that', async () => {
    const placed = await place(route);
    await drive(route, placed, 'paid');
    for (const late of ['failed', 'declined', 'issued']) {
      const { callbacks } = await drive(route, placed, late);
      expect(callbacks.every(({ status }) => status === 200)).toBe(true);
      expect(await statusOf(placed)).toBe('paid');
    }
    expect(await transitions(placed)).toBe(1);
  });

  it('is paid before its code is known, and still learns the code', async () => {
    const placed = await place(route);
    await drive(route, placed, 'paid');
    await drive(route, placed, 'issued');
    const found = await dataOf(placed);
    expect(found.status).toBe('paid');
    row?.issued.parse(found.payment_info);
  });
});

describe.each(flows.filter(({ profile }) => profile.declines))('$path, declined', (route) => {
  it('stays pending and payable', async () => {
    const placed = await place(route);
    const { callbacks } = await drive(route, placed, 'declined');
    expect(callbacks).toMatchObject([{ status: 200 }]);
    expect(await statusOf(placed)).toBe('pending');
    expect(await world.notices(placed.paymentNo)).toEqual([]);
    await drive(route, placed, 'paid');
    expect(await statusOf(placed)).toBe('paid');
    expect(await transitions(placed)).toBe(1);
  });
});

describe.each(flows.filter(({ profile }) => profile.simulates))('$path, simulated', (route) => {
  it('is paid in the test environment, and marked so', async () => {
    const placed = await place(route);
    expect((await drive(route, placed, 'paid?simulated=1')).callbacks).toMatchObject([
      { status: 200, body: route.profile.ack },
    ]);
    expect(await dataOf(placed)).toMatchObject({ status: 'paid', simulated: true });
  });
});

describe('past its deadline', () => {
  const unpaid = new Map<Route, Placed>();
  const silent = new Map<Route, Placed>();
  let replaced: Placed;

  beforeAll(async () => {
    replaced = await world.issued();
    for (const route of flows) {
      unpaid.set(route, await place(route));
      if (!route.profile.canQuery) continue;
      const placed = await place(route);
      silent.set(route, placed);
      await drive(route, placed, 'paid?silent=1');
    }
    await world.expireAll();
  }, 120_000);

  const kept = (placed: ReadonlyMap<Route, Placed>, route: Route): Placed => {
    const found = placed.get(route);
    if (!found) throw new Error(`${route.path} was not placed`);
    return found;
  };

  it.each(flows)('$path is expired, and paid by money that comes late', async (route) => {
    const placed = kept(unpaid, route);
    expect(await statusOf(placed)).toBe('expired');
    await drive(route, placed, 'paid');
    expect(await statusOf(placed)).toBe('paid');
    expect(await world.untilNoticed(placed.paymentNo)).toHaveLength(1);
  });

  it.each(flows.filter(({ profile }) => profile.canQuery))(
    '$path is found paid by the last question where no callback came',
    async (route) => {
      expect(await statusOf(kept(silent, route))).toBe('paid');
    },
  );

  it('is paid beside a newer payment of the same order, and both are announced', async () => {
    const second = (await world.create(replaced.body)).body.data;
    expect(second).toMatchObject({ created: true, status: 'pending' });
    await world.drive(replaced.orderNo, 'paid');
    expect(await statusOf(replaced)).toBe('paid');
    await world.drive((await world.orderOf(second.payment_no)).order_no, 'paid');
    await world.untilNoticed(replaced.paymentNo);
    await world.untilNoticed(second.payment_no);
    const besides = (await world.document(second.payment_no)).events.filter(({ type }) => type === 'paid_beside');
    expect(besides).toMatchObject([{ detail: { paymentNo: replaced.paymentNo } }]);
    expect(await dataOf(replaced)).toMatchObject({ status: 'paid', paid_beside: null, received_amount: second.amount });
    expect((await world.query(second.payment_no)).body.data).toMatchObject({
      ...{ status: 'paid', paid_beside: replaced.paymentNo, received_amount: second.amount },
    });
    expect((await world.create(replaced.body)).body.data).toMatchObject({ created: false, status: 'paid' });
  });
});
