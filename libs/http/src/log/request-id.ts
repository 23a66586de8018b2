import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const header = 'X-Request-Id';

const wellFormed = /^[\w.-]{1,128}$/;

/** The id of the request behind this response. */
export function requestIdOf(res: Response): string | undefined {
  const id = res.getHeader(header);
  return typeof id === 'string' ? id : undefined;
}

/** Uses a well-formed incoming X-Request-Id or generates one, and returns it in the response. */
export const requestId: RequestHandler = function requestId(req, res, next) {
  const incoming = req.headers['x-request-id'];
  res.setHeader(header, typeof incoming === 'string' && wellFormed.test(incoming) ? incoming : randomUUID());
  next();
};
