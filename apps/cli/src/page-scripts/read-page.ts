/** What a page has its browser run. */
export interface PageScripts {
  /** Addresses as written. */
  readonly sources: readonly string[];
  /** What runs without being loaded, or changes where things are loaded from: a few characters of each. */
  readonly foreign: readonly string[];
}

const tags = /<([a-z][\w:-]*)((?:\s|\/)(?:"[^"]*"|'[^']*'|[^>"'])*)?>/gi;
const attributes = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'", '#x27': "'" };
const plain = (text: string) =>
  text.replace(/&(amp|quot|lt|gt|#39|#x27);/gi, (_all, name: string) => entities[name.toLowerCase()] ?? '');

/** Elements that no payment page of PayCore has. */
const never = new Set(['base', 'iframe', 'object', 'embed', 'applet', 'frame', 'portal']);
const maxShown = 80;

/** By the text, as it came: nothing of the page is run. */
export function scriptsIn(html: string): PageScripts {
  const sources: string[] = [];
  const foreign: string[] = [];
  const note = (what: string) => foreign.push(what.slice(0, maxShown));
  for (const { 0: tag, 1: name = '', 2: inner = '', index } of html.matchAll(tags)) {
    const element = name.toLowerCase();
    const given = attributesOf(inner);
    if (element === 'script') {
      const source = given.get('src') ?? given.get('href') ?? given.get('xlink:href');
      const body = html.slice(index + tag.length).split(/<\/script/i)[0] ?? '';
      if (source !== undefined) sources.push(source);
      if (source === undefined || body.trim() !== '') note(`inline script: ${body.trim()}`);
    }
    if (never.has(element)) note(tag);
    if (element === 'link' && /script|modulepreload/i.test(`${given.get('rel')} ${given.get('as')}`)) {
      sources.push(given.get('href') ?? '');
    }
    for (const [attribute, value] of given) {
      const isCode =
        /^on/.test(attribute) || attribute === 'srcdoc' || /^[\s\0]*(?:javascript|data|vbscript):/i.test(value);
      if (isCode) note(`${attribute}="${value}"`);
    }
  }
  return { sources, foreign };
}

function attributesOf(inner: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of inner.matchAll(attributes)) {
    const key = name.toLowerCase();
    // A browser takes the first of two.
    if (!found.has(key)) found.set(key, plain(double ?? single ?? bare ?? ''));
  }
  return found;
}
