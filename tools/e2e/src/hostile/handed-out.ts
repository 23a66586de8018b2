import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secretParams } from '@paycore/core';
import { anImage } from '@paycore/testing';
import { called } from '../acceptance/routes.ts';
import { formsIn } from '../all-in-one/page-forms.ts';
import type { World } from '../world.ts';
import { canaries, read } from './traces.ts';

/** Addresses of ours that others were given, by what they are: how many of each were asked for. */
export const walked = new Map<string, number>();

const kinds: Readonly<Record<string, RegExp>> = {
  'payment page': /^\/zh-tw\/pay\/PAY\w+$/,
  'page in another language': /^\/(?!zh-tw)[a-z-]+\/pay\/PAY\w+$/,
  'status of a page': /\/pay\/PAY\w+\/status$/,
  'stream of a page': /\/pay\/PAY\w+\/events$/,
  'button of a page': /\/pay\/PAY\w+\/attempts$/,
  'return address': /\/payment\/\w+\/return\/PAY\w+$/,
  'callback address': /^\/api\/paycore\/webhooks\/\w+$/,
  logo: /^\/logos\/\w+$/,
  asset: /^\/assets\//,
};

const kindOf = ({ pathname }: URL) => Object.keys(kinds).find((kind) => kinds[kind]?.test(pathname)) ?? 'other';

const names: ReadonlySet<string> = new Set(Object.values(secretParams));
const spelt = (name: string) => [...name].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('');

/** The address as it was handed out, and as programs on its way may write it. */
function spellings(url: URL): readonly string[] {
  const secret = [...url.searchParams.keys()].find((name) => names.has(name));
  if (secret === undefined) return [url.href];
  const renamed = (name: string) => url.href.replace(new RegExp(`([?&])${secret}=`), `$1${name}=`);
  const elsewhere = new URL('/docs', url);
  elsewhere.searchParams.set('next', url.href);
  return [
    url.href,
    ...[secret.toUpperCase(), spelt(secret), `${secret}[]`, `+${secret}`].map(renamed),
    `${url.href}&${url.search.slice(1)}`,
    `${url.origin}${url.pathname}${encodeURIComponent(url.search)}`,
    elsewhere.href,
    `${elsewhere.origin}/nowhere?next=${encodeURIComponent(encodeURIComponent(url.href))}`,
  ];
}

/** The same token stands in many addresses. */
function plant(what: string, secret: string): void {
  if (![...canaries.values()].includes(secret)) canaries.set(what, secret);
}

/** Follows what PayCore hands out, as payers, gateways and merchants would, to wherever that leads in turn. */
class Walk {
  readonly #seen = new Set<string>();
  readonly #spelt = new Set<string>();
  readonly #origins: ReadonlySet<string>;

  constructor(private readonly world: World) {
    const { api, webhooks } = world.demo;
    this.#origins = new Set([api, webhooks]);
  }

  async follow(texts: readonly string[], from = this.world.demo.api): Promise<void> {
    for (const text of texts) {
      const url = URL.canParse(text, from) ? new URL(text, from) : undefined;
      if (!url || !this.#origins.has(url.origin) || this.#seen.has(url.href)) continue;
      this.#seen.add(url.href);
      await this.visit(url);
    }
  }

  private async visit(url: URL): Promise<void> {
    const kind = kindOf(url);
    walked.set(kind, (walked.get(kind) ?? 0) + 1);
    const secret = [...url.searchParams.keys()].find((name) => names.has(name)) ?? '';
    if (secret) plant(`${secret} of ${url.pathname}`, url.searchParams.get(secret) ?? '');
    if (!this.#spelt.has(`${kind} ${secret}`)) await this.spell(url);
    this.#spelt.add(`${kind} ${secret}`);
    await this.follow(await this.linksIn(url), url.href);
  }

  /** Once for each kind: of a flood of refused requests the log shows a sample alone. */
  private async spell(url: URL): Promise<void> {
    for (const address of spellings(url)) await this.ask(address);
    await this.ask(url.href.replace(url.origin, this.otherThan(url.origin)));
    await this.ask(url.href, 'HEAD');
    await this.ask(url.href, 'POST');
  }

  private otherThan(origin: string): string {
    return [...this.#origins].find((each) => each !== origin) ?? origin;
  }

  /** A stream says something at once and would go on for minutes. */
  private async ask(url: string, method = 'GET'): Promise<string> {
    const ended = new AbortController();
    const answer = await fetch(url, { method, redirect: 'manual', signal: ended.signal });
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
    const text = isStream ? '' : await answer.text();
    if (isStream) ended.abort();
    expect([url, answer.status < 500]).toEqual([url, true]);
    const location = answer.headers.get('location');
    return location === null ? text : `${text} href="${location}"`;
  }

  private async linksIn(url: URL): Promise<readonly string[]> {
    const html = await this.ask(url.href);
    const written = [...html.matchAll(/\b(?:href|src|action|value|data-[\w-]+)="([^"]+)"/g)].map(([, text = '']) =>
      text.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
    );
    for (const { action, fields } of formsIn(html, url.href)) {
      if (this.#origins.has(new URL(action).origin)) await this.press(action, fields);
    }
    const links = written.filter((text) => /^(?:https?:\/)?\//.test(text));
    // What the page's script makes of its own address.
    const isPage = /\/pay\/PAY\w+$/.test(url.pathname);
    return isPage ? [...links, ...['status', 'events'].map((part) => url.href.replace('?', `/${part}?`))] : links;
  }

  /** Forms of the page carry its token, and what gateways' servers post may carry it in the address too. */
  private async press(action: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const query = new URLSearchParams(fields);
    for (const url of [action, `${action}?${query.toString()}`]) {
      await fetch(url, { method: 'POST', body: query, redirect: 'manual' });
    }
    await this.follow([`${action}?${query.toString()}`]);
  }
}

const urlsIn = (text: string): string[] =>
  [...text.matchAll(/https?:\/\/[^\s"'<>\\]+/g)].map(([url]) => url.replaceAll('&amp;', '&'));

/** One payment by each gateway and one whose payer picks, then every address that anybody was given of them. */
export async function walkHandedOut(world: World): Promise<void> {
  const { api, all_in_one: allInOne } = world.demo;
  const png = { 'X-API-KEY': allInOne.management_key, 'Content-Type': 'image/png' };
  const logo = { method: 'PUT', headers: png, body: new Uint8Array(anImage('png')) };
  expect((await fetch(`${api}/api/paycore/manage/page/logo?environment=test`, logo)).status).toBe(200);
  const answers = [read(await world.createLink())];
  for (const { gateway, path, amount, currency, body } of called) {
    answers.push(read(await world.create(world.order({ amount, currency, ...body }, gateway), path)));
  }
  const walk = new Walk(world);
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    await walk.follow(urlsIn(JSON.stringify(answer.body)));
  }
  await walk.follow(urlsIn(await gatewaysSide(world)));
}

/** All that the gateways were told. */
async function gatewaysSide({ home }: World): Promise<string> {
  const files = await readdir(join(home, 'sandbox'));
  const texts = files
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => readFile(join(home, 'sandbox', name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

export const expectedKinds = Object.keys(kinds);
