import type { Expiry, Gateway } from '@paycore/core';
import type { AppMetrics } from '@paycore/monitoring';

export interface GatewayExpiry extends Expiry {
  readonly gateway: string;
}

/** What the gateways bring along and will have to be replaced. */
export const gatewayExpiries = (gateways: readonly Pick<Gateway, 'name' | 'expiries'>[]): GatewayExpiry[] =>
  gateways.flatMap(({ name: gateway, expiries }) => (expiries?.() ?? []).map((expiry) => ({ gateway, ...expiry })));

export function watchExpiries(
  metrics: Pick<AppMetrics, 'watch'>,
  gateways: readonly Pick<Gateway, 'name' | 'expiries'>[],
): void {
  const help = 'When a certificate shipped with PayCore ends, in seconds since 1970.';
  metrics.watch('certificate_expiry_timestamp_seconds', help, ['gateway', 'name'], async () =>
    gatewayExpiries(gateways).map(({ gateway, name, expiresAt }) => ({
      labels: { gateway, name },
      value: expiresAt.getTime() / 1000,
    })),
  );
}
