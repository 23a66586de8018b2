import { formatFiles, readJson, type Tree } from '@nx/devkit';
import { camelCase } from '../camel-case.ts';
import { followFolders } from './follow-folders.ts';

const note = '// Written by `npx nx sync` from the folders of libs/gateways: a change made here is lost.\n';

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

  const names = packages.map(({ folder, name }) => ({ from: name, is: camelCase(folder) }));
  tree.write('libs/wiring/src/gateways.ts', list('gatewayFactories', 'GatewayFactory', names));
  const doors = names.map(({ from, is }) => ({ from: `${from}/simulator`, is: `${is}Simulator` }));
  tree.write('apps/sandbox/src/simulators.ts', list('simulatorFactories', 'SimulatorFactory', doors));
  for (const user of ['libs/wiring', 'apps/sandbox']) depend(tree, `${user}/package.json`, packages);
  await formatFiles(tree);

  const changed = tree.listChanges().map(({ path }) => path);
  if (changed.length === 0) return {};
  const result = { outOfSyncMessage: 'The lists of gateways do not match the folders of libs/gateways.' };
  return changed.some((path) => path.endsWith('package.json')) ? { ...result, callback: followFolders } : result;
}

function list(name: string, type: string, items: readonly { readonly from: string; readonly is: string }[]): string {
  const imports = items.map(({ from, is }) => `import { ${is} } from '${from}';\n`).join('');
  const values = items.map(({ is }) => is).join(', ');
  return `${note}import type { ${type} } from '@paycore/core';\n${imports}\nexport const ${name}: readonly ${type}[] = [${values}];\n`;
}

function depend(tree: Tree, path: string, packages: readonly Package[]): void {
  const manifest = readJson<Package>(tree, path);
  const isGateway = ([name]: readonly [string, string]) => name.startsWith('@paycore/gateway-');
  const dependencies = Object.entries(manifest.dependencies ?? {});
  const wanted = packages.map(({ name, version }) => [name, version] as const).sort(byName);
  const isRight = JSON.stringify(dependencies.filter(isGateway).sort(byName)) === JSON.stringify(wanted);
  if (isRight) return;
  const others = dependencies.filter((entry) => !isGateway(entry));
  const next = { ...manifest, dependencies: Object.fromEntries([...others, ...wanted].sort(byName)) };
  tree.write(path, `${JSON.stringify(next, null, 2)}\n`);
}

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number => (one < other ? -1 : 1);
