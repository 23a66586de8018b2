/** A form of a page, as a browser reads it. */
export interface PageForm {
  readonly action: string;
  /** What it sends in any case. */
  readonly fields: Readonly<Record<string, string>>;
  /** By name: what the payer has to choose from. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const plain = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => characters[name] ?? '');

const attributesOf = (tag: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]));

/** The forms of a page that has this address. */
export function formsIn(html: string, address: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', inner = '']) => {
    const inputs = [...inner.matchAll(/<input\b([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
    const radios = inputs.filter(({ type }) => type === 'radio');
    const names = [...new Set(radios.map(({ name = '' }) => name))];
    const valuesOf = (name: string) => radios.filter((each) => each['name'] === name).map(({ value = '' }) => value);
    return {
      action: new URL(attributesOf(head)['action'] ?? '', address).href,
      fields: Object.fromEntries(
        inputs.filter(({ type }) => type === 'hidden').map(({ name = '', value = '' }) => [name, value]),
      ),
      choices: Object.fromEntries(names.map((name) => [name, valuesOf(name)])),
    };
  });
}
