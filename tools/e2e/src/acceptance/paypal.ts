import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Placed, World } from '../world.ts';

/** An order as the simulator writes it down. */
interface JournalLine {
  readonly id: string;
  readonly decided: readonly { readonly requestId: string }[];
}

/** Row 30 and what leads to it: the payer approves, then the money is captured, once. */
export function describePayPal(of: () => World): void {
  const place = (differences = {}) => of().placed('paypal/checkout', { currency: 'USD', ...differences });
  const drive = ({ orderNo }: Placed, outcome: string) => of().drive(orderNo, outcome, 'paypal');
  const statusOf = async ({ paymentNo }: Placed) => (await of().query(paymentNo)).body.data.status;
  const idOf = async ({ paymentNo }: Placed) => (await of().orderOf(paymentNo)).trade_no;

  async function comeBack({ paymentNo }: Placed, token: string) {
    const url = `${of().demo.api}/zh-tw/payment/paypal/return/${paymentNo}?token=${token}&PayerID=X`;
    const answer = await fetch(url, { redirect: 'manual' });
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  }

  /** As the payer does on PayPal's page; PayPal tells the webhook beside it. Answers where the browser is sent. */
  async function choose({ orderNo }: Placed, choice: string): Promise<string> {
    const body = new URLSearchParams({ choice });
    const answer = await fetch(`${of().demo.sandbox}/paypal/orders/${orderNo}`, {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    return answer.headers.get('location') ?? '';
  }

  /** The PayPal-Request-Ids that the simulator took captures under. */
  async function captures(placed: Placed): Promise<readonly string[]> {
    const id = await idOf(placed);
    const lines = (await readFile(join(of().home, 'sandbox', 'paypal.jsonl'), 'utf8')).trim().split('\n');
    const orders = lines.map((line) => JSON.parse(line) as JournalLine);
    const order = orders.findLast((each) => each.id === id);
    if (!order) throw new Error(`The simulator has no order ${id}.`);
    return order.decided.map(({ requestId }) => requestId);
  }

  const paidEvents = async ({ paymentNo }: Placed) =>
    (await of().document(paymentNo)).events.filter(({ type }) => type === 'paid');

  describe('row 15: PayPal, approved and captured', () => {
    it('is captured by the payer’s return, who is sent to the payment’s page', async () => {
      const placed = await place();
      await drive(placed, 'paid?silent=1');
      expect(await statusOf(placed)).toBe('pending');
      const { status, location } = await comeBack(placed, await idOf(placed));
      expect([status, location]).toEqual([303, placed.answer.body.data.payment_url]);
      expect(await statusOf(placed)).toBe('paid');
      expect((await comeBack(placed, await idOf(placed))).location).toBe(placed.answer.body.data.payment_url);
      expect(await captures(placed)).toEqual([`${placed.orderNo}-cap-1`]);
    });

    it('takes US$9.99, pays it, and shows "9.99" wherever money is shown', async () => {
      const money = { amount: '9.99', currency: 'USD' };
      const placed = await place(money);
      expect(placed.answer.body.data).toMatchObject({ ...money, received_amount: '0.00', created: true });
      expect(await of().orderOf(placed.paymentNo)).toMatchObject({ amount: 9.99, currency: 'USD' });
      const page = await (await fetch(placed.answer.body.data.payment_url ?? '')).text();
      expect(page).toContain('US$9.99');
      await drive(placed, 'paid?silent=1');
      await comeBack(placed, await idOf(placed));
      const paid = { ...money, status: 'paid', received_amount: '9.99' };
      expect((await of().query(placed.paymentNo)).body.data).toMatchObject(paid);
      const [notice] = await of().untilNoticed(placed.paymentNo);
      expect(JSON.parse(notice?.body ?? '')).toMatchObject({ data: paid });
      expect((await of().create({ ...placed.body, amount: '9.990' }, 'paypal/checkout')).status).toBe(422);
      expect((await of().create(placed.body, 'paypal/checkout')).body.data).toMatchObject({ ...paid, created: false });
      expect((await drive(placed, 'refunded?amount=1.01')).callbacks).toMatchObject([{ status: 200 }]);
      const { events } = await of().document(placed.paymentNo);
      expect(events.at(-1)).toMatchObject({ type: 'refunded', detail: { amount: '1.01', currency: 'USD' } });
    });

    it('is summed to the cent beside whole dollars of the same method', async () => {
      const cents = async () => {
        const { body } = await of().api('GET', '/api/paycore/home/overview');
        const { USD } = body.data['by_currency'] as Readonly<Record<string, { readonly month_amount: number }>>;
        return Math.round((USD?.month_amount ?? 0) * 100);
      };
      const before = await cents();
      for (const amount of ['9.99', '0.01', '20.00', 7]) await drive(await place({ amount }), 'paid');
      expect((await cents()) - before).toBe(3700);
    });

    it('takes no cent less', async () => {
      const placed = await place({ amount: '9.99' });
      const { callbacks } = await drive(placed, 'paid?amount=9.98');
      expect(callbacks).toMatchObject([{ status: 400 }]);
      expect(JSON.parse(callbacks[0]?.body ?? '')).toMatchObject({ message: 'PayPal amount mismatch.' });
      expect(await statusOf(placed)).toBe('pending');
      expect((await of().sync(placed.paymentNo)).status).toBe(502);
      await drive(placed, 'paid?amount=9.99');
      expect(await statusOf(placed)).toBe('paid');
    });

    it.each([
      ['9.999', 'USD', 'INVALID_ARGUMENT'],
      ['980.00', 'TWD', 'INVALID_ARGUMENT'],
      ['0.00', 'USD', 'VALIDATION_FAILED'],
      ['1e3', 'USD', 'VALIDATION_FAILED'],
      [9.99, 'USD', 'VALIDATION_FAILED'],
    ])('refuses %p in %s by %s, and stores nothing', async (amount, currency, error_code) => {
      const body = of().order({ amount, currency }, 'paypal');
      const answer = await of().create(body, 'paypal/checkout');
      expect([answer.status, answer.body.error]).toMatchObject([
        422,
        { error_code, fields: { amount: [expect.any(String)] } },
      ]);
      expect(await of().documents({ 'request.merchantOrderNo': body['merchant_order_no'] })).toEqual([]);
    });

    it('is not captured by a return that names another order', async () => {
      const [placed, other] = [await place(), await place()];
      await drive(placed, 'paid?silent=1');
      const { status, location } = await comeBack(placed, await idOf(other));
      expect([status, location]).toEqual([200, null]);
      expect(await statusOf(placed)).toBe('pending');
      expect(await captures(placed)).toEqual([]);
    });

    it('is captured once by five returns and the event at the same time', async () => {
      const placed = await place();
      const [id] = [await idOf(placed)];
      const back = await choose(placed, 'approve');
      expect(new URL(back).searchParams.get('token')).toBe(id);
      const answers = await Promise.all(Array.from({ length: 5 }, () => comeBack(placed, id)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
      await of().until('the payment is paid', async () => (await statusOf(placed)) === 'paid');
      const completed = async () => {
        const { callbacks } = await of().orderOf(placed.paymentNo);
        return callbacks.filter(({ status }) => status === 200).length >= 2;
      };
      await of().until('both events are taken', completed);
      expect(await captures(placed)).toEqual([`${placed.orderNo}-cap-1`]);
      expect(await paidEvents(placed)).toHaveLength(1);
      expect(await of().untilNoticed(placed.paymentNo)).toHaveLength(1);
    });

    it('is captured anew after a decline, under another number', async () => {
      const placed = await place();
      // No event races with the return: it is the return that learns of the decline.
      await drive(placed, 'declined?silent=1');
      const declined = await comeBack(placed, await idOf(placed));
      expect([declined.status, declined.location]).toEqual([303, placed.answer.body.data.payment_url]);
      expect(await statusOf(placed)).toBe('pending');
      await drive(placed, 'paid');
      expect(await statusOf(placed)).toBe('paid');
      expect(await captures(placed)).toEqual([1, 2].map((serial) => `${placed.orderNo}-cap-${serial}`));
    });

    it('is not paid by a capture that is pending, and is once that completes', async () => {
      const placed = await place();
      await choose(placed, 'pending');
      const { location } = await comeBack(placed, await idOf(placed));
      expect(location).toBe(`${placed.answer.body.data.payment_url}&back=1`);
      expect(await statusOf(placed)).toBe('pending');
      await drive(placed, 'paid');
      expect(await statusOf(placed)).toBe('paid');
    });

    it('is cancelled by the payer, who comes to the payment’s page and may go on', async () => {
      const placed = await place();
      const page = await fetch(await choose(placed, 'cancel'));
      expect([page.status, await statusOf(placed)]).toEqual([200, 'pending']);
      expect(await page.text()).toContain('checkoutnow');
      await drive(placed, 'paid');
      expect(await statusOf(placed)).toBe('paid');
    });

    it('is not captured where another payment of the order was paid, and says so', async () => {
      const first = await place();
      await drive(first, 'failed');
      const second = await of().create(first.body, 'paypal/checkout');
      expect(second.body.data).toMatchObject({ created: true, status: 'pending' });
      const secondNo = second.body.data.payment_no;
      await of().drive((await of().orderOf(secondNo)).order_no, 'paid', 'paypal');
      await drive(first, 'paid?silent=1');
      const { status, text } = await comeBack(first, await idOf(first));
      expect(status).toBe(200);
      expect(text).toContain('這筆訂單已付款或已改用另一筆付款');
      expect(await statusOf(first)).toBe('failed');
      expect(await captures(first)).toEqual([]);
    });

    it('is read from PayPal where no webhook_id makes events believable', async () => {
      const { webhook_id: _none, ...credentials } = of().demo.credentials['paypal'] ?? {};
      const placed = await place({ gateway_credentials: credentials });
      expect((await drive(placed, 'paid?forged=1')).callbacks).toMatchObject([{ status: 200 }]);
      expect(await statusOf(placed)).toBe('pending');
      const other = await place({ gateway_credentials: credentials });
      await drive(other, 'paid');
      expect(await statusOf(other)).toBe('paid');
    });
  });

  describe('row 30: what becomes of the money later', () => {
    it.each([
      ['proven', true, ['refunded', 'reversed', 'disputed']],
      // A reversal stands in the order as a refund does, a dispute nowhere.
      ['a claim, confirmed by the order', false, ['refunded']],
    ] as const)('leaves events, %s', async (_name, isProven, wanted) => {
      const { webhook_id: _none, ...unproven } = of().demo.credentials['paypal'] ?? {};
      const placed = await place(isProven ? {} : { gateway_credentials: unproven });
      await drive(placed, 'paid');
      expect(await statusOf(placed)).toBe('paid');
      for (const outcome of ['refunded?amount=100', 'reversed?amount=50', 'disputed']) {
        expect((await drive(placed, outcome)).callbacks.filter(({ status }) => status !== 200)).toEqual([]);
      }
      const types = async () => (await of().document(placed.paymentNo)).events.map(({ type }) => type);
      await of().until(`${wanted.join()} of ${placed.paymentNo}`, async () => {
        const known = await types();
        return wanted.every((type) => known.includes(type));
      });
      expect((await types()).includes('disputed')).toBe(isProven);
      expect(await statusOf(placed)).toBe('paid');
    });

    it('and the certificates that prove it are watched', async () => {
      const text = await (await fetch(`${of().demo.operations.webhooks}/metrics`)).text();
      expect(text).toMatch(
        /^paycore_certificate_expiry_timestamp_seconds\{gateway="paypal",name="DigiCert [^"]+"\} \d+$/m,
      );
    });
  });
}
