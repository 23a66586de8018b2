import type { FieldTable } from '@paycore/core';
import type { Chapter, Endpoint, Reference } from '../reference/model.ts';
import { rowId, type Place } from './tables.ts';
import type { Words } from './texts.ts';

/** Position of the kind among gateway, method, endpoint, field, error; what is shown; what is found by; where it leads. */
export type SearchEntry = readonly [kind: number, label: string, detail: string, words: string, url: string];

const kind = { gateway: 0, method: 1, endpoint: 2, field: 3, error: 4 } as const;

/** What the search box knows, in one language. */
export const searchIndex = ({ chapters }: Reference, words: Words): readonly SearchEntry[] =>
  chapters.flatMap((chapter) => entriesOf(chapter, words));

function entriesOf(chapter: Chapter, words: Words): SearchEntry[] {
  const { say, locale } = words;
  const home = `/docs/${locale}/${chapter.name}`;
  const title = say(chapter.title);
  const calls = chapter.endpoints.flatMap((endpoint): SearchEntry[] => {
    const url = `${home}#${endpoint.id}`;
    const address = `${endpoint.verb} ${endpoint.path}`;
    const isMethod = endpoint.id.startsWith('pay-');
    const label = `${title} · ${say(endpoint.title)}`;
    return [
      ...(isMethod ? [[kind.method, label, endpoint.path, endpoint.title.en + endpoint.title.zh, url] as const] : []),
      [kind.endpoint, address, label, '', url],
    ];
  });
  return [
    [kind.gateway, title, say(chapter.summary), `${chapter.name} ${chapter.title.en} ${chapter.title.zh}`, home],
    ...calls,
    ...fieldEntries(chapter, home, words),
    ...errorEntries(chapter, home, words),
  ];
}

const tablesOf = ({
  headers,
  pathFields,
  query,
  body,
  answer,
}: Endpoint): readonly (readonly [Place, FieldTable])[] => [
  ['header', headers],
  ['path', pathFields],
  ['query', query],
  ['body', body?.fields ?? {}],
  ['gateway_credentials', body?.credentials ?? {}],
  ['response', answer.fields],
];

/** A field once a chapter, where it first comes up. */
function fieldEntries({ title, endpoints }: Chapter, home: string, { say }: Words): SearchEntry[] {
  const entries = new Map<string, SearchEntry>();
  for (const endpoint of endpoints) {
    for (const [place, fields] of tablesOf(endpoint)) {
      for (const [name, { meaning, alias = '' }] of Object.entries(fields)) {
        if (entries.has(`${place} ${name}`)) continue;
        const url = `${home}#${rowId(endpoint.id, place, name)}`;
        entries.set(`${place} ${name}`, [kind.field, name, `${say(title)} · ${place} · ${say(meaning)}`, alias, url]);
      }
    }
  }
  return [...entries.values()];
}

function errorEntries({ title, endpoints }: Chapter, home: string, { say }: Words): SearchEntry[] {
  const entries = new Map<string, SearchEntry>();
  for (const { id, refusals } of endpoints) {
    for (const { code, message, cause } of refusals) {
      const known = `${code} ${message}`;
      if (entries.has(known)) continue;
      entries.set(known, [kind.error, code, `${say(title)} · ${say(cause)}`, message, `${home}#${id}`]);
    }
  }
  return [...entries.values()];
}
