import {
  forbidden,
  unauthorized,
  type Caller,
  type Environment,
  type KeyHolder,
  type ManageScope,
  type ProjectStore,
} from '@paycore/core';
import type { RequestHandler, Response } from 'express';

type Projects = Pick<ProjectStore, 'authenticate'>;

/** Lets a live key for payments pass and keeps whose it is; runs before the body is read. Throws UNAUTHORIZED, FORBIDDEN. */
export function requireKey(projects: Projects): RequestHandler {
  return async function requireKey(req, res, next) {
    const { project, kind } = await holderOf(projects, req.get('x-api-key'));
    if (kind === 'management') throw forbidden('A management key takes no payments: use a pc_live_ or pc_test_ key.');
    const caller: Caller = { project, environment: kind };
    res.locals['caller'] = caller;
    next();
  };
}

/** The same for a management key, which opens nothing else. */
export function requireManagementKey(projects: Projects): RequestHandler {
  return async function requireManagementKey(req, res, next) {
    const holder = await holderOf(projects, req.get('x-api-key'));
    if (holder.kind !== 'management') throw forbidden('This call needs a management key (pc_admin_).');
    res.locals['manager'] = holder;
    next();
  };
}

async function holderOf(projects: Projects, key: string | undefined): Promise<KeyHolder> {
  const holder = key ? await projects.authenticate(key) : undefined;
  if (!holder) throw unauthorized();
  return holder;
}

/** Whose key it was, behind `requireKey`. */
export const callerOf = (res: Response): Caller => res.locals['caller'] as Caller;

/** The shop that the key behind `requireManagementKey` manages on that side. */
export function managedShop(res: Response, environment: Environment): ManageScope {
  const { project, keyId } = res.locals['manager'] as KeyHolder;
  return { project: project.id, environment, by: keyId };
}
