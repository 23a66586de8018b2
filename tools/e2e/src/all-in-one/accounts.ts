import { called, type Route } from '../acceptance/routes.ts';
import type { World } from '../world.ts';
import { Link } from './link.ts';
import { majorAmount } from './picks.ts';

/** What becomes of payments whose shop changes its stored account, or shares it with another shop. */
export function describeAccounts(of: () => World): void {
  const credentialsOf = ({ gateway }: Route) => ({ ...of().demo.credentials[gateway] });
  const linkOf = (route: Route, key?: string) =>
    Link.create(of(), { amount: majorAmount(route), currency: route.currency }, key);
  const put = async ({ gateway }: Route, gateway_credentials: object) =>
    expect((await of().manage('PUT', `gateways/${gateway}`, { gateway_credentials })).status).toBe(200);

  async function expectPaid(link: Link, order: Awaited<ReturnType<Link['pick']>>): Promise<void> {
    const { callbacks } = await link.drive(order, 'paid');
    expect(callbacks.map(({ status }) => status)).toEqual(callbacks.map(() => 200));
    expect(await link.data()).toMatchObject({ status: 'paid', paid_twice: false });
  }

  describe.each(called)('an order by $path that is open', (route) => {
    const { gateway, path, profile } = route;

    it('is paid by the account it was made with, changed or removed since; the next one is another account’s', async () => {
      const [first, second] = [await linkOf(route), await linkOf(route)];
      const order = await first.pick(path);
      await put(route, { ...credentialsOf(route), ...profile.otherCredentials });
      const next = await second.pick(path);
      await expectPaid(first, order);
      expect((await of().manage('DELETE', `gateways/${gateway}`)).status).toBe(200);
      expect(await (await linkOf(route)).payer.offered()).not.toContain(path);
      await expectPaid(second, next);
      await put(route, credentialsOf(route));
    });
  });

  it('two projects that store the same account: each callback finds its own payment', async () => {
    const { project } = (await of().cli('project', 'create', 'Sister shop')) as { readonly project: string };
    const keyOf = async (kind: string) =>
      ((await of().cli('key', 'create', project, '--kind', kind)) as { readonly api_key: string }).api_key;
    const [key, manager] = [await keyOf('test'), await keyOf('management')];
    for (const route of called) {
      const body = { environment: 'test', gateway_credentials: credentialsOf(route) };
      await of().api('PUT', `/api/paycore/manage/gateways/${route.gateway}`, body, manager);
    }
    for (const route of called) {
      const shared = {
        amount: majorAmount(route),
        currency: route.currency,
        merchant_order_no: `SHARED-${route.gateway}`,
      };
      const [ours, theirs] = [await Link.create(of(), shared), await Link.create(of(), shared, key)];
      const [our, their] = [await ours.pick(route.path), await theirs.pick(route.path)];
      await expectPaid(theirs, their);
      expect([route.gateway, await ours.status()]).toEqual([route.gateway, 'pending']);
      await expectPaid(ours, our);
    }
  });
}
