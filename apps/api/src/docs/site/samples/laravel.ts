import { drawn, type SampleCall } from './call.ts';

export function laravel({ verb, url, keyName, headers, body, file }: SampleCall): string {
  const [, key] = headers.find(([name]) => name === 'X-API-KEY') ?? [];
  const rest = body ? `, ${phpValue(body.fields)}` : '';
  const type = headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
  const content = file ? `->withBody(file_get_contents('${file}'), '${type}')` : '';
  return [
    'use Illuminate\\Support\\Facades\\Http;',
    '',
    '$response = Http::withHeaders([',
    `    'X-API-KEY' => ${key === undefined ? `env('${keyName}')` : phpText(key)},`,
    `])${content}->${verb.toLowerCase()}('${url}'${rest});`,
    '',
    'return $response->json();',
  ].join('\n');
}

const phpText = (text: string): string =>
  text.endsWith(drawn)
    ? `uniqid(${phpText(text.slice(0, -drawn.length))})`
    : `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function phpValue(value: unknown, by = ''): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return phpText(value);
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
