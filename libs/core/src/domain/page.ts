export type Strings = Readonly<Record<string, string>>;

/** A chain of convenience stores, by its kiosk: 7-ELEVEN's ibon, FamilyMart's FamiPort, Hi-Life's Life-ET, OK mart's OK.go. */
export type StoreChain = 'ibon' | 'fami' | 'hilife' | 'ok';

/** What the payer's page has to show, without naming the gateway. */
export type Page =
  | { readonly kind: 'form'; readonly action: string; readonly fields: Strings }
  | { readonly kind: 'redirect'; readonly url: string }
  // `params`: what the gateway's own script (Gateway.element) needs to know about this payment.
  | { readonly kind: 'element'; readonly params: Strings }
  // `chains`: the stores that take it; unknown where absent.
  | { readonly kind: 'code'; readonly code: string; readonly url?: string; readonly chains?: readonly StoreChain[] }
  // Some gateways name no bank: the account number alone is enough.
  | { readonly kind: 'account'; readonly bankCode?: string; readonly bankName?: string; readonly account: string }
  | {
      readonly kind: 'barcode';
      readonly segments: readonly [string, string, string];
      readonly introUrl: string;
      readonly chains?: readonly StoreChain[];
    };

/** A page that leads to the gateway may be replaced by one that shows a code; a code on display never changes. */
export const leadsToGateway = (page: Page | undefined): boolean =>
  page === undefined || page.kind === 'form' || page.kind === 'redirect';

/**
 * Placeholder in `info` for the payment's own page URL. The URL contains the page's token, so it is never stored; whoever
 * shows the info fills it in.
 */
export const pageUrlPlaceholder = '{payment_url}';
