import { callBack, ecpayCallback } from '../ecpay-callback.ts';
import type { World } from '../world.ts';
import { called, flows } from './routes.ts';

/** What happens at the same time, and what is lost on the way. */
export function describeRaces(of: () => World): void {
  const statusOf = async (paymentNo: string) => (await of().query(paymentNo)).body.data.status;

  const ordersOf = async (gateway: string, paymentNo: string) =>
    (await of().orders(gateway)).filter((order) => order.payment_no === paymentNo);

  describe('racing', () => {
    it.each(flows)('makes one payment and one gateway order of 50 parallel creates: $path', async (route) => {
      const { gateway, path, currency, amount, isByBrowser } = route;
      const body = of().order({ currency, amount, ...route.body }, gateway);
      const answers = await Promise.all(Array.from({ length: 50 }, () => of().create(body, path)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map((answer) => answer.body.data.payment_no)).size).toBe(1);
      expect(answers.filter((answer) => answer.body.data.created)).toHaveLength(1);
      const infos = new Set(answers.map((answer) => JSON.stringify(answer.body.data.payment_info)));
      expect(infos.size).toBe(1);
      const paymentNo = answers[0]?.body.data.payment_no ?? '';
      expect(await ordersOf(gateway, paymentNo)).toHaveLength(isByBrowser ? 0 : 1);
    });

    it.each(flows)('makes one transition and one notice id of 20 parallel paid callbacks: $path', async (route) => {
      const { gateway, path, currency, amount, profile } = route;
      const { paymentNo, orderNo } = await of().placed(path, { currency, amount, ...route.body });
      await Promise.all(Array.from({ length: 20 }, () => of().drive(orderNo, 'paid', gateway)));
      const [order] = await ordersOf(gateway, paymentNo);
      expect(order?.callbacks.length).toBeGreaterThanOrEqual(20);
      expect(new Set(order?.callbacks.map(({ body }) => body))).toEqual(new Set([profile.ack]));
      await expectOnce(paymentNo);
    });

    async function expectOnce(paymentNo: string): Promise<void> {
      expect(await statusOf(paymentNo)).toBe('paid');
      await of().untilNoticed(paymentNo);
      const { events } = await of().document(paymentNo);
      expect(events.filter(({ type }) => type === 'paid')).toHaveLength(1);
      expect(new Set((await of().notices(paymentNo)).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    }

    it('makes one transition and one notice id of 50 parallel identical paid callbacks', async () => {
      const { paymentNo, orderNo } = await of().issued();
      const body = ecpayCallback(of().demo, orderNo);
      const acks = await Promise.all(
        Array.from({ length: 50 }, async () => (await callBack(of().demo, paymentNo, body)).text()),
      );
      expect(new Set(acks)).toEqual(new Set(['1|OK']));
      await expectOnce(paymentNo);
    });

    it('refuses a repeat that differs, and answers one that does not', async () => {
      const { body, paymentNo, answer } = await of().issued();
      const same = await of().create({ ...body, item_name: 'another name' });
      expect(same.body.data).toEqual({ ...answer.body.data, created: false });
      const other = await of().create({ ...body, amount: 981 });
      expect(other).toMatchObject({ status: 409, body: { error: { error_code: 'ORDER_CONFLICT' } } });
      expect(await statusOf(paymentNo)).toBe('pending');
    });
  });

  describe('a gateway that fails at the create', () => {
    afterEach(() => Promise.all(called.map(({ gateway }) => of().clearFaults(gateway))));

    const faults = [
      ['a reset connection', { mode: 'reset' }],
      ['a 500', { mode: 'status', status: 500 }],
      ['garbage', { mode: 'garbage' }],
    ] as const;
    const lost = called.flatMap((route) => faults.map(([what, fault]) => ({ path: route.path, what, fault, route })));
    // Silence costs each gateway's whole patience: one of them stands for all.
    const silent = called.slice(0, 1).map((route) => ({ path: route.path, what: 'silence', route }));

    it.each([...lost, ...silent.map((each) => ({ ...each, fault: { mode: 'timeout' } }))])(
      '$path answers 502 to $what, and the repeat finishes with the same order number',
      async ({ path, fault, route }) => {
        const { gateway, currency, amount, profile } = route;
        await of().fault({ path: profile.createPath, times: 1, ...fault }, gateway);
        const body = of().order({ currency, amount, ...route.body }, gateway);
        expect(await of().create(body, path)).toMatchObject({ status: 502, body: { success: false } });
        const repeat = await of().create(body, path);
        expect(repeat).toMatchObject({ status: 200, body: { data: { status: 'pending', created: false } } });
        route.row?.created.parse(repeat.body.data.payment_info);
        const orders = await ordersOf(gateway, repeat.body.data.payment_no);
        expect(new Set(orders.map(({ order_no: orderNo }) => orderNo)).size).toBe(1);
        expect(orders).toHaveLength(profile.forgetsOrders ? 2 : 1);
      },
    );

    it('is finished by the scheduler where the merchant never repeats', async () => {
      await of().fault({ path: '/1.0.0/Cashier/GenPaymentCode', times: 1, mode: 'reset' });
      const body = of().order();
      expect((await of().create(body)).status).toBe(502);
      const order = await of().until(
        'the finished payment',
        async () => {
          const found = await of().documents({ 'request.merchantOrderNo': body['merchant_order_no'] });
          const attempt = found[0]?.attempts[0];
          return attempt && !attempt.creating && attempt;
        },
        30_000,
      );
      expect(order.info).toMatchObject({ virtual_account: expect.stringMatching(/^\d{16}$/) as unknown });
    });
  });
}
