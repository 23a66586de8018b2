import type { ElementScripts } from '@paycore/core';
import { permissions } from '@paycore/http';

/** What a page may do that others may not. */
export interface Allowed {
  /** Where a form may go: `'self'`, an origin. */
  readonly form?: string;
  /** Whom a gateway's payment form may load, frame and call. */
  readonly element?: ElementScripts['origins'];
}

/** The page's Content-Security-Policy. */
export const policy = ({ form = "'none'", element }: Allowed = {}): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    ["script-src 'self'", ...(element?.script ?? [])].join(' '),
    ["img-src 'self'", ...(element?.image ?? [])].join(' '),
    ["connect-src 'self'", ...(element?.connect ?? [])].join(' '),
    ['frame-src', ...(element?.frame ?? ["'none'"])].join(' '),
    `form-action ${form}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Headers in which the page differs from others. */
export const headersOf = (allowed: Allowed): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': policy(allowed),
  ...(allowed.element && {
    // Wallets and banks' checks live in the gateway's frames.
    'Permissions-Policy': permissions(allowed.element.frame),
    // The gateway may want to know on whose page its form stands; the rest of the address, with the token, it is not told.
    'Referrer-Policy': 'strict-origin',
    // Banks and wallets may ask in a window of their own, which must find the way back.
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  }),
});
