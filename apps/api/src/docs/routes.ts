import type { Gateways } from '@paycore/core';
import type { Express } from 'express';
import { unknownHosts, type Hosts } from './hosts.ts';
import { openApiOf } from './openapi/document.ts';
import { referenceOf } from './reference/reference.ts';

export interface DocsServices {
  readonly gateways: Pick<Gateways, 'all'>;
  readonly config?: Hosts;
}

/** Computes once, when first asked. */
function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: compute() }).value;
}

/** `/openapi.json`: public, as what it tells is no secret; built when somebody first reads it. */
export function docsRoutes(app: Express, { gateways, config = unknownHosts }: DocsServices): void {
  const reference = once(() => referenceOf(gateways.all()));
  const openApi = once(() => JSON.stringify(openApiOf(reference(), config)));

  app.get('/openapi.json', (_req, res) => {
    // Tools in other people's browsers read it too.
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' });
    res.type('json').send(openApi());
  });
}
