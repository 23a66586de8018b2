import type { Plugin } from 'esbuild';

/**
 * undici without its mocks, caches, fetch and web sockets: half of its memory and two thirds of its text. A name that is not
 * here fails the build.
 */
const contents = `
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import buildConnector from 'undici/lib/core/connect.js';
import api from 'undici/lib/api/index.js';
Object.assign(Dispatcher.prototype, api);
export { Agent, Pool, buildConnector };
`;

export const partsOfUndici: Plugin = {
  name: 'parts of undici',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^undici$/ }, ({ path, resolveDir }) => ({ path, namespace: 'parts', pluginData: resolveDir }));
    onLoad({ filter: /^undici$/, namespace: 'parts' }, ({ pluginData }) => ({
      contents,
      resolveDir: pluginData as string,
    }));
  },
};
