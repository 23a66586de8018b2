import type { Plugin } from 'esbuild';

/**
 * `depd` as its users call it, warning of nothing: at its first call it has V8 count the lines of the whole bundle, to tell its
 * caller's. Whoever develops runs the sources, and is warned there.
 */
const contents = `
module.exports = () =>
  Object.assign(() => undefined, { function: (deprecated) => deprecated, property: () => undefined });
`;

export const noDeprecations: Plugin = {
  name: 'no deprecations',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^depd$/ }, ({ path }) => ({ path, namespace: 'no-deprecations' }));
    onLoad({ filter: /^depd$/, namespace: 'no-deprecations' }, () => ({ contents }));
  },
};
