import { html } from 'hono/html';
import type { Html } from '../../pages/layout.ts';
import type { Hosts } from '../hosts.ts';
import type { Chapter, Endpoint, Reference } from '../reference/model.ts';
import { codeBlock, endpointSection } from './endpoint.ts';
import { chapterUrl, homeUrl, type Page } from './layout.ts';
import { repeatTable } from './repeats.ts';
import { noticeSample, samplesOf } from './samples.ts';
import type { SiteText, Words } from './texts.ts';

const waysBack = (words: Words): Html =>
  html`<p class="back">
    <a href="${homeUrl(words)}#search">${words.t('toSearch')}</a>
    <a href="${homeUrl(words)}#index">${words.t('toIndex')}</a>
  </p>`;

const isOfMerchant = ({ sender }: Endpoint) => sender === 'merchant';

/** A chapter: what the merchant calls, then what comes to PayCore and from it. */
export function chapterPage(chapter: Chapter, hosts: Hosts, words: Words): Page {
  const { t, say } = words;
  const others: SiteText = chapter.name === 'common' ? 'noticeAndPages' : 'webhookReturn';
  const part = (id: string, title: SiteText, endpoints: readonly Endpoint[]) =>
    endpoints.length === 0
      ? ''
      : html`<h2 id="${id}"><a href="#${id}">${t(title)}</a></h2>
          ${endpoints.map((endpoint) => endpointSection(endpoint, hosts, words))}`;
  return {
    title: say(chapter.title),
    path: `/${chapter.name}`,
    current: chapter,
    main: html`<h1>${say(chapter.title)}</h1>
      <p class="lead">${say(chapter.summary)}</p>
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
export function homePage({ chapters }: Reference, hosts: Hosts, words: Words): Page {
  const { t } = words;
  return {
    title: t('site'),
    path: '',
    main: html`<h1>${t('site')}</h1>
      <p class="lead">${t('lead')}</p>
      <noscript><p class="notes">${t('noScript')}</p></noscript>
      ${quickStart(chapters, hosts, words)}
      <h2 id="index"><a href="#index">${t('index')}</a></h2>
      <p>${t('indexText')}</p>
      ${chapters.map((chapter) => indexOf(chapter, words))} ${waysBack(words)}`,
  };
}

function quickStart(chapters: readonly Chapter[], hosts: Hosts, words: Words): Html {
  const { t, say } = words;
  const gateways = chapters.filter(({ name }) => name !== 'common');
  const [common] = chapters;
  const creates = gateways.flatMap(({ endpoints }) => endpoints).filter(({ id }) => id.startsWith('pay-'));
  const create = creates.find(({ id }) => id === 'pay-ecpay-atm') ?? creates[0];
  const sample = create && samplesOf(create, hosts)[0];
  return html`<h2 id="quick-start"><a href="#quick-start">${t('quickStart')}</a></h2>
    <section class="step">
      <h3>${t('keyTitle')}</h3>
      <p>${t('keyText')}</p>
    </section>
    <section class="step">
      <h3>${t('modeTitle')}</h3>
      <p>${t('modeText')}</p>
    </section>
    <section class="step">
      <h3>${t('credentialsTitle')}</h3>
      <p>${t('credentialsText')}</p>
      <ul class="chips">
        ${gateways.map((chapter) => html`<li><a href="${chapterUrl(chapter, words)}">${say(chapter.title)}</a></li>`)}
      </ul>
    </section>
    <section class="step">
      <h3>${t('createTitle')}</h3>
      <p>${t('createText')}</p>
      ${sample ? codeBlock(sample.text, sample.language) : ''}
    </section>
    <section class="step">
      <h3>${t('noticeTitle')}</h3>
      <p>${t('noticeText')} ${common ? html`<a href="${chapterUrl(common, words)}#payok">payok</a>` : ''}</p>
      ${codeBlock(noticeSample, 'TypeScript')}
    </section>
    <h2 id="repeats"><a href="#repeats">${t('repeatTitle')}</a></h2>
    <p>${t('repeatText')}</p>
    ${repeatTable(words)}
    <h2 id="paid-twice"><a href="#paid-twice">${t('twiceTitle')}</a></h2>
    <p>${t('twiceText')}</p>`;
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
