import { announced } from '../acceptance/announced.ts';
import { routes, type Route } from '../acceptance/routes.ts';
import type { World } from '../world.ts';
import { Link } from './link.ts';

/** The route's amount in major units, as a shop sends it: a whole number, else text. */
export function majorAmount({ amount, row }: Route): number | string {
  const decimals = row?.decimals ?? 0;
  const text = (amount / 10 ** decimals).toFixed(decimals);
  return Number.isInteger(Number(text)) ? Number(text) : text;
}

/** Rows 4 to 23 once more, where the payer picks the method and the shop sends neither it nor any credentials. */
export function describePicks(of: () => World): void {
  // The demo's shop has not enabled all of them.
  beforeAll(async () => {
    const { version, methods } = (await of().manage('GET', 'methods')).body.data as unknown as {
      readonly version: number;
      readonly methods: readonly { readonly gateway: string; readonly method: string; readonly enabled: boolean }[];
    };
    expect(methods.map(({ gateway, method }) => `${gateway}/${method}`).sort()).toEqual(
      routes.map(({ path }) => path).sort(),
    );
    const all = methods.map((method) => ({ ...method, enabled: true }));
    expect((await of().manage('PUT', 'methods', { version, methods: all })).status).toBe(200);
  });

  describe.each(routes)('$path, picked by the payer', (route) => {
    const { gateway, method, currency, amount, profile, row } = route;

    it('is offered, takes the right sum, is paid, and its notice arrives', async () => {
      const money = { amount: majorAmount(route), currency };
      const link = await Link.create(of(), money);
      const open = { gateway: 'paycore', method: 'all', attempts: [], payment_info: {} };
      expect(link.created).toMatchObject({ ...money, ...open, mode: 'all_in_one', status: 'pending', created: true });
      const order = await link.pick(route.path);
      expect(order).toMatchObject({ gateway, currency, amount });
      expect(order.shown.status).toBe(200);
      if (route.isByBrowser) await link.drive(order, 'issued');
      const { callbacks } = await link.drive(order, 'paid');
      expect(new Set(callbacks.map(({ status, body }) => `${status} ${body}`))).toEqual(
        new Set([`200 ${profile.ack}`]),
      );
      const found = await link.data();
      expect(found).toMatchObject({
        ...{ ...money, gateway, method, status: 'paid', received_amount: money.amount, paid_twice: false },
        attempts: [{ attempt_no: 1, gateway, method, gateway_order_no: order.order_no, status: 'paid' }],
      });
      row?.issued.parse(found.payment_info);
      expect((await link.payer.open()).text).toContain('付款完成');
      const [notice] = await of().untilNoticed(link.paymentNo);
      expect(notice).toMatchObject({ verified: true });
      expect(JSON.parse(notice?.body ?? '')).toEqual(announced(found));
    });
  });
}
