import type { Expiry, Gateway } from '@paycore/core';
import type { AppMetrics } from '@paycore/http';
import { makeGateways } from './bind-adapters.ts';
import type { Config } from './config.ts';

export interface GatewayExpiry extends Expiry {
  readonly gateway: string;
}

const expiriesOf = (gateways: readonly Pick<Gateway, 'name' | 'expiries'>[]): GatewayExpiry[] =>
  gateways.flatMap(({ name: gateway, expiries }) => (expiries?.() ?? []).map((expiry) => ({ gateway, ...expiry })));

/** What the gateways bring along and will have to be replaced. */
export const gatewayExpiries = (config: Config): GatewayExpiry[] =>
  expiriesOf(makeGateways(config, () => Promise.reject(new Error('Nothing is called here.'))));

export function watchExpiries(
  metrics: Pick<AppMetrics, 'watch'>,
  gateways: readonly Pick<Gateway, 'name' | 'expiries'>[],
): void {
  const help = 'When a certificate shipped with PayCore ends, in seconds since 1970.';
  metrics.watch('certificate_expiry_timestamp_seconds', help, ['gateway', 'name'], async () =>
    expiriesOf(gateways).map(({ gateway, name, expiresAt }) => ({
      labels: { gateway, name },
      value: expiresAt.getTime() / 1000,
    })),
  );
}
