import { callbackRefused, type Callback, type Strings } from '@paycore/core';
import type { Request } from 'express';

/** Headers that proxies add to, or that HTTP lets stand on several lines (RFC 9110 §5.3); gateways sign none of them. */
const repeatable =
  /^(?:accept(?:-.+)?|cache-control|cdn-loop|connection|cookie|forwarded|pragma|te|trace.+|via|x-forwarded-.+)$/;

/** What a gateway sent, as it came. Throws `forged` where a header or query parameter stands twice: which one was signed? */
export const readCallback = (req: Request, requestId?: string): Callback => ({
  rawBody: req.body as Buffer,
  headers: readHeaders(req.rawHeaders),
  query: readQuery(req.query),
  ...(requestId !== undefined && { requestId }),
});

/** As above, for a callback whose fields are its query string. */
export const readGetCallback = (req: Request, requestId?: string): Callback => ({
  ...readCallback(req, requestId),
  method: 'GET',
  rawBody: Buffer.from(queryStringOf(req.originalUrl), 'latin1'),
});

const queryStringOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

function readHeaders(lines: readonly string[]): Strings {
  const headers = new Map<string, string>();
  for (let at = 0; at < lines.length; at += 2) {
    const name = (lines[at] ?? '').toLowerCase();
    const value = lines[at + 1] ?? '';
    const earlier = headers.get(name);
    if (earlier !== undefined && !repeatable.test(name)) throw repeated(`header ${name}`);
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return Object.fromEntries(headers);
}

function readQuery(query: Request['query']): Strings {
  const pairs = Object.entries(query).map(([name, value]) => {
    if (typeof value !== 'string') throw repeated(`query parameter ${name}`);
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}

const repeated = (what: string) =>
  callbackRefused('A header or query parameter stands twice.', { log: { repeated: what.slice(0, 100) } });
