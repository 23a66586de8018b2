import type { Placed, World } from '../world.ts';
import { open } from './pages.ts';
import { flows, type Route } from './routes.ts';

const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error: { error_code } } });

/** What a merchant does without an operator: close a payment. */
export function describeCancels(of: () => World): void {
  const place = ({ path, currency, amount, body }: Route) => of().placed(path, { currency, amount, ...body });
  /** The state that a page still open is sent. */
  const stateOf = async ({ answer }: Placed) => {
    const url = new URL(answer.body.data.payment_url);
    url.pathname += '/status';
    return ((await (await fetch(url)).json()) as { readonly status: string }).status;
  };
  const pageOf = async ({ answer }: Placed) => (await open(answer.body.data.payment_url)).text;

  describe.each(flows)('POST payments/{paymentNo}/cancel of $path', (route) => {
    it('closes the payment, says so on the open page, and frees the order', async () => {
      const placed = await place(route);
      const shown = await pageOf(placed);
      const cancelled = await of().cancel(placed.paymentNo);
      expect(cancelled).toMatchObject({
        status: 200,
        body: { message: 'Payment cancelled', data: { status: 'failed', closed_reason: 'cancelled' } },
      });
      expect(await stateOf(placed)).toBe('failed');
      const page = await pageOf(placed);
      expect(page).toContain('付款未完成');
      expect(page).not.toBe(shown);
      expect(await of().cancel(placed.paymentNo)).toEqual(cancelled);
      expect((await of().query(placed.paymentNo)).body.data).toEqual(cancelled.body.data);
      const next = await of().create(placed.body, route.path);
      expect(next.body.data).toMatchObject({ created: true, status: 'pending' });
      expect(next.body.data.payment_no).not.toBe(placed.paymentNo);
    });
  });

  describe('POST payments/{paymentNo}/cancel', () => {
    it.each(['ecpay/atm', 'smilepay/cvs', 'plus/atm'])('has late money of %s pay, and announced', async (path) => {
      const placed = await of().placed(path);
      await of().cancel(placed.paymentNo);
      await of().drive(placed.orderNo, 'paid', path.split('/')[0]);
      expect((await of().query(placed.paymentNo)).body.data).toMatchObject({ status: 'paid', closed_reason: null });
      expect(await of().untilNoticed(placed.paymentNo)).toHaveLength(1);
    });

    it('is refused of a paid payment, which it names', async () => {
      const { paymentNo, orderNo } = await of().issued();
      await of().drive(orderNo, 'paid');
      expect(await of().cancel(paymentNo)).toMatchObject({
        status: 409,
        body: { error: { error_code: 'ORDER_CONFLICT', payment_no: paymentNo } },
      });
    });

    it('changes nothing where Stripe has to cancel first and fails', async () => {
      const { paymentNo } = await of().placed('stripe/credit', { amount: 98_000 });
      await of().fault({ mode: 'status', status: 500, times: 1, before: true }, 'stripe');
      const answer = await of().cancel(paymentNo);
      await of().clearFaults('stripe');
      expect(answer).toMatchObject(refusal(502, 'PAYMENT_GATEWAY_ERROR'));
      expect((await of().query(paymentNo)).body.data.status).toBe('pending');
      expect((await of().cancel(paymentNo)).status).toBe(200);
      expect((await of().orderOf(paymentNo)).state).toBe('expired');
    });

    it('has a press on a stale page lead back to it', async () => {
      const { paymentNo, answer } = await of().placed('ecpay/aio');
      await of().cancel(paymentNo);
      const url = new URL(answer.body.data.payment_url);
      const body = new URLSearchParams({ token: url.searchParams.get('token') ?? '', after: '1' });
      const pressed = await fetch(url.origin + url.pathname + '/attempts', {
        method: 'POST',
        body,
        redirect: 'manual',
      });
      expect(pressed.status).toBe(303);
      expect((await of().query(paymentNo)).body.data['attempts']).toHaveLength(1);
    });

    it('captures nothing at PayPal that is approved afterwards', async () => {
      const { paymentNo, orderNo } = await of().placed('paypal/checkout');
      await of().cancel(paymentNo);
      await of().drive(orderNo, 'paid', 'paypal');
      expect((await of().query(paymentNo)).body.data).toMatchObject({ status: 'failed', closed_reason: 'cancelled' });
    });

    it('ends in 100 races with its callback in a payment that is wholly paid', async () => {
      const race = async (n: number) => {
        const [path, gateway, amount] =
          n % 2 === 0 ? (['ecpay/atm', 'ecpay', 980] as const) : (['stripe/credit', 'stripe', 98_000] as const);
        const { paymentNo, orderNo } = await of().placed(path, { amount });
        // The sandbox pays even an intent that was cancelled first: that is late money.
        const paid = of().drive(orderNo, 'paid', gateway);
        const [{ status }] = await Promise.all([of().cancel(paymentNo), paid]);
        expect([200, 409]).toContain(status);
        expect((await of().query(paymentNo)).body.data).toMatchObject({ status: 'paid', closed_reason: null });
        expect(await of().untilNoticed(paymentNo)).toHaveLength(1);
        const { orderKey, paidKey } = await of().document(paymentNo);
        expect([orderKey, paidKey]).toEqual([paidKey, expect.any(String)]);
      };
      for (let round = 0; round < 20; round += 1) await Promise.all([0, 1, 2, 3, 4].map((n) => race(round * 5 + n)));
    }, 120_000);

    it.each(['PAY202606220001ABCDEFGH', 'PAY', 'A'.repeat(300)])('knows no payment %s', async (no) => {
      expect(await of().cancel(no)).toMatchObject({ status: 404 });
    });
  });
}

/** What a merchant does without an operator: find payments. */
export function describeLists(of: () => World): void {
  const list = (query: Readonly<Record<string, string>> = {}) =>
    of().api('GET', `/api/paycore/payments?${new URLSearchParams(query).toString()}`);
  const dataOf = async (query: Readonly<Record<string, string>>) =>
    (await list(query)).body.data as unknown as {
      readonly payments: readonly { readonly payment_no: string; readonly status: string }[];
      readonly next_cursor: string | null;
    };

  describe('GET payments', () => {
    it('finds the payment of an order, as the query answers it', async () => {
      const { paymentNo, body } = await of().issued();
      const { payments, next_cursor: next } = await dataOf({ merchant_order_no: String(body['merchant_order_no']) });
      expect([payments, next]).toEqual([[(await of().query(paymentNo)).body.data], null]);
    });

    it('pages through all payments, none of them twice', async () => {
      const placed = [];
      for (let n = 0; n < 7; n += 1) placed.push((await of().issued()).paymentNo);
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof dataOf>> = await dataOf({ limit: '3', ...(cursor && { cursor }) });
        found.push(...page.payments.map((one) => one.payment_no));
        cursor = page.next_cursor;
      } while (cursor && found.length < 60);
      expect(found.slice(0, 7)).toEqual(placed.reverse());
      expect(new Set(found).size).toBe(found.length);
    });

    it('finds an order that was paid beside another payment', async () => {
      const old = await of().issued();
      await of().cancel(old.paymentNo);
      const fresh = (await of().create(old.body)).body.data.payment_no;
      await of().drive((await of().orderOf(fresh)).order_no, 'paid');
      await of().drive(old.orderNo, 'paid');
      const { payments } = await dataOf({ attention: 'paid_beside', limit: '1' });
      expect(payments).toMatchObject([{ payment_no: old.paymentNo, status: 'paid', paid_beside: fresh }]);
      expect((await dataOf({ attention: 'paid_twice' })).payments).toEqual([]);
    });

    it.each<[Readonly<Record<string, string>>, number, string]>([
      [{ limit: '101' }, 422, 'VALIDATION_FAILED'],
      [{ page: '2' }, 422, 'VALIDATION_FAILED'],
      [{ cursor: 'x' }, 422, 'VALIDATION_FAILED'],
      [{ created_from: '2026-06-22' }, 422, 'VALIDATION_FAILED'],
      [{ environment: 'production' }, 403, 'FORBIDDEN'],
    ])('refuses %j', async (query, status, code) => {
      expect(await list(query)).toMatchObject(refusal(status, code));
    });
  });
}
