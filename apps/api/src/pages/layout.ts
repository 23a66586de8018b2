import type { PageSettings } from '@paycore/core';
import { html } from 'hono/html';
import { assetUrl, styleUrl } from '../assets.ts';
import type { Html } from './piece.ts';
import { brand, logoUrl, support } from './shop-frame.ts';
import { languageOf, type Locale, type Translate } from './texts.ts';

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
  /** Path of the same page in the other language; the script adds the token. */
  readonly otherLanguage?: { readonly locale: Locale; readonly path: string };
  readonly note?: Html;
  /** How the shop presents itself; an unknown payment is nobody's. */
  readonly shop?: PageSettings;
}

/** The whole document. Its frame never holds the page's token: the script reads that from the address. */
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
        <header>${brand(shop, t)} ${otherLanguage(page)} ${page.note}</header>
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

function otherLanguage({ otherLanguage: other, t }: Layout) {
  if (!other) return undefined;
  const language = languageOf[other.locale];
  return html`<a class="language" data-path="${other.path}" lang="${language}" hreflang="${language}" hidden
    >${t('otherLanguage')}</a
  >`;
}
