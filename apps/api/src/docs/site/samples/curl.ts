import { drawn, type SampleCall } from './call.ts';

/** As a shell takes it inside single quotes. */
const quoted = (text: string) => text.replaceAll("'", `'\\''`);

/** Seconds are what every shell can tell; a script that runs several samples is told apart by shells that know RANDOM. */
const fresh = `'$(date +%s)$RANDOM'`;

export function curl({ verb, url, keyName, headers, body, file }: SampleCall): string {
  const lines = [
    `curl -X ${verb} '${url}'`,
    ...headers.map(([name, value = `YOUR_${keyName}`]) => `-H '${name}: ${value}'`),
    ...(body ? dataOf(body) : []),
    ...(file ? [`--data-binary '@${file}'`] : []),
  ];
  return lines.join(' \\\n  ').replaceAll(drawn, fresh);
}

const dataOf = ({ type, fields }: NonNullable<SampleCall['body']>) =>
  type === 'application/x-www-form-urlencoded'
    ? Object.entries(fields).map(([name, value]) => `--data-urlencode '${name}=${quoted(String(value))}'`)
    : [`-d '${quoted(JSON.stringify(fields, null, 2))}'`];
