import type { RequestHandler } from 'express';
import { refuseTooDeep } from './json-body.ts';
import { readBody } from './read-body.ts';

/** The first characters of lists and objects; a form begins with none. */
const openings = Buffer.from('[{');

function looksLikeJson(body: Buffer): boolean {
  const first = body.find((byte) => byte > 0x20);
  return first !== undefined && openings.includes(first);
}

interface RawOptions {
  /** Somebody will parse a body that begins like JSON: one that is nested deeper than 32 levels is refused. */
  readonly mayBeJson?: boolean;
}

/**
 * Puts the unparsed body, of any type, up to 64 kB, into `req.body` as a Buffer. Throws HttpError 400 (INVALID_JSON where it is
 * nested too deep), 413, 415.
 */
export function rawBody({ mayBeJson = false }: RawOptions = {}): RequestHandler {
  return async function rawBody(req, _res, next) {
    const body = await readBody(req);
    if (mayBeJson && looksLikeJson(body)) refuseTooDeep(body);
    req.body = body;
    next();
  };
}
