import type { DemoAccess } from '@paycore/wiring';
import type { Hosts } from '../../hosts.ts';
import type { Endpoint } from '../../reference/model.ts';

/** Whom the samples are for. */
export interface Reader extends Hosts {
  /** Of a reader of the demo, whose samples run as they stand; anybody else finds placeholders. */
  readonly demo?: DemoAccess;
}

/** A call as its samples show it, in whatever language. */
export interface SampleCall {
  readonly verb: Endpoint['verb'];
  /** The environment variable in which the reader keeps their own key. */
  readonly keyName: 'PAYCORE_API_KEY' | 'PAYCORE_MANAGEMENT_KEY';
  readonly url: string;
  /** Undefined stands for the reader's own key. */
  readonly headers: readonly (readonly [name: string, value: string | undefined])[];
  readonly body?: { readonly type: string; readonly fields: Readonly<Record<string, unknown>> };
  /** The name of the file that is sent as it is, instead of a body of fields. */
  readonly file?: string;
}

/** What each language writes as something new at every run: a character that no example holds. */
export const drawn = '\uE000';

export function callOf(endpoint: Endpoint, reader: Reader): SampleCall {
  const { file, examples: [example] = [] } = endpoint.body ?? {};
  return {
    verb: endpoint.verb,
    keyName: endpoint.isManaged ? 'PAYCORE_MANAGEMENT_KEY' : 'PAYCORE_API_KEY',
    url: urlOf(endpoint, reader),
    headers: headersOf(endpoint, reader),
    ...(file && { file: file.name }),
    ...(example && { body: { type: example.type, fields: filled(endpoint, example.body, reader) } }),
  };
}

function urlOf({ host, path, pathFields, query }: Endpoint, { publicUrl, callbackUrl }: Reader): string {
  const written = path.replace(/\{(\w+)\}/g, (braced, name: string) => {
    const example = pathFields[name]?.example;
    return typeof example === 'string' ? example : braced;
  });
  const needed = Object.entries(query).filter(([, field]) => field.required !== false);
  const search = needed
    .map(([name, { example }]) => `${name}=${typeof example === 'string' ? example : '…'}`)
    .join('&');
  const base = host === 'webhooks' ? callbackUrl : publicUrl;
  return host === 'merchant' ? 'https://shop.example/paycore/payok' : `${base}${written}${search && `?${search}`}`;
}

function headersOf({ headers, body, isManaged }: Endpoint, { demo }: Reader): SampleCall['headers'] {
  const key = isManaged ? demo?.managementKey : demo?.apiKey;
  const shown = Object.entries(headers)
    .filter(([, { example, required }]) => example !== undefined && required !== false)
    .map(([name, { example }]) => [name, name === 'X-API-KEY' ? key : String(example)] as const);
  const type = headers['Content-Type'];
  return [
    ...shown,
    ...(body && !type ? [['Content-Type', 'application/json'] as const] : []),
    ...(type?.required === false ? [['Content-Type', body?.examples[0]?.type ?? ''] as const] : []),
  ];
}

type Fields = Readonly<Record<string, unknown>>;

/** A merchant's example with what the demo knows put into it, and an order number that no other run has. */
function filled({ sender, body }: Endpoint, example: Fields, { demo }: Reader): Fields {
  if (sender !== 'merchant') return example;
  const known: Fields = {
    merchant_order_no: String(example['merchant_order_no']).replace(/\d+$/, drawn),
    ...(demo && { payok_url: demo.payokUrl, gateway_credentials: demo.credentials[body?.gateway ?? ''] }),
  };
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, known[name] ?? value]));
}
