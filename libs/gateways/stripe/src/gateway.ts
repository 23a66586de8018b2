import type { GatewayAccount, GatewayFactory, GatewayRuntime, PayCoreError, Reply } from '@paycore/core';
import { receivedReply, refusedReply } from '@paycore/gateway-kit';
import { locate, verify } from './callback.ts';
import { clients, host, type ClientOf } from './client.ts';
import { create } from './create.ts';
import { readCredentials, writtenCredentials, type Credentials } from './credentials.ts';
import { element } from './element.ts';
import { methods } from './methods.ts';
import { cancel, query, verifyCredentials } from './query.ts';

const name = 'stripe';

/** One endpoint receives the events of the whole account: those of payments that are not ours are acknowledged and dropped. */
const answer = (error?: PayCoreError): Reply =>
  !error || error.kind === 'notFound' ? receivedReply : refusedReply(error);

/** A merchant at Stripe. */
function account(credentials: Credentials, clientOf: ClientOf, { now }: GatewayRuntime): GatewayAccount {
  const context = { credentials, client: () => clientOf(credentials) };
  return {
    id: credentials.publishableKey,
    environment: credentials.environment,
    credentials: writtenCredentials(credentials),
    create: (order) => create(order, context),
    verify: (callback, order) => verify(callback, order, credentials, now()),
    query: (order) => query(order, context),
    cancel: (order) => cancel(order, context),
    verifyCredentials: () => verifyCredentials(context),
  };
}

/** Stripe: a PaymentIntent, paid on our page by Stripe's own form. */
export const stripe: GatewayFactory = {
  name,
  make(runtime) {
    const clientOf = clients(runtime);
    return {
      name,
      methods,
      orderNoLength: 20,
      // The idempotency key makes a repeat harmless.
      createAttempts: 5,
      // Few payers need longer, and a payer's return triggers a query at once.
      firstQueryAfterSeconds: 300,
      hosts: { test: [host], production: [host] },
      queriesOnReturn: true,
      open: (credentials) => account(readCredentials(credentials), clientOf, runtime),
      locate,
      answer,
      element: element(runtime.sandboxUrl),
    };
  },
};
