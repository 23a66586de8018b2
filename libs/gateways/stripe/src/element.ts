import type { ElementScripts } from '@paycore/core';
import { readFileSync } from 'node:fs';
import { Stripe } from 'stripe';

// Beside this file in the sources, beside the bundle in production: the build copies the folder.
const driver = readFileSync(new URL('./assets/stripe-element.js', import.meta.url), 'utf8');

/** The browser library has one address per release train of the API: https://docs.stripe.com/sdks/stripejs-versioning. */
const train = Stripe.API_VERSION.split('.')[1] ?? 'v3';

const library = `https://js.stripe.com/${train}/stripe.js`;

/** https://docs.stripe.com/security/guide#content-security-policy; its Google Maps serve an address form that we do not have. */
const origins: ElementScripts['origins'] = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connect: ['https://api.stripe.com'],
  image: ['https://*.stripe.com'],
};

/** In the sandbox, a library that plays Stripe's against the simulator. */
export function element(sandboxUrl: string | undefined): ElementScripts {
  if (sandboxUrl === undefined) return { library, driver, origins };
  const own = [new URL(sandboxUrl).origin];
  return {
    library: `${sandboxUrl}/stripe/stripe.js`,
    driver,
    origins: { script: own, frame: own, connect: own, image: [] },
  };
}
