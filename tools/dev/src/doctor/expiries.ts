import type { GatewayExpiry } from '@paycore/wiring';
import { ok, warn, type Check } from './check.ts';

const dayMs = 86_400_000;
const warningDays = 60;
const advice = 'Update PayCore: a newer version ships the replacement.';

/** One line per certificate that expires within 60 days, or one that says none does. Gateways work without, using more queries. */
export function expiryChecks(expiries: readonly GatewayExpiry[], now: Date): Check[] {
  const soon = expiries.filter(({ expiresAt }) => expiresAt.getTime() - now.getTime() < warningDays * dayMs);
  if (soon.length === 0) return [ok('certificates', `none of ${expiries.length} expires within ${warningDays} days`)];
  return soon.map(({ gateway, name, expiresAt }) => {
    const day = expiresAt.toISOString().slice(0, 10);
    return warn(`${gateway} certificate`, `${name} ${expiresAt < now ? 'expired' : 'expires'} on ${day}`, advice);
  });
}
