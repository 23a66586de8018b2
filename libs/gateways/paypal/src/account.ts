import type { GatewayAccount, GatewayRuntime, Payment, Strings } from '@paycore/core';
import { safeEqual } from '@paycore/safe-equal';
import { client } from './api/client.ts';
import { createFailed } from './api/refusal.ts';
import type { Tokens } from './api/tokens.ts';
import type { Credentials } from './credentials.ts';
import { create } from './orders/create.ts';
import { complete, sync } from './orders/follow.ts';
import type { Budget } from './webhook/budget.ts';
import type { Certificates } from './webhook/certificates.ts';
import { verifyEvent } from './webhook/verify.ts';

/** What all accounts of a process share. */
export interface Shared {
  readonly runtime: GatewayRuntime;
  readonly tokens: Tokens;
  readonly budget: Budget;
  readonly certificates: Certificates;
}

/** A REST app of a merchant at PayPal. */
export function paypalAccount(
  credentials: Credentials,
  { runtime, tokens, budget, certificates }: Shared,
): GatewayAccount {
  const ask = client(credentials, tokens, runtime);
  return {
    id: credentials.clientId,
    environment: credentials.environment,
    create: (order) =>
      create(ask, order, runtime).catch((error: unknown) => {
        throw createFailed(error);
      }),
    verify: (callback, payment) => verifyEvent(callback, payment, credentials, { ask, budget, certificates, runtime }),
    sync: (payment) => sync(ask, payment),
    isReturnOf,
    complete: (payment, attempt) => complete(ask, payment, attempt),
  };
}

/** PayPal adds the order's id as `token`; it does so on a cancelled visit too, so it proves no more than whose payer this is. */
function isReturnOf({ gatewayTradeNo }: Payment, query: Strings): boolean {
  const token: unknown = Object.hasOwn(query, 'token') ? query['token'] : undefined;
  return typeof token === 'string' && gatewayTradeNo !== undefined && safeEqual(token, gatewayTradeNo);
}
