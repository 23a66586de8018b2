import {
  receivedReply,
  refusedReply,
  type Callback,
  type GatewayFactory,
  type PayCoreError,
  type PaymentKey,
  type Reply,
} from '@paycore/core';
import { paypalAccount } from './account.ts';
import { hosts } from './api/hosts.ts';
import { Tokens } from './api/tokens.ts';
import { readCredentials } from './credentials.ts';
import { paypalDocs } from './docs/paypal-docs.ts';
import { shippedCertificates } from './webhook/authorities.ts';
import { Budget } from './webhook/budget.ts';
import { Certificates } from './webhook/certificates.ts';
import { keysOf, readEvent } from './webhook/event.ts';

const name = 'paypal';

/**
 * Any 2xx is PayPal's ACK; whatever else makes it send again. One address takes all events of a merchant's PayPal app: those
 * of no payment of ours are none of our business.
 */
const answer = (error?: PayCoreError): Reply =>
  !error || error.kind === 'notFound' ? receivedReply : refusedReply(error);

function locate({ rawBody }: Callback): PaymentKey[] {
  const event = readEvent(rawBody);
  return event ? keysOf(event) : [];
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
        // Any currency: PayPal itself says which it takes. Unapproved orders live 3 hours at least.
        checkout: { name: 'checkout', openHours: 3, decimalsOf: () => 0 },
      },
      orderNoLength: 20,
      // PayPal knows a repeat by its PayPal-Request-Id.
      createAttempts: 5,
      firstQueryAfterSeconds: 300,
      queriesOnReturn: true,
      hosts: { test: [hosts.test], production: [hosts.production] },
      open: (credentials, fallback) => paypalAccount(readCredentials(credentials, fallback), shared),
      locate,
      answer,
      expiries: shippedCertificates,
      docs: paypalDocs,
    };
  },
};
