import type { World } from '../world.ts';

/** A route that the document names, and where it is served. */
export interface Operation {
  readonly verb: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly origin: string;
}

interface PathItem extends Readonly<Record<string, unknown>> {
  readonly servers?: readonly { readonly url: string }[];
}

const verbs = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/** All routes of the API's document, callbacks among them, and those that none tells of. */
export async function operationsOf({ demo }: World): Promise<Operation[]> {
  const answer = await fetch(`${demo.api}/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Readonly<Record<string, PathItem>> };
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    verbs.filter((verb) => item[verb] !== undefined).map((verb) => operation(demo, verb.toUpperCase(), path)),
  );
  const others = ['/', '/docs', '/healthz', '/readyz', '/robots.txt', '/assets/x', '/{locale}/pay/{paymentNo}/events'];
  return [...documented, ...others.flatMap((path) => [operation(demo, 'GET', path), operation(demo, 'POST', path)])];
}

const operation = (demo: World['demo'], verb: string, path: string): Operation => ({
  ...{ verb, path },
  origin: path.includes('/webhooks/') ? demo.webhooks : demo.api,
});
