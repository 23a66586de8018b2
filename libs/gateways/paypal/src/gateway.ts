import type {
  GatewayAccount,
  GatewayFactory,
  GatewayRuntime,
  PayCoreError,
  PlacedOrder,
  Reply,
  Strings,
} from '@paycore/core';
import { receivedReply, refusedReply } from '@paycore/gateway-kit';
import { safeEqual } from '@paycore/safe-equal';
import { Budget } from './budget.ts';
import { locate, verify } from './callback.ts';
import { shippedCertificates } from './certificates/authorities.ts';
import { Certificates } from './certificates.ts';
import { client } from './client.ts';
import { complete } from './complete.ts';
import { create } from './create.ts';
import { readCredentials, writtenCredentials, type Credentials } from './credentials.ts';
import { hosts } from './hosts.ts';
import { query } from './query.ts';
import { Tokens } from './tokens.ts';
import { decimalsAt } from './wire.ts';

const name = 'paypal';

/**
 * Any 2xx is PayPal's ACK; anything else makes it send again. One URL receives all events of a merchant's PayPal app, so
 * events that are not about our payments are acknowledged too.
 */
const answer = (error?: PayCoreError): Reply =>
  !error || error.kind === 'notFound' ? receivedReply : refusedReply(error);

/** Shared by all accounts of a process. */
interface Shared {
  readonly runtime: GatewayRuntime;
  readonly tokens: Tokens;
  readonly budget: Budget;
  readonly certificates: Certificates;
}

/** A REST app of a merchant at PayPal. */
function account(credentials: Credentials, { runtime, tokens, budget, certificates }: Shared): GatewayAccount {
  const call = client(credentials, tokens, runtime);
  return {
    id: credentials.clientId,
    environment: credentials.environment,
    credentials: writtenCredentials(credentials),
    create: (order) => create(order, call, runtime),
    verify: (callback, order) => verify(callback, order, credentials, { call, budget, certificates, runtime }),
    query: (order) => query(order, call),
    isReturnOf,
    complete: (order, serial) => complete(order, serial, call),
    verifyCredentials: () => tokens.check(credentials),
  };
}

/** PayPal adds the order's id as `token`, on a cancelled visit too: it proves whose payer this is, nothing more. */
function isReturnOf({ gatewayTradeNo }: PlacedOrder, query: Strings): boolean {
  const token: unknown = Object.hasOwn(query, 'token') ? query['token'] : undefined;
  return typeof token === 'string' && gatewayTradeNo !== undefined && safeEqual(token, gatewayTradeNo);
}

/** PayPal Checkout: the payer approves at PayPal, then the money is captured. */
export const paypal: GatewayFactory = {
  name,
  make(runtime) {
    const budget = new Budget(runtime);
    const certificates = new Certificates(runtime, budget);
    const shared = { runtime, tokens: new Tokens(runtime), budget, certificates };
    return {
      name,
      methods: {
        // Any currency: PayPal itself refuses those it does not take. Unapproved orders live 3 hours at least.
        checkout: { name: 'checkout', openHours: 3, decimalsOf: () => 0, maxDecimalsOf: decimalsAt },
      },
      orderNoLength: 20,
      // PayPal recognizes a repeat by its PayPal-Request-Id.
      createAttempts: 5,
      firstQueryAfterSeconds: 300,
      queriesOnReturn: true,
      hosts: { test: [hosts.test], production: [hosts.production] },
      open: (credentials, fallback) => account(readCredentials(credentials, fallback), shared),
      locate,
      answer,
      expiries: shippedCertificates,
    };
  },
};
