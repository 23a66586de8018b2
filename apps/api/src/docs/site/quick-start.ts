import { html } from 'hono/html';
import type { Html } from '../../pages/piece.ts';
import type { Chapter, Endpoint } from '../reference/model.ts';
import { codeBlock } from './endpoint.ts';
import { chapterUrl } from './layout.ts';
import { repeatTable } from './repeats.ts';
import type { Reader } from './samples/call.ts';
import { noticeSample, samplesOf } from './samples/samples.ts';
import type { SiteText, Words } from './texts.ts';

/** What a reader of samples has to know beside them. */
export function sampleHint(endpoints: readonly Endpoint[], { demo }: Reader, { t }: Words): Html | undefined {
  const isCreate = ({ sender, body }: Endpoint) => sender === 'merchant' && 'merchant_order_no' in (body?.fields ?? {});
  const hints = [...(demo ? [t('demoSamples')] : []), ...(endpoints.some(isCreate) ? [t('freshOrders')] : [])];
  return hints.length === 0 ? undefined : html`<p class="notes">${hints.join(' ')}</p>`;
}

/** One step of the quick start; its number is its place. */
interface Step {
  readonly title: SiteText;
  readonly main: Html;
}

export function quickStart(chapters: readonly Chapter[], reader: Reader, words: Words): Html {
  const { t } = words;
  return html`<h2 id="quick-start"><a href="#quick-start">${t('quickStart')}</a></h2>
    ${stepsOf(chapters, reader, words).map(
      ({ title, main }, index) =>
        html`<section class="step">
          <h3>${index + 1}. ${t(title)}</h3>
          ${main}
        </section>`,
    )}
    <h2 id="repeats"><a href="#repeats">${t('repeatTitle')}</a></h2>
    <p>${t('repeatText')}</p>
    ${repeatTable(words)}
    <h2 id="paid-twice"><a href="#paid-twice">${t('twiceTitle')}</a></h2>
    <p>${t('twiceText')}</p>`;
}

function stepsOf(chapters: readonly Chapter[], reader: Reader, words: Words): Step[] {
  const { t, say } = words;
  const gateways = chapters.filter(({ isOfGateway }) => isOfGateway);
  const common = chapters.find(({ name }) => name === 'common');
  const create = firstCreate(gateways);
  const found = (id: string) =>
    chapters
      .flatMap((chapter) => chapter.endpoints.map((endpoint) => ({ chapter, endpoint })))
      .find(({ endpoint }) => endpoint.id === id);
  const sampleOf = (id: string) => {
    const { endpoint } = found(id) ?? {};
    return endpoint && [sampleHint([endpoint], reader, words), shellSample(endpoint, reader)];
  };
  const linkTo = (id: string) => {
    const { chapter, endpoint } = found(id) ?? {};
    return chapter && endpoint && html`<a href="${chapterUrl(chapter, words)}#${id}">${say(endpoint.title)}</a>`;
  };
  const chips = gateways.map(
    (chapter) => html`<li><a href="${chapterUrl(chapter, words)}">${say(chapter.title)}</a></li>`,
  );
  return [
    { title: 'keyTitle', main: html`<p>${t('keyText')}</p>` },
    { title: 'modeTitle', main: html`<p>${t('modeText')}</p>` },
    {
      title: 'storeTitle',
      main: html`<p>${t('storeText')}</p>
        <ul class="chips">
          ${chips}
        </ul>
        ${sampleOf('manage-gateways-store')}
        <p>${t('methodsText')} ${linkTo('manage-methods-store')}</p>`,
    },
    {
      title: 'linkTitle',
      main: html`<p>${t('linkText')}</p>
        ${sampleOf('pay')}
        <p>${linkTo('pay')}</p>`,
    },
    {
      title: 'createTitle',
      main: html`<p>${t('createText')}</p>
        ${create ? [sampleHint([create], reader, words), shellSample(create, reader)] : ''}`,
    },
    {
      title: 'noticeTitle',
      main: html`<p>${t('noticeText')} ${common ? html`<a href="${chapterUrl(common, words)}#payok">payok</a>` : ''}</p>
        ${codeBlock(noticeSample, 'TypeScript')}`,
    },
  ];
}

/** Where it is installed, the one whose payer needs nothing but the page. */
function firstCreate(gateways: readonly Chapter[]): Endpoint | undefined {
  const creates = gateways.flatMap(({ endpoints }) => endpoints).filter(({ id }) => id.startsWith('pay-'));
  return creates.find(({ id }) => id === 'pay-ecpay-atm') ?? creates[0];
}

function shellSample(endpoint: Endpoint, reader: Reader): Html {
  const [{ text, language }] = samplesOf(endpoint, reader);
  return codeBlock(text, language);
}
