import { failureBody } from '@paycore/http';
import { html } from 'hono/html';
import type { Html } from '../../pages/piece.ts';
import type { Endpoint } from '../reference/model.ts';
import type { Reader } from './samples/call.ts';
import { samplesOf } from './samples/samples.ts';
import { answerTable, refusalTable, requestTable } from './tables.ts';
import type { Words } from './texts.ts';

/** A piece of code that can be scrolled by keyboard, and copied. */
export const codeBlock = (text: string, language?: string): Html =>
  html`<pre tabindex="0" data-copy data-language="${language ?? ''}"><code>${text}</code></pre>`;

const json = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const part = (title: string, content: Html | undefined): Html | undefined =>
  content === undefined
    ? undefined
    : html`<h4>${title}</h4>
        ${content}`;

/** Everything about one endpoint, under its anchor. */
export function endpointSection(endpoint: Endpoint, reader: Reader, words: Words): Html {
  const { id, verb, path, title, summary, notes, headers, pathFields, query, body } = endpoint;
  const { t, say } = words;
  const request = [
    { place: 'path', fields: pathFields },
    { place: 'query', fields: query },
    { place: 'body', fields: body?.fields ?? {} },
  ] as const;
  const credentials = [{ place: 'gateway_credentials', fields: body?.credentials ?? {} }] as const;
  return html`<article class="endpoint" id="${id}">
    <h3><a href="#${id}">${say(title)}</a></h3>
    <p class="address"><span class="verb ${verb.toLowerCase()}">${verb}</span> <code>${path}</code></p>
    <p>${say(summary)}</p>
    ${notes.length > 0 ? notesOf(endpoint, words) : ''}
    ${part(t('headers'), requestTable(t('headers'), [{ place: 'header', fields: headers }], id, words))}
    ${part(t('request'), requestTable(t('request'), request, id, words))}
    ${part(t('credentials'), requestTable(t('credentials'), credentials, id, words))}
    ${samples(endpoint, reader, words)} ${answer(endpoint, words)} ${refusals(endpoint, words)}
  </article>`;
}

const notesOf = ({ notes }: Endpoint, { t, say }: Words): Html =>
  html`<div class="notes">
    <h4>${t('notes')}</h4>
    <ul>
      ${notes.map((note) => html`<li>${say(note)}</li>`)}
    </ul>
  </div>`;

function samples(endpoint: Endpoint, reader: Reader, { t }: Words): Html {
  const all = samplesOf(endpoint, reader);
  return html`<h4>${t('samples')}</h4>
    <div class="samples">
      ${all.map(
        ({ language, text }) =>
          html`<section data-sample="${language}">
            <h5>${language}</h5>
            ${codeBlock(text, language)}
          </section>`,
      )}
    </div>`;
}

function answer({ id, answer, host }: Endpoint, words: Words): Html {
  const { t } = words;
  const { highlights, example, fields, type = '', otherTypes = [] } = answer;
  if (host === 'merchant')
    return html`<h4>${t('success')}</h4>
      <p>${t('received')}</p>`;
  if (type === 'text/html')
    return html`<h4>${t('success')}</h4>
      <p>${answer.status} &middot; ${t('html')}</p>`;
  if (type.startsWith('image/'))
    return html`<h4>${t('success')}</h4>
      <p>${answer.status} &middot; ${[type, ...otherTypes].join(', ')}</p>`;
  return html`<h4>${t('success')}</h4>
    <p class="highlights">
      <span>${t('highlights')}</span> ${highlights.map((highlight) => html`<code>${highlight}</code> `)}
    </p>
    ${answerTable(t('answerFields'), fields, id, words)}
    <h5>${t('answerExample')} &middot; ${answer.status} ${type}</h5>
    ${codeBlock(json(example))}`;
}

function refusals({ refusals }: Endpoint, words: Words): Html | undefined {
  const [first] = refusals;
  if (!first) return undefined;
  const { code, message, fields, paymentNo, status } = refusals.find((refusal) => refusal.fields) ?? first;
  const { t } = words;
  return html`<h4>${t('refusals')}</h4>
    ${refusalTable(t('refusals'), refusals, words)}
    <h5>${t('failureExample')} &middot; ${status}</h5>
    ${codeBlock(json(failureBody({ code, message, fields, paymentNo })))}`;
}
