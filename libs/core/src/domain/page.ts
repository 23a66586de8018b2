export type Strings = Readonly<Record<string, string>>;

/** What the payer's page must show; never which gateway it is. */
export type Page =
  | { readonly kind: 'form'; readonly action: string; readonly fields: Strings }
  | { readonly kind: 'redirect'; readonly url: string }
  // What the gateway's own script (Gateway.element) needs to know of this payment.
  | { readonly kind: 'element'; readonly params: Strings }
  | { readonly kind: 'code'; readonly code: string; readonly url?: string }
  // Some gateways name no bank: their account says all that is to be known.
  | { readonly kind: 'account'; readonly bankCode?: string; readonly bankName?: string; readonly account: string }
  | { readonly kind: 'barcode'; readonly segments: readonly [string, string, string]; readonly introUrl: string };

/** A page that leads to the gateway gives way to one that shows a code; a shown code never changes under the payer. */
export const leadsToGateway = (page: Page | undefined): boolean =>
  page === undefined || page.kind === 'form' || page.kind === 'redirect';

/**
 * Stands in `info` where a gateway's answer must carry the payment's own page URL. The URL holds the page's token, so it is
 * never stored; whoever shows the info puts it in.
 */
export const pageUrlPlaceholder = '{payment_url}';
