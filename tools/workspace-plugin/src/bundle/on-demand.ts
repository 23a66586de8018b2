import type { Plugin } from 'esbuild';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

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

/** Has `seldomCalled` loaded when they are first called: their tables would take memory and time at every start. */
export const onDemand = (workspaceRoot: string): Plugin => ({
  name: 'on demand',
  setup({ onResolve, onLoad, resolve }) {
    const filter = new RegExp(`^(?:${seldomCalled.join('|')})$`);
    onResolve({ filter }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === asked || kind !== 'require-call') return undefined;
      const real = await resolve(path, { kind, importer, resolveDir, pluginData: asked });
      return { path: relative(workspaceRoot, real.path), namespace: 'on-demand', errors: real.errors };
    });
    onLoad({ filter: /.*/, namespace: 'on-demand' }, ({ path }) => {
      const real = createRequire(join(workspaceRoot, 'package.json'))(`./${path}`) as object;
      return { contents: onDemandOf(`./${path}`, real), resolveDir: workspaceRoot };
    });
  },
});

/** Marks our own question, which is not to be answered by us. */
const asked = Symbol('asked for the package itself');
