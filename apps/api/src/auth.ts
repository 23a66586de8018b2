import { unauthorized, type Caller, type ProjectStore } from '@paycore/core';
import type { RequestHandler, Response } from 'express';

/** Lets a live X-API-KEY pass and keeps whose it is; runs before the body is read. Throws UNAUTHORIZED. */
export function requireKey(projects: Pick<ProjectStore, 'authenticate'>): RequestHandler {
  return async function requireKey(req, res, next) {
    const key = req.get('x-api-key');
    const caller = key ? await projects.authenticate(key) : undefined;
    if (!caller) throw unauthorized();
    res.locals['caller'] = caller;
    next();
  };
}

/** Whose key it was, behind `requireKey`. */
export const callerOf = (res: Response): Caller => res.locals['caller'] as Caller;
