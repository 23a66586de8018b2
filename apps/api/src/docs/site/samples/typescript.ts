import { drawn, type SampleCall } from './call.ts';

const indented = (text: string, by: string) => text.replaceAll('\n', `\n${by}`);

/** The text that ends in something new becomes a template. */
const withFresh = (json: string) => json.replaceAll(new RegExp(`"([^"]*)${drawn}"`, 'g'), '`$1${Date.now()}`');

export function typeScript({ verb, url, keyName, headers, body, file }: SampleCall): string {
  const data = body && indented(JSON.stringify(body.fields, null, 2), '  ');
  const lines = [
    ...(file ? ["import { readFile } from 'node:fs/promises';", ''] : []),
    `const response = await fetch('${url}', {`,
    `  method: '${verb}',`,
    '  headers: {',
    ...headers.map(([name, value]) =>
      value === undefined ? `    '${name}': process.env.${keyName} ?? '',` : `    '${name}': '${value}',`,
    ),
    '  },',
    ...(file ? [`  body: await readFile('${file}'),`] : []),
    ...(data ? [`  body: JSON.stringify(${withFresh(data)}),`] : []),
    '});',
    'const answer = await response.json();',
    'if (!answer.success) throw new Error(`${answer.error.error_code}: ${answer.message}`);',
    'console.log(answer.data);',
  ];
  return lines.join('\n');
}
