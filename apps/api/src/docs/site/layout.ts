import { html, raw } from 'hono/html';
import { assetUrl } from '../../assets.ts';
import type { Html } from '../../pages/piece.ts';
import { languageOf } from '../../pages/texts.ts';
import type { Chapter, Reference } from '../reference/model.ts';
import type { SearchEntry } from './search.ts';
import type { Words } from './texts.ts';

export interface Page {
  readonly title: string;
  /** What follows `/docs/{locale}`: empty, or `/ecpay`. */
  readonly path: string;
  readonly main: Html;
  readonly current?: Chapter;
}

export const homeUrl = ({ locale }: Words): string => `/docs/${locale}`;
export const chapterUrl = ({ name }: Chapter, words: Words): string => `${homeUrl(words)}/${name}`;

/** The whole document. */
export async function docsPage(
  page: Page,
  { chapters }: Reference,
  index: readonly SearchEntry[],
  words: Words,
): Promise<string> {
  const { t, locale } = words;
  const title = page.path === '' ? t('site') : `${page.title} · ${t('site')}`;
  const text = await html`<!doctype html>
    <html lang="${languageOf[locale]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" type="image/svg+xml" href="${assetUrl('pay.svg')}" />
        <link rel="stylesheet" href="${assetUrl('docs.css')}" />
        <script src="${assetUrl('docs.js')}" defer></script>
      </head>
      <body
        data-copy="${t('copy')}"
        data-copied="${t('copied')}"
        data-found="${t('found')}"
        data-none="${t('foundNone')}"
      >
        <a class="skip" href="#main">${t('skip')}</a>
        ${header(page, words)}
        <div class="frame">
          <nav aria-label="${t('menu')}">
            <details open>
              <summary>${t('menu')}</summary>
              ${menu(page, chapters, words)}
            </details>
          </nav>
          <main id="main">${page.main}</main>
        </div>
        <script type="application/json" id="search-index">
          ${data({ kinds: [t('gateway'), t('paymentMethod'), t('endpoint'), t('field'), t('error')], entries: index })}
        </script>
      </body>
    </html> `;
  return text.toString();
}

/** As a data block takes it. */
const data = (value: unknown) => raw(JSON.stringify(value).replaceAll('<', '\\u003c'));

function header({ path }: Page, words: Words): Html {
  const { t, locale } = words;
  const other = locale === 'en' ? 'zh-tw' : 'en';
  return html`<header>
    <a class="brand" href="${homeUrl(words)}">PayCore</a>
    <form class="search" role="search" id="search" hidden>
      <label class="hidden" for="query">${t('search')}</label>
      <input id="query" type="search" placeholder="${t('search')}" autocomplete="off" spellcheck="false" />
      <p class="hidden" role="status" id="found"></p>
      <ul id="results" hidden></ul>
    </form>
    <a class="language" href="/docs/${other}${path}" lang="${languageOf[other]}" hreflang="${languageOf[other]}"
      >${t('other')}</a
    >
  </header>`;
}

function menu({ current }: Page, chapters: readonly Chapter[], words: Words): Html {
  const { t, say } = words;
  return html`<ul>
    <li><a href="${homeUrl(words)}#quick-start">${t('quickStart')}</a></li>
    <li><a href="${homeUrl(words)}#index">${t('index')}</a></li>
    ${chapters.map((chapter) => {
      const isCurrent = chapter.name === current?.name;
      return html`<li>
        <a href="${chapterUrl(chapter, words)}" ${isCurrent ? raw('aria-current="page"') : ''}>${say(chapter.title)}</a>
        ${
          isCurrent
            ? html`<ul>
                ${chapter.endpoints.map(({ id, title }) => html`<li><a href="#${id}">${say(title)}</a></li>`)}
              </ul>`
            : ''
        }
      </li>`;
    })}
    <li><a href="/openapi.json">${t('openApi')}</a></li>
  </ul>`;
}
