import type { Forgery } from '@paycore/testing';
import type { World } from '../world.ts';
import { flows, numbersOf } from './routes.ts';

/** Callbacks that forgers write without any secret: each gateway says how they look. */
export function describeForgeries(of: () => World): void {
  async function send(gateway: string, paymentNo: string, { headers, body, query = {} }: Forgery) {
    const url = new URL(`${of().demo.webhooks}/api/paycore/webhooks/${gateway}`);
    url.search = new URLSearchParams({ payment_no: paymentNo, ...query }).toString();
    const answer = await fetch(url, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.json() };
  }

  describe.each(flows)('POST webhooks/$gateway, for a payment by $path', (route) => {
    it('refuses what nobody but a forger sends', async () => {
      const { gateway, path, currency, amount, profile } = route;
      const { paymentNo } = await of().placed(path, { currency, amount, ...route.body });
      const forgeries = profile.forgeries(await numbersOf(of(), route, paymentNo));
      expect(forgeries).not.toEqual([]);
      for (const forgery of forgeries) {
        const { what, refusal } = forgery;
        const answer = await send(gateway, paymentNo, forgery);
        expect({ what, ...answer }).toEqual({ what, status: 400, body: { success: false, ...refusal } });
      }
      expect((await of().query(paymentNo)).body.data.status).toBe('pending');
    });
  });
}
