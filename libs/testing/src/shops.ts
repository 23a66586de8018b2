import { emptyShop, Secret, type Environment, type MethodSetting, type Shop, type ShopStore } from '@paycore/core';

/** `{gateway}/{route}` with limits in whole TWD, or `off`. */
export type WantedMethod = readonly [name: string, setting?: Partial<Pick<MethodSetting, 'isEnabled' | 'min' | 'max'>>];

/** Stores a shop with an account at each gateway that is named, and these methods in this order. */
export async function setUpShop(
  shops: ShopStore,
  project: string,
  methods: readonly WantedMethod[],
  environment: Environment = 'test',
): Promise<Shop> {
  const shop = await shops.read(project, environment);
  const settings = methods.map(([name, setting]): MethodSetting => {
    const [gateway = '', ...route] = name.split('/');
    return { gateway, route: route.join('/'), isEnabled: true, ...setting };
  });
  const gateways = [...new Set(settings.map(({ gateway }) => gateway))];
  const storedAt = new Date('2026-06-22T04:00:00Z');
  const accounts = gateways.map((gateway) => ({
    ...{ gateway, accountId: '3002607', version: 1, storedAt },
    credentials: Secret.of({ merchant_id: '3002607' }),
  }));
  const next: Shop = {
    ...emptyShop(project, environment),
    ...{ accounts, methods: { version: shop.methods.version + 1, methods: settings }, version: shop.version },
  };
  if (!(await shops.save(next, { at: storedAt, by: 'cli', action: 'methods_changed', detail: {} }))) {
    throw new Error('The shop was changed meanwhile.');
  }
  return shops.read(project, environment);
}
