import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const header = 'X-Request-Id';

/** The id of the request behind this response. */
export function requestIdOf(res: Response): string | undefined {
  const id = res.getHeader(header);
  return typeof id === 'string' ? id : undefined;
}

/** Uses a well-formed incoming X-Request-Id or generates one, and returns it in the response. */
export const requestId: RequestHandler = function requestId(req, res, next) {
  const incoming = req.get(header);
  res.setHeader(header, incoming !== undefined && /^[\w.-]{1,128}$/.test(incoming) ? incoming : randomUUID());
  next();
};
