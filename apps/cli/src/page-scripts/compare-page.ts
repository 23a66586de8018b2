import { createHash } from 'node:crypto';
import type { Inventory } from './inventory.ts';
import { scriptsIn } from './read-page.ts';

/** An answer as a browser gets it. */
export interface Answer {
  readonly status: number;
  /** Where it came from in the end. */
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
  readonly body: Uint8Array;
}

export type Get = (url: string) => Promise<Answer>;

export interface PageReport {
  /** Without its query, in which the page's token stands. */
  readonly page: string;
  readonly scripts: readonly string[];
  /** Empty where the page is as it was released. */
  readonly differences: readonly string[];
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Compares a running payment page, its scripts, headers and policy with the inventory. Throws where the page cannot be had. */
export async function comparePage(url: string, inventory: Inventory, get: Get): Promise<PageReport> {
  const answer = await get(url);
  const { origin, pathname } = new URL(answer.url);
  const page = `${origin}${pathname}`;
  if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}, not the page.`);
  const { sources, foreign } = scriptsIn(new TextDecoder().decode(answer.body));
  const scripts = sources.map((source) => shown(source, answer.url));
  const loaded = await Promise.all(
    sources.map((source) => scriptFaults(new URL(source, answer.url), origin, inventory, get)),
  );
  const first = inventory.scripts.find(({ on }) => on === 'every payment page');
  const isFirstThere = !first || scripts.some((script) => script === `${origin}${first.src}`);
  return {
    page,
    scripts,
    differences: [
      ...(isFirstThere ? [] : [`${first.src} is missing`]),
      ...loaded.flat(),
      ...foreign.map((text) => `not in the inventory: ${text}`),
      ...headerFaults(answer.headers, inventory.headers),
      ...policyFaults(answer.headers.get('content-security-policy'), inventory.policy),
    ],
  };
}

/** Queries are versions at ours, and may be anything at others. */
function shown(source: string, base: string): string {
  const { origin, pathname } = new URL(source, base);
  return `${origin}${pathname}`;
}

async function scriptFaults(script: URL, origin: string, { scripts }: Inventory, get: Get): Promise<string[]> {
  const isOwn = script.origin === origin;
  const name = isOwn ? script.pathname : `${script.origin}${script.pathname}`;
  const known = scripts.find(({ src }) => src === name);
  if (!known) return [`not in the inventory: the script ${name}`];
  if (!isOwn && script.search !== '') return [`${name} is asked for with a query: ${script.search.slice(0, 80)}`];
  if (known.sha256 === null) return [];
  const { status, body } = await get(script.href);
  if (status !== 200) return [`${name} answered ${status}`];
  const found = hashOf(body);
  return found === known.sha256 ? [] : [`${name} is another script: ${found}, not ${known.sha256}`];
}

const headerFaults = (headers: Answer['headers'], allowed: Inventory['headers']): string[] =>
  Object.entries(allowed).flatMap(([name, values]) => {
    const value = headers.get(name);
    if (value === null) return [`the header ${name} is missing`];
    return values.includes(value) ? [] : [`the header ${name} is ${value.slice(0, 80)}`];
  });

function policyFaults(header: string | null, allowed: Inventory['policy']): string[] {
  if (header === null) return ['there is no Content-Security-Policy'];
  const directives = new Map<string, readonly string[]>();
  for (const part of header.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  const missing = Object.keys(allowed).filter((name) => !directives.has(name));
  const foreign = [...directives].flatMap(([name, sources]) =>
    allowed[name] === undefined
      ? [`the policy has ${name}`]
      : sources
          .filter((source) => !allowed[name]?.includes(source))
          .map((source) => `the policy lets ${name} be ${source}`),
  );
  return [...missing.map((name) => `the policy lacks ${name}`), ...foreign];
}
