import type { OfferedMethod } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from './piece.ts';
import { isText, type Translate } from './texts.ts';

/** What names a method to a payer. */
type Named = Pick<OfferedMethod, 'gateway' | 'method' | 'route' | 'isDuplicate'>;

interface Words {
  readonly t: Translate;
  /** A gateway's own name, in the page's language. */
  readonly gatewayTitle: (gateway: string) => string;
}

/** What payers call the method; a method that has no words here goes by its gateway's name and its own. */
export function methodLabel(
  { gateway, method }: Pick<Named, 'gateway' | 'method'>,
  { t, gatewayTitle }: Words,
): string {
  const text = `method_${method}`;
  return isText(text) ? t(text) : `${gatewayTitle(gateway)} ${method}`;
}

/** The gateway's name, or that of its own page, where another among `all` is a method of the same name. */
export function gatewayBeside(
  { gateway, method, route, isDuplicate = false }: Named,
  all: readonly Named[],
  { t, gatewayTitle }: Words,
): string | undefined {
  const alike = all.filter((other) => other.method === method && (other.gateway !== gateway || other.route !== route));
  if (alike.length === 0) return undefined;
  const title = gatewayTitle(gateway);
  return isDuplicate ? t('gatewayPage', { gateway: title }) : title;
}

/** The gateway's name, where the method's does not say it. */
export const gatewayName = (named: Pick<Named, 'gateway' | 'method'>, words: Words): string | undefined => {
  const title = words.gatewayTitle(named.gateway);
  return methodLabel(named, words).includes(title) ? undefined : title;
};

/** Brands that the gateways' cards have in common. */
const brands: Readonly<Record<string, readonly string[]>> = { credit: ['Visa', 'Mastercard', 'JCB'] };

export const marks = ({ method }: Pick<Named, 'method'>): Html | undefined =>
  Object.hasOwn(brands, method)
    ? html`<span class="marks">${brands[method]?.map((brand) => html`<span>${brand}</span> `)}</span>`
    : undefined;

/** What payers call a choice of the method: `cvs_type` `ibon`. */
export function choiceLabel(field: string, value: string, t: Translate): string {
  const text = `choice_${field}_${value}`;
  return isText(text) ? t(text) : value;
}

/** What is chosen. */
export function fieldLabel(field: string, t: Translate): string {
  const text = `choice_${field}`;
  return t(isText(text) ? text : 'choice');
}

const card = html`<path d="M2 6h20v13H2zm0 4h20M5 15h4" />`;
const bank = html`<path d="M3 9l9-5 9 5zm2 0v9m5-9v9m4-9v9m5-9v9M3 20h18" />`;
const store = html`<path d="M4 10v10h16V10M3 10l2-6h14l2 6zm6 10v-6h6v6" />`;
const bars = html`<path d="M4 5v14M7 5v14m4-14v14m2-14v14m4-14v14m3-14v14" />`;
const wallet = html`<path d="M3 7h16v12H3zm0 0l12-3v3m4 4h2v4h-5v-4z" />`;

const icons: Readonly<Record<string, Html>> = { credit: card, atm: bank, cvs: store, barcode: bars };

export const methodIcon = ({ method }: Pick<Named, 'method'>): Html =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${Object.hasOwn(icons, method) ? icons[method] : wallet}</svg>`;
