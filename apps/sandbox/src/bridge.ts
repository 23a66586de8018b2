import { parseUrl } from '@paycore/core';
import type { Request as HttpRequest, Response as HttpResponse } from 'express';

/** What the fetch standard lets a Request carry; TRACE and CONNECT are not among them. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * The request as a fetch handler takes it, body bytes untouched (`express.raw` has read them). `target`: path and query
 * as the handler shall see them. Undefined for what a Request cannot say.
 */
export function toRequest(req: HttpRequest, origin: string, target: string): Request | undefined {
  const url = `${origin}${target}`;
  if (!methods.has(req.method) || !target.startsWith('/') || !parseUrl(url)) return undefined;
  const headers = new Headers();
  for (let at = 0; at + 1 < req.rawHeaders.length; at += 2) {
    headers.append(req.rawHeaders[at] ?? '', req.rawHeaders[at + 1] ?? '');
  }
  const body: unknown = req.body;
  const hasBody = body instanceof Uint8Array && req.method !== 'GET' && req.method !== 'HEAD';
  return new Request(url, { method: req.method, headers, ...(hasBody ? { body: new Uint8Array(body) } : {}) });
}

/** Writes the answer with its own headers only: the gateway being played knows nothing of our shell's. */
export async function sendResponse(response: Response, res: HttpResponse): Promise<void> {
  for (const name of res.getHeaderNames()) if (name !== 'x-request-id') res.removeHeader(name);
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  res.status(response.status).end(Buffer.from(await response.arrayBuffer()));
}
