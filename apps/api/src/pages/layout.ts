import { html } from 'hono/html';
import { assetUrl } from '../assets.ts';
import { languageOf, type Locale, type Translate } from './texts.ts';

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html>;

export interface Layout {
  readonly locale: Locale;
  readonly t: Translate;
  readonly title: string;
  readonly main: Html;
  /** What is shown, as the status answer words it: when the two differ, the script loads the page anew. */
  readonly version?: string;
  /** Seconds between two looks at the status. */
  readonly pollSeconds?: number;
  /** Seconds until a browser without scripts, or a page that has no status, loads the page anew. */
  readonly reload?: { readonly seconds: number; readonly evenWithScript?: boolean };
  /** Path of the same page in the other language; the script adds the token. */
  readonly otherLanguage?: { readonly locale: Locale; readonly path: string };
  readonly note?: Html;
}

/** The whole document. Its frame never holds the page's token: the script reads that from the address. */
export async function document(page: Layout): Promise<string> {
  const { t } = page;
  const text = await html`<!doctype html>
    <html lang="${languageOf[page.locale]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>${page.title}</title>
        <link rel="icon" type="image/svg+xml" href="${assetUrl('pay.svg')}" />
        <link rel="stylesheet" href="${assetUrl('pay.css')}" />
        <script src="${assetUrl('pay.js')}" defer></script>
        ${reloading(page)}
      </head>
      <body data-version="${page.version ?? ''}" data-poll-seconds="${page.pollSeconds ?? ''}">
        <header>
          <p class="brand">${lock}<span>${t('secure')}</span></p>
          ${otherLanguage(page)} ${page.note}
        </header>
        <main>${page.main}</main>
      </body>
    </html> `;
  return text.toString();
}

function reloading({ reload }: Layout) {
  if (!reload) return undefined;
  const refresh = html`<meta http-equiv="refresh" content="${reload.seconds}" />`;
  return reload.evenWithScript ? refresh : html`<noscript>${refresh}</noscript>`;
}

function otherLanguage({ otherLanguage: other, t }: Layout) {
  if (!other) return undefined;
  const language = languageOf[other.locale];
  return html`<a class="language" data-path="${other.path}" lang="${language}" hreflang="${language}" hidden
    >${t('otherLanguage')}</a
  >`;
}

const lock = html`<svg viewBox="0 0 20 20" aria-hidden="true">
  <path d="M6 8V6a4 4 0 0 1 8 0v2m-9 0h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z" />
</svg>`;
