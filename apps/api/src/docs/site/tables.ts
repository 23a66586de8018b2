import type { FieldDocs, FieldTable, JsonSchema } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from '../../pages/piece.ts';
import { isRequired } from '../reference/fields/tables.ts';
import type { Refusal } from '../reference/model.ts';
import type { Words } from './texts.ts';

/** Where the fields of a table stand. */
export type Place = 'header' | 'path' | 'query' | 'body' | 'gateway_credentials' | 'response';

export const rowId = (endpointId: string, place: Place, name: string): string => `${endpointId}.${place}.${name}`;

const grouped = (value: unknown) => (typeof value === 'number' ? value.toLocaleString('en-US') : '');

function range({ maxLength, minimum, maximum }: JsonSchema): string {
  if (typeof maxLength === 'number') return ` · max:${maxLength}`;
  return minimum === undefined && maximum === undefined ? '' : ` · ${grouped(minimum)}–${grouped(maximum)}`;
}

/** The schema in a word or two; that what may be left out may be null goes without saying. */
export function typeOf({ schema, required }: FieldDocs): string {
  const isOptional = required === false;
  const allowed = schema['enum'] ?? ('const' in schema ? [schema['const']] : undefined);
  if (Array.isArray(allowed)) {
    return allowed
      .filter((value) => value !== null || !isOptional)
      .map(String)
      .join(' | ');
  }
  const kinds = (schema['anyOf'] as readonly JsonSchema[] | undefined)?.map(({ type }) => type);
  const name = schema['x-type'] ?? schema['type'] ?? kinds ?? 'any';
  const names = (Array.isArray(name) ? name : [name]) as string[];
  return names.filter((one) => one !== 'null' || !isOptional).join(' | ') + range(schema);
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

type Column = readonly [label: string, cell: Html | string];

const row = (columns: readonly Column[], id?: string) =>
  html`<tr ${id === undefined ? '' : html`id="${id}"`}>
    ${columns.map(([label, cell]) => html`<td data-label="${label}">${cell}</td>`)}
  </tr>`;

const table = (caption: string, labels: readonly string[], rows: readonly Html[]): Html =>
  html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${labels.map((label) => html`<th scope="col">${label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;

const code = (text: string) => html`<code>${text}</code>`;

/** A caption, and the tables' fields with where each stands. */
export function requestTable(
  caption: string,
  parts: readonly { readonly place: Place; readonly fields: FieldTable }[],
  endpointId: string,
  { t, say }: Words,
): Html | undefined {
  const entries = parts.flatMap(({ place, fields }) =>
    Object.entries(fields).map(([name, field]) => ({ place, name, field })),
  );
  if (entries.length === 0) return undefined;
  const labels = [t('field'), t('place'), t('required'), t('type'), t('meaning'), t('example')];
  const rows = entries.map(({ place, name, field }) => {
    const alias = field.alias === undefined ? undefined : html`<small>${t('alias')} ${code(field.alias)}</small>`;
    const cells = [
      html`${code(name)} ${alias}`,
      html`<span class="place">${place}</span>`,
      isRequired(field) ? html`<b class="needed">${t('yes')}</b>` : html`<span class="soft">${t('optional')}</span>`,
      html`<span class="type">${typeOf(field)}</span>`,
      say(field.meaning),
      field.example === undefined ? html`<span class="soft">&ndash;</span>` : code(shown(field.example)),
    ];
    return row(
      cells.map((cell, index): Column => [labels[index] ?? '', cell]),
      rowId(endpointId, place, name),
    );
  });
  return table(caption, labels, rows);
}

export function answerTable(
  caption: string,
  fields: FieldTable,
  endpointId: string,
  { t, say }: Words,
): Html | undefined {
  const entries = Object.entries(fields);
  if (entries.length === 0) return undefined;
  const labels = [t('field'), t('type'), t('meaning'), t('example')];
  const rows = entries.map(([name, field]) => {
    const cells = [
      code(name),
      html`<span class="type">${typeOf(field)}</span>`,
      say(field.meaning),
      field.example === undefined ? html`<span class="soft">&ndash;</span>` : code(shown(field.example)),
    ];
    return row(
      cells.map((cell, index): Column => [labels[index] ?? '', cell]),
      rowId(endpointId, 'response', name),
    );
  });
  return table(caption, labels, rows);
}

export function refusalTable(caption: string, refusals: readonly Refusal[], { t, say }: Words): Html {
  const labels = [t('status'), t('error'), t('message'), t('cause'), t('fix')];
  const rows = refusals.map(({ status, code: name, message, cause, fix }) => {
    const cells = [html`<b>${status}</b>`, code(name), message, say(cause), say(fix)];
    return row(cells.map((cell, index): Column => [labels[index] ?? '', cell]));
  });
  return table(caption, labels, rows);
}
