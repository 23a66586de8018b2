import { writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { layoutFaults } from '../gateway-layout.ts';
import { lintText } from '../lint-text.ts';
import { workspaceRoot } from '../workspace-root.ts';
import { generateGateway } from './generator.ts';

/** ms, on a machine with much else to do. */
const slow = 60_000;

function workspace(): Tree {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'prettier' });
  for (const path of ['libs/wiring', 'apps/api', 'apps/sandbox', 'tools/e2e'])
    writeJson(tree, `${path}/package.json`, { dependencies: { zod: '4.0.0', hono: '4.0.0' } });
  return tree;
}

interface File {
  readonly path: string;
  readonly content: string;
}

/** The generated folder on disk, outside the repository but with its packages. */
async function onDisk(tree: Tree): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'paycore-gateway-'));
  await symlink(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
  for (const { path, content } of filesOf(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

const filesOf = (tree: Tree): File[] =>
  tree
    .listChanges()
    .filter(({ path }) => path.startsWith('libs/gateways/'))
    .map(({ path, content }) => ({ path, content: String(content) }));

const isCode = ({ path }: File): boolean => path.endsWith('.ts');

async function generated(name: string, flow?: 'code' | 'redirect') {
  const tree = workspace();
  await generateGateway(tree, { name, ...(flow && { flow }) });
  return { name, tree, root: await onDisk(tree) };
}

const code = await generated('acme-pay');
const redirect = await generated('acme-checkout', 'redirect');
const both = [code, redirect];

afterAll(() => Promise.all(both.map(({ root }) => rm(root, { recursive: true }))));

/** What the compiler says of these files, under the workspace's options. */
function faultsOf(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(workspaceRoot, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, workspaceRoot);
  const typeRoots = [join(workspaceRoot, 'node_modules', '@types')];
  const program = ts.createProgram(files, { ...options, typeRoots });
  const faults = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
  return faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the gateway generator', () => {
  it('writes a folder and puts it into the lists', () => {
    const { tree } = code;
    expect(tree.read('libs/wiring/src/gateways.ts', 'utf8')).toContain("{ acmePay } from '@paycore/gateway-acme-pay'");
    expect(tree.read('libs/gateways/acme-pay/README.md', 'utf8')).toMatch(/^# Acme Pay\n/);
  });

  describe.each(both)('$name', ({ name, tree, root }) => {
    it('is whole', () => {
      const texts = filesOf(tree).map(({ content }) => content);
      expect(texts).not.toContainEqual(expect.stringMatching(/<%|template/));
    });

    it('is laid out as all gateways are', () => {
      const root = `libs/gateways/${name}/`;
      const files = filesOf(tree).map(({ path, content }) => [path.slice(root.length), content] as const);
      expect(layoutFaults(name, new Map(files))).toEqual([]);
    });

    it(
      'is what lint accepts',
      async () => {
        for (const { path, content } of filesOf(tree).filter(isCode)) {
          expect([path, ...(await lintText(path.replace(name, 'ecpay'), content))]).toEqual([path]);
        }
      },
      slow,
    );

    it(
      'compiles',
      () => {
        const files = filesOf(tree).filter(isCode);
        expect(faultsOf(files.map(({ path }) => join(root, path)))).toEqual([]);
      },
      slow,
    );
  });

  it('sends payers to the gateway’s page where that is asked for', () => {
    const wire = (name: string, { tree }: { tree: Tree }) => tree.read(`libs/gateways/${name}/src/wire.ts`, 'utf8');
    expect(wire('acme-pay', code)).toContain("kind: 'account'");
    expect(wire('acme-checkout', redirect)).toContain("kind: 'redirect'");
  });

  it('refuses a name that is none, and one that is taken', async () => {
    await expect(generateGateway(workspace(), { name: '../acme' })).rejects.toThrow('is no name for a gateway');
    await expect(generateGateway(workspace(), { name: 'kit' })).rejects.toThrow('is taken');
    await expect(generateGateway(code.tree, { name: 'acme-pay' })).rejects.toThrow('exists');
  });
});

for (const { name, root } of both) await import(join(root, 'libs', 'gateways', name, 'src', 'gateway.spec.ts'));
