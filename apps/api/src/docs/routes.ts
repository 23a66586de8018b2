import type { Gateways } from '@paycore/core';
import type { Express, Request } from 'express';
import { gatewayDocs } from './gateway-docs.ts';
import { unknownHosts, type Hosts } from './hosts.ts';
import { openApiOf } from './openapi/document.ts';
import { referenceOf } from './reference/reference.ts';
import { siteOf } from './site/site.ts';

export interface DocsServices {
  readonly gateways: Pick<Gateways, 'all'>;
  readonly config?: Hosts;
}

/** Computes once, when first asked. */
function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: compute() }).value;
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/openapi.json` and `/docs`: public, since they hold no secret; built when somebody first reads them. */
export function docsRoutes(app: Express, { gateways, config = unknownHosts }: DocsServices): void {
  const reference = once(() => referenceOf(gateways.all(), gatewayDocs));
  const openApi = once(() => JSON.stringify(openApiOf(reference(), config)));
  const site = once(() => siteOf(reference(), config));

  app.get('/openapi.json', (_req, res) => {
    // Tools in other people's browsers read it too.
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' });
    res.type('json').send(openApi());
  });

  app.get('/docs', (req, res) => res.redirect(302, `/docs/${languageOf(req)}`));

  app.get(['/docs/:locale', '/docs/:locale/:chapter'], async (req, res, next) => {
    const page = (await site()).get(req.path.replace(/\/$/, ''));
    if (page === undefined) return next();
    res.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' });
    return res.type('html').send(page);
  });
}

const languageOf = (req: Request) => (req.acceptsLanguages('zh', 'zh-TW', 'en') === 'en' ? 'en' : 'zh-tw');
