import { formatFiles, readJson, type Tree } from '@nx/devkit';
import { camelCase } from '../camel-case.ts';
import { followFolders } from './follow-folders.ts';

const note = '// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.\n';

interface Item {
  readonly from: string;
  readonly is: string;
}

/** One of a kind from each gateway. */
interface List {
  readonly path: string;
  readonly name: string;
  /** Of one in the list, and the library that names it. */
  readonly type: string;
  readonly of: string;
  /** What follows the package's name where it is imported from; and the gateway's, where it is exported. */
  readonly door: string;
  readonly suffix: string;
}

const lists: readonly List[] = [
  {
    path: 'libs/wiring/src/gateways.ts',
    name: 'gatewayFactories',
    type: 'GatewayFactory',
    of: '@paycore/core',
    door: '',
    suffix: '',
  },
  {
    path: 'apps/api/src/docs/gateway-docs.ts',
    name: 'gatewayDocs',
    type: 'GatewayDocsFactory',
    of: '@paycore/core',
    door: '/docs',
    suffix: 'Docs',
  },
  {
    path: 'apps/sandbox/src/simulators.ts',
    name: 'simulatorFactories',
    type: 'SimulatorFactory',
    of: '@paycore/simulator-kit',
    door: '/simulator',
    suffix: 'Simulator',
  },
  {
    path: 'tools/e2e/src/gateway-profiles.ts',
    name: 'gatewayProfiles',
    type: 'GatewayProfile',
    of: '@paycore/testing',
    door: '/testing',
    suffix: 'Profile',
  },
];

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface SyncResult {
  /** Why the workspace was out of sync; absent where it was not. */
  readonly outOfSyncMessage?: string;
  /** Runs once the files are written. */
  readonly callback?: () => void;
}

/** Nx sync generator: who gives PayCore a gateway is decided by its folder alone. */
export async function listGateways(tree: Tree): Promise<SyncResult> {
  const packages = tree
    .children('libs/gateways')
    .filter((folder) => tree.exists(`libs/gateways/${folder}/package.json`))
    .sort()
    .map((folder) => ({ folder, ...readJson<Package>(tree, `libs/gateways/${folder}/package.json`) }));

  for (const { door, suffix, ...list } of lists) {
    const items = packages.map(({ folder, name }) => ({ from: name + door, is: camelCase(folder) + suffix }));
    tree.write(list.path, textOf(list, items));
  }
  const users = ['libs/wiring', 'apps/api', 'apps/sandbox', 'tools/e2e'];
  for (const user of users) depend(tree, `${user}/package.json`, packages);
  await formatFiles(tree);

  const changed = tree.listChanges().map(({ path }) => path);
  if (changed.length === 0) return {};
  const result = { outOfSyncMessage: 'The lists of gateways do not match the folders of libs/gateways.' };
  return changed.some((path) => path.endsWith('package.json')) ? { ...result, callback: followFolders } : result;
}

function textOf({ name, type, of }: Omit<List, 'path' | 'door' | 'suffix'>, items: readonly Item[]): string {
  const imports = items.map(({ from, is }) => `import { ${is} } from '${from}';\n`).join('');
  const values = items.map(({ is }) => is).join(', ');
  return `${note}import type { ${type} } from '${of}';\n${imports}\nexport const ${name}: readonly ${type}[] = [${values}];\n`;
}

function depend(tree: Tree, path: string, packages: readonly Package[]): void {
  const manifest = readJson<Package>(tree, path);
  const isGateway = ([name]: readonly [string, string]) =>
    name.startsWith('@paycore/gateway-') && name !== '@paycore/gateway-kit';
  const dependencies = Object.entries(manifest.dependencies ?? {});
  const wanted = packages.map(({ name, version }) => [name, version] as const).sort(byName);
  const isRight = JSON.stringify(dependencies.filter(isGateway).sort(byName)) === JSON.stringify(wanted);
  if (isRight) return;
  const others = dependencies.filter((entry) => !isGateway(entry));
  const next = { ...manifest, dependencies: Object.fromEntries([...others, ...wanted].sort(byName)) };
  tree.write(path, `${JSON.stringify(next, null, 2)}\n`);
}

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number => (one < other ? -1 : 1);
