import { receivedReply, refusedReply, type GatewayFactory, type PayCoreError, type Reply } from '@paycore/core';
import { stripeAccount } from './account.ts';
import { clients, host } from './client.ts';
import { readCredentials } from './credentials.ts';
import { stripeDocs } from './docs/stripe-docs.ts';
import { element } from './element.ts';
import { locateEvent } from './event.ts';
import { methods } from './methods.ts';

/** One endpoint gets the events of the whole account: those of payments that are none of ours are taken and dropped. */
const answer = (error?: PayCoreError): Reply =>
  !error || error.kind === 'notFound' ? receivedReply : refusedReply(error);

/** Stripe: a PaymentIntent, paid on our page by Stripe's own form. */
export const stripe: GatewayFactory = (runtime) => {
  const clientOf = clients(runtime);
  return {
    name: 'stripe',
    methods,
    orderNoLength: 20,
    // Its key makes a repeat harmless.
    createAttempts: 5,
    // Few payers need longer; who comes back to our page is looked up at once.
    firstQueryAfterSeconds: 300,
    hosts: { test: [host], production: [host] },
    queriesOnReturn: true,
    open: (credentials) => stripeAccount(readCredentials(credentials), clientOf, runtime),
    locate: locateEvent,
    answer,
    element: element(runtime.sandboxUrl),
    docs: stripeDocs,
  };
};
