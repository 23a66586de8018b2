import { isTooDeep, maxJsonDepth } from '@paycore/core';
import type { RequestHandler } from 'express';
import { HttpError } from '../http-error.ts';
import { readBody, unsupportedType } from './read-body.ts';

interface JsonOptions {
  /** Treats an empty body as `{}`: for calls that ignore their body, such as sync. */
  readonly allowsEmpty?: boolean;
}

/**
 * Parses a JSON body, up to 64 kB of UTF-8 and 32 levels deep, into `req.body`: any JSON value, for the schema to validate.
 * Members named `__proto__` are removed. Throws HttpError 400 INVALID_JSON (for an empty body too, unless allowed), 413, 415.
 */
export function jsonBody({ allowsEmpty = false }: JsonOptions = {}): RequestHandler {
  return async function jsonBody(req, _res, next) {
    if (!isJson(req.get('content-type'))) throw unsupportedType('The Content-Type must be application/json, in UTF-8.');
    const bytes = await readBody(req);
    req.body = allowsEmpty && bytes.length === 0 ? {} : parse(bytes);
    next();
  };
}

function isJson(contentType = ''): boolean {
  // As nearly all clients write it.
  if (contentType === 'application/json') return true;
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return type === 'application/json' && (charset === undefined || /^charset="?utf-?8"?$/.test(charset));
}

/** The name itself, or any of its letters escaped. */
const mayHoldProto = /__proto__|\\u/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const invalid = (message: string) => new HttpError(400, 'INVALID_JSON', message);

/** Throws HttpError 400: what walks over a value level by level would run out of stack. */
export function refuseTooDeep(json: Uint8Array): void {
  if (isTooDeep(json)) throw invalid(`The request body is JSON nested deeper than ${maxJsonDepth} levels.`);
}

function parse(bytes: Buffer): unknown {
  refuseTooDeep(bytes);
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return mayHoldProto.test(text) ? withoutProto(value) : value;
  } catch {
    // The parser's message quotes the body, which may contain credentials: it must not become a `cause`.
    throw invalid('The request body is not valid JSON.');
  }
}

/** Removes own members named `__proto__`, which a careless copy would turn into a prototype. */
function withoutProto(root: unknown): unknown {
  const waiting = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
    waiting.push(...Object.values(value as Record<string, unknown>));
  }
  return root;
}
