import type { Express } from 'express';
import { notFound } from '../error-handler.ts';
import { HttpError } from '../http-error.ts';

/**
 * What no route took: 405 with `Allow` where the address is known under another method, else 404. Reads the routes that
 * stand on the app itself, so it must come after them all; routes inside a mounted router are not seen.
 */
export function refuseTheRest(app: Express): void {
  for (const [path, methods] of methodsByPath(app)) {
    // Not `app.all`, which makes a layer of it for each of the 34 methods that Node knows.
    app.route(path).all((req, _res, next) => {
      if (methods.has(req.method)) return next();
      const message = `${req.method} is not allowed here.`;
      throw new HttpError(405, 'METHOD_NOT_ALLOWED', message, { Allow: [...methods].join(', ') });
    });
  }
  app.use(() => {
    throw notFound();
  });
}

function methodsByPath(app: Express): Map<string, Set<string>> {
  const byPath = new Map<string, Set<string>>();
  for (const { route } of app.router.stack) {
    if (!route) continue;
    const methods = byPath.get(route.path) ?? new Set();
    byPath.set(route.path, methods);
    for (const { method } of route.stack) {
      // A handler of its own for HEAD is one that refuses it.
      if (method !== 'head') methods.add(method.toUpperCase());
      if (method === 'get' && !route.stack.some((layer) => layer.method === 'head')) methods.add('HEAD');
    }
  }
  return byPath;
}
