import { formsIn, type PageForm } from './page-forms.ts';

/** What the payer's browser shows in the end. */
export interface Shown {
  readonly status: number;
  readonly url: string;
  readonly text: string;
}

type Fields = Readonly<Record<string, string>>;

/** A payer at a payment's page, whose browser runs no scripts: it follows links and sends forms. */
export class Payer {
  constructor(readonly url: string) {}

  /** `query`: added to the address, `&choose=1`. */
  open(query = ''): Promise<Shown> {
    return look(this.url + query);
  }

  async forms(): Promise<readonly PageForm[]> {
    const { text, url } = await this.open('&choose=1');
    return formsIn(text, url).filter(({ fields }) => fields['gateway'] !== undefined);
  }

  /** As `{gateway}/{what follows}`, in the page's order. */
  async offered(): Promise<readonly string[]> {
    return (await this.forms()).map(pathOf);
  }

  /** What a press on the method's button sends; the first of each choice where `chosen` does not say. */
  async formOf(path: string, chosen: Fields = {}): Promise<Fields> {
    const form = (await this.forms()).find((each) => pathOf(each) === path);
    if (!form) throw new Error(`The page does not offer ${path}.`);
    const firsts: Record<string, string> = {};
    for (const [name, [first = '']] of Object.entries(form.choices)) firsts[name] = first;
    return { ...form.fields, ...firsts, ...chosen };
  }

  /** Presses the method's button, and goes on to wherever that leads: a cashier is handed its form. */
  async pick(path: string, chosen: Fields = {}): Promise<Shown> {
    const answer = await this.post(await this.formOf(path, chosen));
    const location = answer.headers.get('location');
    if (location !== null) return look(new URL(location, this.url).href);
    const text = await answer.text();
    const outside = formsIn(text, this.url).find(({ action }) => new URL(action).origin !== new URL(this.url).origin);
    if (!outside) return { status: answer.status, url: answer.url, text };
    const cashier = await fetch(outside.action, { method: 'POST', body: new URLSearchParams(outside.fields) });
    return { status: cashier.status, url: cashier.url, text: await cashier.text() };
  }

  /** Sends a form of the page as it is; redirects are not followed. */
  post(fields: Fields, headers: Fields = {}): Promise<Response> {
    const { origin, pathname } = new URL(this.url);
    const body = new URLSearchParams(fields);
    return fetch(`${origin}${pathname}/attempts`, { method: 'POST', headers, body, redirect: 'manual' });
  }

  /** The answer to the page's script. */
  async status(): Promise<string> {
    const url = new URL(this.url);
    url.pathname += '/status';
    return ((await (await fetch(url)).json()) as { readonly status: string }).status;
  }
}

const pathOf = ({ fields }: PageForm): string => `${fields['gateway']}/${fields['method']}`;

async function look(address: string): Promise<Shown> {
  const answer = await fetch(address);
  return { status: answer.status, url: answer.url, text: await answer.text() };
}
