import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

const current = new AsyncLocalStorage<string>();

/** The id of the request that is being served here, if any. */
export const currentRequestId = (): string | undefined => current.getStore();

/** Takes a well-formed X-Request-Id or makes one, answers it, and lets every log line of the request carry it. */
export const requestId: RequestHandler = function requestId(req, res, next) {
  const given = req.get('x-request-id');
  const id = given !== undefined && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
  res.setHeader('X-Request-Id', id);
  current.run(id, next);
};
