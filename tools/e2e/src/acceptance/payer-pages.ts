import type { Placed, World } from '../world.ts';
import { expectStateOnly, open, shopping } from './pages.ts';
import { flows, numbersOf, type Route } from './routes.ts';

/** What the payer's browser meets at every gateway, whichever the kind of page. */
export function describePayerPages(of: () => World): void {
  const place = ({ path, currency, amount, body }: Route) =>
    of().placed(path, { ...shopping, currency, amount, ...body });
  const urlOf = ({ answer }: Placed) => answer.body.data.payment_url;
  const returnTo = ({ gateway }: Route, { paymentNo }: Placed, query: Readonly<Record<string, string>>) =>
    open(
      `${of().demo.api}/zh-tw/payment/${gateway}/return/${paymentNo}?${new URLSearchParams({ ...query }).toString()}`,
    );

  describe.each(flows)('the pages of a payment by $path', (route) => {
    it('show it to its payer alone', async () => {
      const placed = await place(route);
      const { status, text, answer } = await open(urlOf(placed));
      expect([status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      for (const each of ['Teapot', placed.paymentNo, shopping.cancel_url]) expect(text).toContain(each);
      const stranger = await open(`${urlOf(placed).split('?')[0]}?token=${'A'.repeat(32)}`);
      expect(stranger.status).toBe(404);
      expectStateOnly(stranger.text, placed);
    });

    it.each([{}, { token: 'WRONG', t: 'WRONG', trade_no: 'WRONG' }, { status: 'paid', paid: '1' }])(
      'believe nothing of a return with %j',
      async (query) => {
        const placed = await place(route);
        const { status, text } = await returnTo(route, placed, query);
        expect(status).toBe(200);
        expectStateOnly(text, placed);
        expect((await of().query(placed.paymentNo)).body.data.status).toBe('pending');
      },
    );

    const { returnQuery } = route.profile;
    if (returnQuery) {
      it('are led to by the gateway', async () => {
        const placed = await place(route);
        const back = await returnTo(route, placed, returnQuery(await numbersOf(of(), route, placed.paymentNo)));
        expect([back.status, back.location]).toEqual([303, `${urlOf(placed)}&back=1`]);
      });
    }
  });
}
