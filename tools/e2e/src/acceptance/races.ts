import { callBack, ecpayCallback } from '../ecpay-callback.ts';
import type { World } from '../world.ts';

/** What happens at the same time, and what is lost on the way. */
export function describeRaces(of: () => World): void {
  const statusOf = async (paymentNo: string) => (await of().query(paymentNo)).body.data.status;

  describe('racing', () => {
    it('makes one payment and one gateway order of 50 parallel creates, with 50 full answers', async () => {
      const body = of().order();
      const answers = await Promise.all(Array.from({ length: 50 }, () => of().create(body)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map((answer) => answer.body.data.payment_no)).size).toBe(1);
      expect(answers.filter((answer) => answer.body.data.created)).toHaveLength(1);
      const infos = new Set(answers.map((answer) => JSON.stringify(answer.body.data.payment_info)));
      expect(infos.size).toBe(1);
      expect([...infos][0]).toContain('virtual_account');
      const paymentNo = answers[0]?.body.data.payment_no;
      expect((await of().orders()).filter((order) => order.payment_no === paymentNo)).toHaveLength(1);
    });

    it('makes one transition and one notice id of 50 parallel identical paid callbacks', async () => {
      const { paymentNo, orderNo } = await of().issued();
      const body = ecpayCallback(of().demo, orderNo);
      const acks = await Promise.all(
        Array.from({ length: 50 }, async () => (await callBack(of().demo, paymentNo, body)).text()),
      );
      expect(new Set(acks)).toEqual(new Set(['1|OK']));
      expect(await statusOf(paymentNo)).toBe('paid');
      await of().untilNoticed(paymentNo);
      const payments = await of().document(paymentNo);
      expect(payments.events.filter(({ type }) => type === 'paid')).toHaveLength(1);
      expect(new Set((await of().notices(paymentNo)).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
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
    afterEach(() => of().clearFaults());

    it.each([
      ['a reset connection', { mode: 'reset' }],
      ['a 500', { mode: 'status', status: 500 }],
      ['garbage', { mode: 'garbage' }],
      ['silence', { mode: 'timeout' }],
    ])('answers 502 to %s, and the repeat finishes with the same order number', async (_what, fault) => {
      await of().fault({ path: '/1.0.0/Cashier/GenPaymentCode', times: 1, ...fault });
      const body = of().order();
      const lost = await of().create(body);
      expect(lost).toMatchObject({ status: 502, body: { success: false } });
      const repeat = await of().create(body);
      expect(repeat).toMatchObject({ status: 200, body: { data: { status: 'pending', created: false } } });
      expect(repeat.body.data.payment_info['virtual_account']).toMatch(/^\d{16}$/);
      const paymentNo = repeat.body.data.payment_no;
      expect((await of().orders()).filter((order) => order.payment_no === paymentNo)).toHaveLength(1);
    });

    it('is finished by the scheduler where the merchant never repeats', async () => {
      await of().fault({ path: '/1.0.0/Cashier/GenPaymentCode', times: 1, mode: 'reset' });
      const body = of().order();
      expect((await of().create(body)).status).toBe(502);
      const order = await of().until(
        'the finished payment',
        async () => {
          const found = await of().documents({ 'request.merchantOrderNo': body['merchant_order_no'] });
          return found[0] && !found[0].creating && found[0];
        },
        30_000,
      );
      expect(order.info).toMatchObject({ virtual_account: expect.stringMatching(/^\d{16}$/) as unknown });
    });
  });
}
