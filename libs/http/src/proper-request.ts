import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

/** Whoever sends such a request may mean another thing by what follows on the connection. */
const ends = { Connection: 'close' };

/**
 * Refuses in the envelope what Node would refuse without one, or let pass: no Host, several of them or none that can be one
 * (RFC 9112, 3.2), and an expectation that nobody here meets (RFC 9110, 10.1.1). HTTP/1.0 knows neither.
 */
export const properRequest: RequestHandler = function properRequest(req, _res, next) {
  if (!hasOneHost(req)) throw new HttpError(400, 'BAD_REQUEST', 'The request must have one valid Host header.', ends);
  const { expect } = req.headers;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue' && !isOfHttp10(req)) {
    throw new HttpError(417, 'EXPECTATION_FAILED', 'Expect may say 100-continue and nothing else.', ends);
  }
  next();
};

const isOfHttp10 = ({ httpVersionMajor, httpVersionMinor }: IncomingMessage): boolean =>
  httpVersionMajor < 1 || (httpVersionMajor === 1 && httpVersionMinor < 1);

/** A name, an IPv4 address or an IPv6 one in brackets, with a port or without; empty where the target has none. */
const hostForm = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;

function hasOneHost(req: IncomingMessage): boolean {
  const { host } = req.headers;
  if (host === undefined) return isOfHttp10(req);
  return hostForm.test(host) && hostsIn(req.rawHeaders) === 1;
}

/** `headers` tells the first of several. */
function hostsIn(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
