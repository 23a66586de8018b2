import { unauthorized, type Caller, type ProjectStore } from '@paycore/core';
import type { RequestHandler, Response } from 'express';

/** The shape of every key ever issued; anything else is refused without asking the store. */
const keyShape = /^pc_(test|live)_[\w-]{1,100}$/;

/** Lets a live X-API-KEY pass and keeps whose it is; runs before the body is read. Throws UNAUTHORIZED. */
export function requireKey(projects: Pick<ProjectStore, 'authenticate'>): RequestHandler {
  return async function requireKey(req, res, next) {
    const key = req.get('x-api-key');
    const caller = key !== undefined && keyShape.test(key) ? await projects.authenticate(key) : undefined;
    if (!caller) throw unauthorized();
    res.locals['caller'] = caller;
    next();
  };
}

/** Whose key it was, behind `requireKey`. */
export const callerOf = (res: Response): Caller => res.locals['caller'] as Caller;
