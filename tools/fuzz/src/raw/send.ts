import { connect } from 'node:net';
import type { RawRequest } from './requests.ts';

const timeoutMs = 20_000;

/** The answer's status as it stands in its first line; why there is none, else. */
export function send({ operation, verb, target, headers, body }: RawRequest): Promise<number | string> {
  const { hostname, port, host } = new URL(operation.origin);
  const head = [`${verb} ${target} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close', '', ''].join('\r\n');
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: hostname, port: Number(port), timeout: timeoutMs });
    const end = (result: number | string) => {
      resolve(result);
      socket.destroy();
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      // A stream of events would never end.
      if (status !== undefined) end(Number(status));
    });
    socket.on('timeout', () => end(`no answer in ${timeoutMs / 1000} s`));
    socket.on('error', ({ message }) => end(message));
    socket.on('close', () => end('closed without an answer'));
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  });
}
