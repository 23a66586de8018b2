import { tsImport } from 'tsx/esm/api';

// Nx asks for JavaScript; Node 20 does not strip types by itself.
const typescript =
  (file, name) =>
  async (...args) =>
    (await tsImport(file, import.meta.url))[name](...args);

export const bundle = typescript('./bundle/executor.ts', 'bundleApp');
export const gateway = typescript('./gateway/generator.ts', 'generateGateway');
export const gatewaysList = typescript('./gateways-list/generator.ts', 'listGateways');
