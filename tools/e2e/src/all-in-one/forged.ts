import { called, flows, type Route } from '../acceptance/routes.ts';
import { ecpayCallback } from '../ecpay-callback.ts';
import type { SandboxOrder } from '../sandbox-control.ts';
import type { World } from '../world.ts';
import { Link } from './link.ts';
import { majorAmount } from './picks.ts';

/** Presses and callbacks that nobody meant. */
export function describeForged(of: () => World): void {
  const linkOf = (route: Route) => Link.create(of(), { amount: majorAmount(route), currency: route.currency });
  const send = (gateway: string, query: string, body: string, headers: Readonly<Record<string, string>>) =>
    fetch(`${of().demo.webhooks}/api/paycore/webhooks/${gateway}${query}`, { method: 'POST', headers, body });
  const numbersOf = ({ gateway, path }: Route, { payment_no: paymentNo, order_no, trade_no }: SandboxOrder) => ({
    ...{ route: path.slice(gateway.length + 1), paymentNo },
    ...{ gatewayOrderNo: order_no, gatewayTradeNo: trade_no },
  });
  const json = { 'content-type': 'application/json' };

  describe('a press', () => {
    it.each(flows)('that comes 50 times at once makes one order: $path', async (route) => {
      const link = await linkOf(route);
      const form = await link.payer.formOf(route.path);
      const answers = await Promise.all(Array.from({ length: 50 }, () => link.payer.post(form)));
      expect(answers.filter(({ status }) => status !== 303 && status !== 200)).toEqual([]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(route.isByBrowser ? 1 : 0);
      expect(await link.attempts()).toHaveLength(1);
      expect(await link.orders()).toHaveLength(route.isByBrowser ? 0 : 1);
    });

    it('of what is switched off, unfit or unknown makes nothing, and says so', async () => {
      const link = await Link.create(of(), { methods: ['ecpay/atm', 'ecpay/cvs'] });
      const form = await link.payer.formOf('ecpay/atm');
      const others = [
        { method: 'barcode' },
        { gateway: 'stripe', method: 'alipay' },
        { gateway: '__proto__' },
        { method: '../../manage' },
        { gateway: 'smilepay', method: 'cvs', cvs_type: 'moon' },
      ];
      for (const other of others) {
        const answer = await link.payer.post({ ...form, ...other });
        expect([other, answer.status, answer.headers.get('location')]).toEqual([
          other,
          303,
          expect.stringMatching(/&unfit=1$/),
        ]);
      }
      expect(await link.orders()).toEqual([]);
      expect((await link.payer.open('&unfit=1')).text).toContain('這筆付款不能使用剛才選擇的付款方式');
    });

    it('of an old page, from another site, with another’s token or after the payment makes nothing', async () => {
      const link = await Link.create(of());
      const form = await link.payer.formOf('ecpay/cvs');
      const code = await link.pick('ecpay/atm');
      for (const after of ['0', '2', '-1', 'x', ''])
        expect((await link.payer.post({ ...form, after })).status).toBe(303);
      const current = { ...form, after: '1' };
      expect((await link.payer.post(current, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      const { token = '' } = await (await Link.create(of())).payer.formOf('ecpay/cvs');
      expect((await link.payer.post({ ...current, token })).status).toBe(404);
      await link.drive(code, 'paid');
      expect((await link.payer.post(current)).status).toBe(303);
      expect(await link.orders()).toHaveLength(1);
    });

    it('the sixth code is refused, a card is not; after twenty picks there is none', async () => {
      const link = await Link.create(of());
      const codes = ['ecpay/atm', 'ecpay/cvs', 'ecpay/barcode', 'smilepay/atm', 'plus/atm'];
      const sixth = await link.payer.formOf('smilepay/barcode');
      for (const path of codes) await link.pick(path);
      expect(await link.payer.offered()).not.toContain('smilepay/barcode');
      const refused = await link.payer.post({ ...sixth, after: String(codes.length) });
      expect(refused.headers.get('location')).toContain('codes=1');
      await link.pick('ecpay/aio/credit');
      for (let no = 7; no <= 20; no += 1) await link.payer.post(await link.payer.formOf('ecpay/aio/credit'));
      expect(await link.attempts()).toHaveLength(20);
      expect(await link.payer.offered()).toEqual([]);
      const [oldest] = (await link.orders()).slice(-1);
      if (oldest) await link.drive(oldest, 'paid');
      expect(await link.status()).toBe('paid');
    });
  });

  describe('a callback', () => {
    it('with one attempt’s secret proves nothing of another', async () => {
      const link = await Link.create(of());
      const placed = [];
      for (const route of called.filter(({ currency }) => currency === 'TWD'))
        placed.push({ route, order: await link.pick(route.path) });
      const queries = placed.map(({ order }) => new URL(order.callback_url ?? 'http://none/').search);
      expect(queries.filter((query) => query.includes('secret=')).length).toBeGreaterThanOrEqual(2);
      for (const [at, { route, order }] of placed.entries()) {
        const numbers = numbersOf(route, order);
        for (const query of queries.filter((each, other) => other !== at && each !== '')) {
          const asked = new URLSearchParams(query);
          asked.set('attempt', String(at + 1));
          for (const { headers, body } of route.profile.forgeries(numbers)) {
            for (const text of [query, `?${asked.toString()}`]) {
              const { status } = await send(route.gateway, text, body, headers);
              // 404 where nothing of it names an order of that gateway.
              expect([route.path, text, status === 404 ? 400 : status]).toEqual([route.path, text, 400]);
            }
          }
        }
      }
      const at = placed.findIndex(({ route }) => route.gateway === 'plus');
      const body = JSON.stringify({ appid: of().demo.credentials['plus']?.['appid'], money: '980' });
      for (const query of queries.filter((each, other) => other !== at && each !== ''))
        expect((await send('plus', query.replace(/attempt=\d+/, `attempt=${at + 1}`), body, json)).status).toBe(400);
      expect(await link.status()).toBe('pending');
      expect((await send('plus', queries[at] ?? '', body, json)).status).toBe(200);
      expect(await link.status()).toBe('paid');
    });

    it('of an attempt with another one’s number is not that attempt’s', async () => {
      const link = await Link.create(of());
      const [first, second] = [await link.pick('plus/atm'), await link.pick('ecpay/atm')];
      const body = { appid: of().demo.credentials['plus']?.['appid'], money: '980', order_no: second.order_no };
      const { search } = new URL(first.callback_url ?? '');
      expect((await send('plus', search, JSON.stringify({ ...body, trade_no: second.trade_no }), json)).status).toBe(
        400,
      );
      const stranger = ecpayCallback(of().demo, first.order_no);
      const { search: theirs } = new URL(second.callback_url ?? '');
      expect((await send('ecpay', theirs, stranger, json)).status).toBe(400);
      expect(await link.status()).toBe('pending');
    });
  });

  it('a management key opens no payment, and a payment key manages nothing', async () => {
    const { api_key: key, management_key: manager } = of().demo.all_in_one;
    const link = await Link.create(of());
    const refused = { status: 403, body: { error: { error_code: 'FORBIDDEN' } } };
    expect(await of().createLink({}, manager)).toMatchObject(refused);
    expect(await of().query(link.paymentNo, manager)).toMatchObject(refused);
    expect(await of().cancel(link.paymentNo, manager)).toMatchObject(refused);
    expect(await of().api('GET', '/api/paycore/methods', undefined, manager)).toMatchObject(refused);
    for (const path of ['gateways', 'methods', 'page'])
      expect(await of().api('GET', `/api/paycore/manage/${path}?environment=test`, undefined, key)).toMatchObject(
        refused,
      );
  });
}
