import type { Endpoint } from '../reference/model.ts';
import type { Hosts } from '../hosts.ts';

export interface Sample {
  readonly language: string;
  readonly text: string;
}

const yourKey = 'YOUR_PAYCORE_API_KEY';

/** As a shell takes it inside single quotes. */
const quoted = (text: string) => text.replaceAll("'", `'\\''`);

const urlOf = ({ host, path, pathFields, query }: Endpoint, { publicUrl, callbackUrl }: Hosts): string => {
  const filled = path.replace(/\{(\w+)\}/g, (braced, name: string) => {
    const example = pathFields[name]?.example;
    return typeof example === 'string' ? example : braced;
  });
  const needed = Object.entries(query).filter(([, field]) => field.required !== false);
  const search = needed
    .map(([name, { example }]) => `${name}=${typeof example === 'string' ? example : '…'}`)
    .join('&');
  const base = host === 'webhooks' ? callbackUrl : publicUrl;
  return host === 'merchant' ? 'https://shop.example/paycore/payok' : `${base}${filled}${search && `?${search}`}`;
};

const headersOf = ({ headers, body }: Endpoint): [string, string][] => [
  ...Object.entries(headers)
    .filter(([, { example, required }]) => example !== undefined && required !== false)
    .map(([name, { example }]): [string, string] => [name, name === 'X-API-KEY' ? yourKey : String(example)]),
  ...(body && !('Content-Type' in headers) ? [['Content-Type', 'application/json'] as [string, string]] : []),
  ...(headers['Content-Type']?.required === false
    ? [['Content-Type', body?.examples[0]?.type ?? ''] as [string, string]]
    : []),
];

function curl(endpoint: Endpoint, hosts: Hosts): string {
  const { verb, body } = endpoint;
  const [example] = body?.examples ?? [];
  const isForm = example?.type === 'application/x-www-form-urlencoded';
  const data =
    example && (isForm ? formLines(example.body) : [`-d '${quoted(JSON.stringify(example.body, null, 2))}'`]);
  return [
    `curl -X ${verb} '${urlOf(endpoint, hosts)}'`,
    ...headersOf(endpoint).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(data ?? []),
  ].join(' \\\n  ');
}

const formLines = (body: Readonly<Record<string, unknown>>) =>
  Object.entries(body).map(([name, value]) => `--data-urlencode '${name}=${quoted(String(value))}'`);

const indented = (text: string, by: string) => text.replaceAll('\n', `\n${by}`);

function typeScript(endpoint: Endpoint, hosts: Hosts): string {
  const { verb, body } = endpoint;
  const headers = headersOf(endpoint).map(([name, value]) =>
    name === 'X-API-KEY' ? `    '${name}': process.env.PAYCORE_API_KEY ?? '',` : `    '${name}': '${value}',`,
  );
  const data = body?.examples[0]?.body;
  const lines = [
    `const response = await fetch('${urlOf(endpoint, hosts)}', {`,
    `  method: '${verb}',`,
    '  headers: {',
    ...headers,
    '  },',
    ...(data ? [`  body: JSON.stringify(${indented(JSON.stringify(data, null, 2), '  ')}),`] : []),
    '});',
    'const answer = await response.json();',
    'if (!answer.success) throw new Error(`${answer.error.error_code}: ${answer.message}`);',
    'console.log(answer.data);',
  ];
  return lines.join('\n');
}

function phpValue(value: unknown, by = ''): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return '[]';
  const inner = `${by}    `;
  const lines = entries.map(([name, item]) => {
    const key = Array.isArray(value) ? '' : `'${name}' => `;
    return `${inner}${key}${phpValue(item, inner)},`;
  });
  return `[\n${lines.join('\n')}\n${by}]`;
}

function laravel(endpoint: Endpoint, hosts: Hosts): string {
  const { verb, body } = endpoint;
  const data = body?.examples[0]?.body;
  const rest = data ? `, ${phpValue(data)}` : '';
  return [
    'use Illuminate\\Support\\Facades\\Http;',
    '',
    '$response = Http::withHeaders([',
    "    'X-API-KEY' => env('PAYCORE_API_KEY'),",
    `])->${verb.toLowerCase()}('${urlOf(endpoint, hosts)}'${rest});`,
    '',
    'return $response->json();',
  ].join('\n');
}

/** How to call the endpoint: always curl, plus TypeScript and PHP where a merchant's server calls. */
export function samplesOf(endpoint: Endpoint, hosts: Hosts): readonly Sample[] {
  const shell = { language: 'curl', text: curl(endpoint, hosts) };
  if (endpoint.sender !== 'merchant') return [shell];
  return [
    shell,
    { language: 'TypeScript', text: typeScript(endpoint, hosts) },
    { language: 'PHP (Laravel)', text: laravel(endpoint, hosts) },
  ];
}

export const noticeSample = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.PAYCORE_NOTICE_SECRET ?? ''); // whsec_…

app.post('/paycore/payok', express.raw({ type: 'application/json' }), (req, res) => {
  const notice = webhook.verify(req.body.toString(), req.headers); // throws unless it is genuine
  // notice.data.status === 'paid': fulfil notice.data.merchant_order_no, once per webhook-id
  res.sendStatus(204);
});`;
