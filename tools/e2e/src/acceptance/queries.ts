import type { World } from '../world.ts';

const unknown = 'PAY202606220001ABCDEFGH';
const failure = (status: number, error_code: string) => ({ status, body: { success: false, error: { error_code } } });

/** Rows 1 and 2: a payment found and synced. */
export function describeQueries(of: () => World): void {
  const query = (no: string) => `/api/paycore/payments/${no}`;
  const ask = (method: string, path: string, key?: string) =>
    of().api(method, path, method === 'POST' ? {} : undefined, key);

  describe.each([
    { row: 1, method: 'GET', path: query, message: 'Payment found' },
    { row: 2, method: 'POST', path: (no: string) => `${query(no)}/sync`, message: 'Payment synced' },
  ])('row $row: $method $message', ({ method, path, message }) => {
    it('answers the payment', async () => {
      const { paymentNo, answer } = await of().issued();
      const { created: _created, ...data } = answer.body.data;
      const found = await ask(method, path(paymentNo));
      expect(found).toEqual({ status: 200, body: { success: true, message, data } });
    });

    it.each([unknown, 'PAY', '%00', 'A'.repeat(300)])('knows no payment %s', async (no) => {
      expect(await ask(method, path(no))).toMatchObject({ status: 404, body: { success: false } });
    });

    it('says PAYMENT_NOT_FOUND of what is unknown', async () => {
      expect(await ask(method, path(unknown))).toMatchObject(failure(404, 'PAYMENT_NOT_FOUND'));
    });

    it('wants a key', async () => {
      const { paymentNo } = await of().issued();
      const answer = await ask(method, path(paymentNo), `pc_test_${'A'.repeat(44)}`);
      expect(answer).toMatchObject(failure(401, 'UNAUTHORIZED'));
    });
  });

  describe('row 2: sync', () => {
    it.each(['smilepay/cvs', 'plus/atm'])('is not supported by %s', async (path) => {
      const { paymentNo } = await of().placed(path);
      expect(await of().sync(paymentNo)).toMatchObject(failure(422, 'gateway_sync_not_supported'));
    });

    it.each([
      ['ecpay/aio/atm', 'TWD'],
      ['ecpay/cvs', 'TWD'],
      ['paypal/checkout', 'TWD'],
      ['stripe/fpx', 'MYR'],
    ])('says that the gateway failed: %s', async (path, currency) => {
      const { paymentNo } = await of().placed(path, { currency });
      const [gateway = ''] = path.split('/');
      await of().fault({ mode: 'status', status: 500, times: 1 }, gateway);
      const answer = await of().sync(paymentNo);
      await of().clearFaults(gateway);
      expect(answer).toMatchObject({ status: 502, body: { message: 'Payment gateway error' } });
      expect(answer).toMatchObject(failure(502, 'PAYMENT_GATEWAY_ERROR'));
      expect((await of().query(paymentNo)).body.data.status).toBe('pending');
    });

    it('asks no gateway twice within 5 seconds', async () => {
      const { paymentNo, orderNo } = await of().issued();
      expect((await of().sync(paymentNo)).body.data.status).toBe('pending');
      await of().drive(orderNo, 'paid?silent=1');
      expect((await of().sync(paymentNo)).body.data.status).toBe('pending');
    });
  });
}

/** Row 3: home/overview. */
export function describeOverview(of: () => World): void {
  const path = '/api/paycore/home/overview';

  async function withZone(zone: string): Promise<number> {
    const headers = { 'X-API-KEY': of().demo.project.api_key, 'X-PayCore-Timezone': zone };
    return (await fetch(`${of().demo.api}${path}?timezone=UTC`, { headers })).status;
  }

  describe('row 3: GET home/overview', () => {
    it('adds up what was paid, in major units, and lists the newest ten', async () => {
      const sums = async () => (await of().api('GET', path)).body.data;
      const before = await sums();
      const paid = [
        ['ecpay/atm', 'TWD', 980],
        ['smilepay/cvs', 'TWD', 980],
        ['stripe/credit', 'TWD', 98_000],
      ] as const;
      for (const [each, currency, amount] of paid) {
        const { orderNo } = await of().placed(each, { currency, amount });
        await of().drive(orderNo, 'paid', each.split('/')[0]);
      }
      for (let left = 10 - paid.length; left > 0; left -= 1) await of().issued();
      const after = await sums();
      for (const sum of ['today_amount', 'month_amount']) {
        expect(Number(after[sum]) - Number(before[sum])).toBe(2940);
      }
      expect(after['recent_transactions']).toHaveLength(10);
    });

    it.each(['Asia/Tokyo', 'America/New_York', 'UTC'])('takes the time zone %s', async (zone) => {
      expect((await of().api('GET', `${path}?timezone=${zone}`)).status).toBe(200);
    });

    it('refuses an unknown zone, but not one in the header that the query beats', async () => {
      expect(await of().api('GET', `${path}?timezone=Mars/Base`)).toMatchObject(failure(422, 'VALIDATION_FAILED'));
      expect(await withZone('Mars/Base')).toBe(200);
    });

    it('wants a key', async () => {
      expect(await of().api('GET', path, undefined, '')).toMatchObject(failure(401, 'UNAUTHORIZED'));
    });
  });
}
