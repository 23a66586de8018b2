import { html } from 'hono/html';
import type { Html } from '../../pages/piece.ts';
import type { Chapter, Endpoint, Reference } from '../reference/model.ts';
import { endpointSection } from './endpoint.ts';
import { chapterUrl, homeUrl, type Page } from './layout.ts';
import { quickStart, sampleHint } from './quick-start.ts';
import type { Reader } from './samples/call.ts';
import type { SiteText, Words } from './texts.ts';

const waysBack = (words: Words): Html =>
  html`<p class="back">
    <a href="${homeUrl(words)}#search">${words.t('toSearch')}</a>
    <a href="${homeUrl(words)}#index">${words.t('toIndex')}</a>
  </p>`;

const isOfMerchant = ({ sender }: Endpoint) => sender === 'merchant';

/** A chapter: what the merchant calls, then what comes to PayCore and from it. */
export function chapterPage(chapter: Chapter, reader: Reader, words: Words): Page {
  const { t, say } = words;
  const others: SiteText = chapter.isOfGateway ? 'webhookReturn' : 'noticeAndPages';
  const part = (id: string, title: SiteText, endpoints: readonly Endpoint[]) =>
    endpoints.length === 0
      ? ''
      : html`<h2 id="${id}"><a href="#${id}">${t(title)}</a></h2>
          ${endpoints.map((endpoint) => endpointSection(endpoint, reader, words))}`;
  return {
    title: say(chapter.title),
    path: `/${chapter.name}`,
    current: chapter,
    main: html`<h1>${say(chapter.title)}</h1>
      <p class="lead">${say(chapter.summary)}</p>
      ${sampleHint(chapter.endpoints, reader, words)}
      ${part('merchant-calls', 'merchantCalls', chapter.endpoints.filter(isOfMerchant))}
      ${part(
        'others',
        others,
        chapter.endpoints.filter((endpoint) => !isOfMerchant(endpoint)),
      )}
      ${waysBack(words)}`,
  };
}

/** Quick start and index. */
export function homePage({ chapters }: Reference, reader: Reader, words: Words): Page {
  const { t } = words;
  return {
    title: t('site'),
    path: '',
    main: html`<h1>${t('site')}</h1>
      <p class="lead">${t('lead')}</p>
      <noscript><p class="notes">${t('noScript')}</p></noscript>
      ${quickStart(chapters, reader, words)}
      <h2 id="index"><a href="#index">${t('index')}</a></h2>
      <p>${t('indexText')}</p>
      ${chapters.map((chapter) => indexOf(chapter, words))} ${waysBack(words)}`,
  };
}

const indexOf = (chapter: Chapter, words: Words): Html =>
  html`<section class="index">
    <h3><a href="${chapterUrl(chapter, words)}">${words.say(chapter.title)}</a></h3>
    <p class="soft">${words.say(chapter.summary)}</p>
    <ul>
      ${chapter.endpoints.map(
        ({ id, verb, path, title }) =>
          html`<li>
            <a href="${chapterUrl(chapter, words)}#${id}">
              <span class="verb ${verb.toLowerCase()}">${verb}</span> <code>${path}</code>
              <span class="soft">${words.say(title)}</span>
            </a>
          </li>`,
      )}
    </ul>
  </section>`;
