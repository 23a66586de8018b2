import type { Gateways } from '@paycore/core';
import { keptPacked } from '@paycore/http';
import type { DemoAccess } from '@paycore/wiring';
import type { Express, Request } from 'express';
import { unknownHosts, type Hosts } from './hosts.ts';
import type { Reader } from './site/samples/call.ts';

export interface DocsServices {
  readonly gateways: Pick<Gateways, 'all'>;
  readonly config?: Hosts;
  /** Absent, and answering nothing, anywhere but in the demo. */
  readonly demoAccess?: () => Promise<DemoAccess | undefined>;
}

/** Computes once, when first asked. */
function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: compute() }).value;
}

/** Computes again only for something else than the time before. */
function latest<Of, T>(compute: (of: Of) => T): (of: Of) => T {
  let made: { readonly key: string; readonly value: T } | undefined;
  return (of) => {
    const key = JSON.stringify(of);
    if (made?.key !== key) made = { key, value: compute(of) };
    return made.value;
  };
}

/** Our own neighbours in the network are not to read the demo's key. */
const isOnThisMachine = ({ socket }: Request) => /^(?:::1$|(?:::ffff:)?127\.)/.test(socket.remoteAddress ?? '');

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `/openapi.json` and `/docs`: public, since they hold no secret; built when somebody first reads them. Whoever runs the demo
 * finds its key and credentials in the samples.
 */
export function docsRoutes(app: Express, { gateways, config = unknownHosts, demoAccess }: DocsServices): void {
  // Loaded by then: hundreds of fields and their texts, which an app that only takes payments need not hold.
  const documentation = once(async () => (await import('./writing.ts')).documentationOf(gateways.all()));
  const openApi = once(async () => keptPacked((await documentation()).openApi(config)));
  const packedSite = async (reader: Reader) =>
    new Map([...(await (await documentation()).site(reader))].map(([path, text]) => [path, keptPacked(text)]));
  const site = once(() => packedSite(config));
  const siteOfDemo = latest((demo: DemoAccess) => packedSite({ ...config, demo }));

  app.get('/openapi.json', async (req, res) => {
    const send = await openApi();
    // Tools in other people's browsers read it too.
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' });
    return send(req, res.type('json'));
  });

  app.get('/docs', (req, res) => res.redirect(302, `/docs/${languageOf(req)}`));

  app.get(['/docs/:locale', '/docs/:locale/:chapter'], async (req, res, next) => {
    const demo = isOnThisMachine(req) ? await demoAccess?.() : undefined;
    const pages = await (demo ? siteOfDemo(demo) : site());
    const send = pages.get(req.path.replace(/\/$/, ''));
    if (!send) return next();
    res.set({ 'Content-Security-Policy': policy, 'Cache-Control': demo ? 'no-store' : 'no-cache' });
    return send(req, res.type('html'));
  });
}

const languageOf = (req: Request) => (req.acceptsLanguages('zh', 'zh-TW', 'en') === 'en' ? 'en' : 'zh-tw');
