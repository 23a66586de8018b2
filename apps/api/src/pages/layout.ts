import type { PageSettings } from '@paycore/core';
import { html } from 'hono/html';
import { assetUrl, styleUrl } from '../assets.ts';
import type { Html } from './piece.ts';
import { brand, logoUrl, support } from './shop-frame.ts';
import { languageNames, languageOf, locales, type Locale, type Translate } from './texts.ts';

export interface Layout {
  readonly locale: Locale;
  readonly t: Translate;
  readonly title: string;
  readonly main: Html;
  /** What is shown, as the status answer words it: when the two differ, the script loads the page anew. */
  readonly version?: string;
  /** Seconds between two looks at the status. */
  readonly pollSeconds?: number;
  /** Seconds until a browser without scripts, or a page that has no status, loads the page anew, or another one. */
  readonly reload?: { readonly seconds: number; readonly evenWithScript?: boolean; readonly url?: string };
  /** Address of the same page in another language; the script adds what else the browser's address says. */
  readonly urlIn?: (locale: Locale) => string;
  readonly note?: Html;
  /** How the shop presents itself; an unknown payment is nobody's. */
  readonly shop?: PageSettings;
}

/** The whole document. Links alone hold the page's token: the script reads it from the address. */
export async function document(page: Layout): Promise<string> {
  const { t, shop = {} } = page;
  const text = await html`<!doctype html>
    <html lang="${languageOf[page.locale]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>${page.title}</title>
        ${icon(shop)}
        <link rel="stylesheet" href="${styleUrl(shop.accentColor)}" />
        <script src="${assetUrl('pay.js')}" defer></script>
        ${reloading(page)}
      </head>
      <body data-version="${page.version ?? ''}" data-poll-seconds="${page.pollSeconds ?? ''}">
        <header>${brand(shop, t)} ${languages(page)} ${page.note}</header>
        <main>${page.main}</main>
        ${support(shop, t)}
      </body>
    </html> `;
  return text.toString();
}

/** A shop's logo is its icon too: then there is one image to load. */
const icon = ({ logo }: PageSettings) =>
  logo
    ? html`<link rel="icon" type="${logo.type}" href="${logoUrl(logo)}" />`
    : html`<link rel="icon" type="image/svg+xml" href="${assetUrl('pay.svg')}" />`;

function reloading({ reload }: Layout) {
  if (!reload) return undefined;
  const to = reload.url === undefined ? '' : `;url=${reload.url}`;
  const refresh = html`<meta http-equiv="refresh" content="${reload.seconds}${to}" />`;
  return reload.evenWithScript ? refresh : html`<noscript>${refresh}</noscript>`;
}

/** The others open below the one that is spoken; no script is needed for it. */
function languages({ locale: current, urlIn, t }: Layout) {
  if (!urlIn) return undefined;
  return html`<details class="language">
    <summary>${globe}<span class="unseen">${t('language')}: </span>${languageNames[current]}</summary>
    <div>${locales.filter((locale) => locale !== current).map((locale) => languageLink(locale, urlIn(locale)))}</div>
  </details>`;
}

const languageLink = (locale: Locale, url: string) =>
  html`<a href="${url}" lang="${languageOf[locale]}">${languageNames[locale]}</a>`;

const globe = html`<svg viewBox="0 0 20 20" aria-hidden="true">
  <path d="M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16q-6 8 0 16 6-8 0-16M2 10h16" />
</svg>`;
