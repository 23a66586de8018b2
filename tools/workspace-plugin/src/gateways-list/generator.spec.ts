import { readJson, writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { listGateways } from './generator.ts';

const others = { zod: '4.0.0', '@paycore/gateway-kit': '0.1.0' };

function workspace(...gateways: string[]): Tree {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'prettier' });
  for (const path of ['libs/wiring', 'apps/api', 'apps/sandbox', 'tools/e2e'])
    writeJson(tree, `${path}/package.json`, { dependencies: { ...others, '@paycore/gateway-gone': '0.1.0' } });
  for (const folder of gateways)
    writeJson(tree, `libs/gateways/${folder}/package.json`, { name: `@paycore/gateway-${folder}`, version: '0.1.0' });
  return tree;
}

describe('gateways-list', () => {
  it('lists every folder of libs/gateways', async () => {
    const tree = workspace('zeta', 'acme-pay');
    await listGateways(tree);
    expect(tree.read('libs/wiring/src/gateways.ts', 'utf8')).toContain(
      [
        "import type { GatewayFactory } from '@paycore/core';",
        "import { acmePay } from '@paycore/gateway-acme-pay';",
        "import { zeta } from '@paycore/gateway-zeta';",
        '',
        'export const gatewayFactories: readonly GatewayFactory[] = [acmePay, zeta];',
      ].join('\n'),
    );
    expect(tree.read('apps/api/src/docs/gateway-docs.ts', 'utf8')).toContain(
      [
        "import { acmePayDocs } from '@paycore/gateway-acme-pay/docs';",
        "import { zetaDocs } from '@paycore/gateway-zeta/docs';",
      ].join('\n'),
    );
    expect(tree.read('apps/sandbox/src/simulators.ts', 'utf8')).toContain(
      [
        "import { acmePaySimulator } from '@paycore/gateway-acme-pay/simulator';",
        "import { zetaSimulator } from '@paycore/gateway-zeta/simulator';",
      ].join('\n'),
    );
    expect(tree.read('tools/e2e/src/gateway-profiles.ts', 'utf8')).toContain(
      [
        "import type { GatewayProfile } from '@paycore/testing';",
        "import { acmePayProfile } from '@paycore/gateway-acme-pay/testing';",
      ].join('\n'),
    );
  });

  it('gives who uses the list its dependencies, and takes those that are gone', async () => {
    const tree = workspace('acme');
    await listGateways(tree);
    const dependencies = { '@paycore/gateway-acme': '0.1.0', ...others };
    expect(readJson(tree, 'libs/wiring/package.json')).toEqual({ dependencies });
    expect(readJson(tree, 'apps/api/package.json')).toEqual({ dependencies });
    expect(readJson(tree, 'apps/sandbox/package.json')).toEqual({ dependencies });
    expect(readJson(tree, 'tools/e2e/package.json')).toEqual({ dependencies });
  });

  it('ignores a folder that is no package', async () => {
    const tree = workspace('acme');
    tree.write('libs/gateways/notes/README.md', 'no gateway');
    await listGateways(tree);
    expect(tree.read('libs/wiring/src/gateways.ts', 'utf8')).not.toContain('notes');
  });

  it('says so where lists and folders differ', async () => {
    expect((await listGateways(workspace('acme'))).outOfSyncMessage).toMatch(/do not match/);
  });
});
