import type { Plugin } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** CommonJS packages of functions that most processes never call, however early somebody requires them. */
const seldomCalled = ['body-parser', 'tr46', '@mongodb-js/saslprep'];

/** CommonJS with the names of `real`: functions that load it, as `path`, when one of them is first called. */
export function onDemandOf(path: string, real: object): string {
  const call = (member: string) => `(...values) => require(${JSON.stringify(path)})${member}(...values)`;
  const members = Object.entries(real).map(([name, value]) => {
    if (typeof value !== 'function') throw new Error(`${path} exports ${name}, which is no function.`);
    const member = `[${JSON.stringify(name)}]`;
    return `module.exports${member} = ${call(member)};`;
  });
  return [`module.exports = ${typeof real === 'function' ? call('') : '{}'};`, ...members].join('\n');
}

/** The package as a file of its own beside the bundle, `pathOf` from there: its text, too, takes time and memory where it stands. */
const pathOf = (name: string) => `./on-demand/${name.replaceAll('/', '-')}.cjs`;

/** Has `seldomCalled` loaded when they are first called: their tables would take memory and time at every start. */
export class OnDemand {
  /** The packages' own files, by the path of what is made of them. */
  readonly used = new Map<string, string>();

  constructor(private readonly workspaceRoot: string) {}

  readonly plugin: Plugin = {
    name: 'on demand',
    setup: ({ onResolve, onLoad, resolve }) => {
      const filter = new RegExp(`^(?:${seldomCalled.join('|')})$`);
      onResolve({ filter }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (pluginData === asked || kind !== 'require-call') return undefined;
        const real = await resolve(path, { kind, importer, resolveDir, pluginData: asked });
        this.used.set(pathOf(path), real.path);
        return { path, namespace: 'on-demand', pluginData: real.path, errors: real.errors };
      });
      onResolve({ filter: /./, namespace: 'on-demand' }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: 'on-demand' }, ({ path, pluginData }) => {
        const real = createRequire(join(this.workspaceRoot, 'package.json'))(pluginData as string) as object;
        return { contents: onDemandOf(pathOf(path), real) };
      });
    },
  };
}

/** Marks our own question, which is not to be answered by us. */
const asked = Symbol('asked for the package itself');
