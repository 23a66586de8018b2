import type { Environment } from '@paycore/core';
import { makeGateways } from './bind-adapters.ts';
import type { Config } from './config.ts';

/** Origins that each gateway calls, by gateway; those are left out that name none. */
export function gatewayHosts(
  config: Config,
): Readonly<Record<string, Readonly<Record<Environment, readonly string[]>>>> {
  const gateways = makeGateways(config, () => Promise.reject(new Error('Nothing is called here.')));
  return Object.fromEntries(gateways.flatMap(({ name, hosts }) => (hosts ? [[name, hosts] as const] : [])));
}
