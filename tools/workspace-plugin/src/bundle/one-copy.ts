import type { Plugin } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly link?: boolean }>>;
}

/** By each folder of a package that npm put into several, the one that stands for all of them. */
export function copiesIn({ packages }: Lock): Map<string, string> {
  const folders = new Map<string, string[]>();
  for (const [folder, { version, link }] of Object.entries(packages)) {
    const name = folder.split('node_modules/').at(-1);
    if (!folder.includes('node_modules/') || version === undefined || link === true) continue;
    const key = `${name}@${version}`;
    folders.set(key, [...(folders.get(key) ?? []), folder]);
  }
  const several = [...folders.values()].filter(({ length }) => length > 1);
  return new Map(several.flatMap(([first = '', ...others]) => others.map((folder) => [folder, first])));
}

/**
 * A package that npm put into several folders, because an older one holds the top, stands in a bundle once: each copy of a
 * table costs its text, and its building at every start.
 */
export function oneCopy(workspaceRoot: string): Plugin {
  const file = join(workspaceRoot, 'package-lock.json');
  const copies = existsSync(file)
    ? copiesIn(JSON.parse(readFileSync(file, 'utf8')) as Lock)
    : new Map<string, string>();
  const names = new Set([...copies.keys()].map((folder) => folder.split('node_modules/').at(-1) ?? ''));
  return {
    name: 'one copy',
    setup({ onResolve, resolve }) {
      if (names.size === 0) return;
      const filter = new RegExp(`^(?:${[...names].map((name) => name.replace(/[.+]/g, '\\$&')).join('|')})(?:/|$)`);
      onResolve({ filter }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (pluginData === asked) return undefined;
        const found = await resolve(path, { kind, importer, resolveDir, pluginData: asked });
        const [copy, first] =
          [...copies].find(([folder]) => found.path.startsWith(join(workspaceRoot, folder, '/'))) ?? [];
        if (copy === undefined || first === undefined) return undefined;
        const same = join(workspaceRoot, first) + found.path.slice(join(workspaceRoot, copy).length);
        return { path: same, sideEffects: found.sideEffects };
      });
    },
  };
}

/** Marks our own question, which must not be asked again. */
const asked = Symbol('asked');
