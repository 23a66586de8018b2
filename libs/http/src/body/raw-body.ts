import type { RequestHandler } from 'express';
import { readBody } from './read-body.ts';

/** Puts the unparsed body, of any type, up to 64 kB, into `req.body` as a Buffer. Throws HttpError 400, 413, 415. */
export function rawBody(): RequestHandler {
  return async function rawBody(req, _res, next) {
    req.body = await readBody(req);
    next();
  };
}
