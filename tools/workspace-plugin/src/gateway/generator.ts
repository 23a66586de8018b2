import { formatFiles, generateFiles, readJson, type Tree } from '@nx/devkit';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { camelCase } from '../camel-case.ts';
import { followFolders } from '../gateways-list/follow-folders.ts';
import { listGateways } from '../gateways-list/generator.ts';

const template = join(dirname(fileURLToPath(import.meta.url)), 'template');

const flows = {
  code: { route: 'atm', isRedirect: false },
  redirect: { route: 'checkout', isRedirect: true },
} as const;

interface Options {
  readonly name: string;
  /** Whether payers get something to pay with, such as an account number, or are sent to the gateway's page. */
  readonly flow?: keyof typeof flows;
}

/** Nx generator: a gateway's folder with a toy protocol on both sides that passes the gateway contract, and its place in the lists. */
export async function generateGateway(tree: Tree, { name, flow = 'code' }: Options): Promise<() => void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}" is no name for a gateway: such as acme or acme-pay.`);
  // Its package would have the name of libs/gateway-kit.
  if (name === 'kit') throw new Error('"kit" is taken.');
  const folder = `libs/gateways/${name}`;
  if (tree.exists(folder)) throw new Error(`${folder} exists.`);
  generateFiles(tree, template, folder, { ...wordsOf(name), ...flows[flow], ...versions(tree) });
  await listGateways(tree);
  await formatFiles(tree);
  return followFolders;
}

const wordsOf = (name: string): Record<string, string> => ({
  name,
  is: camelCase(name),
  title: name.replace(/(^|-)(.)/g, (_match, dash: string, letter: string) => (dash && ' ') + letter.toUpperCase()),
  constant: name.toUpperCase().replaceAll('-', '_'),
});

/** The versions that the workspace has already. */
function versions(tree: Tree): Record<string, string | undefined> {
  const of = (path: string) => readJson<{ dependencies: Record<string, string> }>(tree, path).dependencies;
  return { zod: of('libs/wiring/package.json').zod, hono: of('apps/sandbox/package.json').hono };
}
