import { firstOfFlows, type GatewayProfile, type PaymentNumbers, type RouteProfile } from '@paycore/testing';
import { gatewayProfiles } from '../gateway-profiles.ts';
import type { World } from '../world.ts';
import { rows, type Row } from './rows/rows.ts';

/** A create of an installed gateway, with what its gateway declares for all of them. */
export interface Route extends Required<Pick<RouteProfile, 'method' | 'currency' | 'amount' | 'forged'>> {
  readonly profile: GatewayProfile;
  readonly gateway: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether the payer's browser takes the order to the gateway, by `redirect_form`. */
  readonly isByBrowser: boolean;
  /** The contract's, where it has this create. */
  readonly row: Row | undefined;
}

function routesOf(profile: GatewayProfile): Route[] {
  const { gateway } = profile;
  return Object.entries(profile.routes).map(([name, { body = {}, forged = profile.forged, ...route }]) => {
    const path = `${gateway}/${name}`;
    const isByBrowser = profile.byBrowser?.includes(name) ?? false;
    return { ...route, profile, gateway, path, body, forged, isByBrowser, row: rows.find((row) => row.path === path) };
  });
}

/** Every create of every installed gateway. */
export const routes: readonly Route[] = gatewayProfiles.flatMap(routesOf);

/** The first of each flow: those of one flow share all code but their names. */
export const flows: readonly Route[] = gatewayProfiles.flatMap((profile) => {
  const firsts = firstOfFlows(profile.routes);
  return routesOf(profile).filter(({ path }) => firsts.includes(path.slice(profile.gateway.length + 1)));
});

/** One create of each gateway that is called at the create. */
export const called: readonly Route[] = gatewayProfiles.flatMap((profile) =>
  flows.filter((route) => route.gateway === profile.gateway && !route.isByBrowser).slice(0, 1),
);

/** How a payment of this route is named, on both sides. */
export async function numbersOf(world: World, { gateway, path }: Route, paymentNo: string): Promise<PaymentNumbers> {
  const { order_no: gatewayOrderNo, trade_no: gatewayTradeNo } = await world.orderOf(paymentNo);
  return { route: path.slice(gateway.length + 1), paymentNo, gatewayOrderNo, gatewayTradeNo };
}
