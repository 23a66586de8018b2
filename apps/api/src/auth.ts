import {
  forbidden,
  unauthorized,
  type Caller,
  type Environment,
  type KeyHolder,
  type ManageScope,
} from '@paycore/core';
import { addressOf, type KeyGuard } from '@paycore/http';
import type { Request, RequestHandler, Response } from 'express';

type Keys = Pick<KeyGuard<KeyHolder>, 'authenticate'>;

/** Lets a live key for payments pass and keeps whose it is; runs before the body is read. Throws UNAUTHORIZED, FORBIDDEN, RATE_LIMITED. */
export function requireKey(keys: Keys): RequestHandler {
  return async function requireKey(req, res, next) {
    const { project, kind } = await holderOf(keys, req, res);
    if (kind === 'management') throw forbidden('A management key takes no payments: use a pc_live_ or pc_test_ key.');
    const caller: Caller = { project, environment: kind };
    res.locals['caller'] = caller;
    next();
  };
}

/** The same for a management key, which opens nothing else. */
export function requireManagementKey(keys: Keys): RequestHandler {
  return async function requireManagementKey(req, res, next) {
    const holder = await holderOf(keys, req, res);
    if (holder.kind !== 'management') throw forbidden('This call needs a management key (pc_admin_).');
    res.locals['manager'] = holder;
    next();
  };
}

async function holderOf(keys: Keys, req: Request, res: Response): Promise<KeyHolder> {
  const holder = await keys.authenticate(req.get('x-api-key') ?? '', addressOf(res));
  if (!holder) throw unauthorized();
  return holder;
}

/** Whose key it was, behind `requireKey`. */
export const callerOf = (res: Response): Caller => res.locals['caller'] as Caller;

/** A notice over http can be read on its way: of real money only where the project's setting allows that. */
export const mustUseHttps = ({ project, environment }: Caller): boolean =>
  environment === 'production' && !project.allowsHttpNotices;

/** The shop that the key behind `requireManagementKey` manages on that side. */
export function managedShop(res: Response, environment: Environment): ManageScope {
  const { project, keyId } = res.locals['manager'] as KeyHolder;
  return { project: project.id, environment, by: keyId };
}
