import { parseUrl, type Environment, type GatewayRuntime } from '@paycore/core';

export const hosts: Readonly<Record<Environment, string>> = {
  test: 'https://api-m.sandbox.paypal.com',
  production: 'https://api-m.paypal.com',
};

/** Where PayPal's API stands, without a trailing slash. */
export const apiBase = (environment: Environment, { sandboxUrl }: Pick<GatewayRuntime, 'sandboxUrl'>): string =>
  sandboxUrl === undefined ? hosts[environment] : `${sandboxUrl}/paypal`;

const certificateHosts: readonly string[] = [
  'api.paypal.com',
  'api-m.paypal.com',
  'api.sandbox.paypal.com',
  'api-m.sandbox.paypal.com',
];

/**
 * Whether the certificate of an event may be fetched from there. The address comes with the event, so whoever forged one
 * would name a certificate of his own: only PayPal's hosts count, written plainly, and in the demo the sandbox itself.
 */
export function isCertificateUrl(text: string, { sandboxUrl }: Pick<GatewayRuntime, 'sandboxUrl'>): boolean {
  const url = text.length > 500 ? undefined : parseUrl(text);
  if (!url) return false;
  const isPayPal = url.protocol === 'https:' && certificateHosts.includes(url.host);
  const isSandbox = sandboxUrl !== undefined && url.origin === new URL(sandboxUrl).origin;
  // Equal to its own parsed form: no userinfo, no dots, backslashes or blanks that a parser takes another way.
  return (isPayPal || isSandbox) && text === `${url.origin}${url.pathname}` && certificatePath.test(url.pathname);
}

const certificatePath = /^\/v1\/notifications\/certs\/[\w-]{1,200}$/;
