import { writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { lintText } from '../lint-text.ts';
import { workspaceRoot } from '../workspace-root.ts';
import { generateGateway } from './generator.ts';

/** ms, on a machine with much else to do. */
const slow = 60_000;

const folder = 'libs/gateways/acme-pay';

function workspace(): Tree {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'prettier' });
  for (const path of ['libs/wiring', 'apps/sandbox'])
    writeJson(tree, `${path}/package.json`, { dependencies: { zod: '4.0.0', hono: '4.0.0' } });
  return tree;
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

const filesOf = (tree: Tree): { path: string; content: string }[] =>
  tree
    .listChanges()
    .filter(({ path }) => path.startsWith(folder))
    .map(({ path, content }) => ({ path, content: String(content) }));

const isCode = ({ path }: { path: string }): boolean => path.endsWith('.ts');

const tree = workspace();
await generateGateway(tree, { name: 'acme-pay' });
const root = await onDisk(tree);

afterAll(() => rm(root, { recursive: true }));

describe('the gateway generator', () => {
  it('writes a folder and puts it into the lists', () => {
    expect(tree.read('libs/wiring/src/gateways.ts', 'utf8')).toContain("{ acmePay } from '@paycore/gateway-acme-pay'");
    expect(tree.read(`${folder}/README.md`, 'utf8')).toMatch(/^# Acme Pay\n/);
    expect(filesOf(tree).map(({ content }) => content)).not.toContainEqual(expect.stringMatching(/<%|template/));
  });

  it(
    'writes what lint accepts',
    async () => {
      for (const { path, content } of filesOf(tree).filter(isCode)) {
        expect([path, ...(await lintText(path.replace('acme-pay', 'ecpay'), content))]).toEqual([path]);
      }
    },
    slow,
  );

  it(
    'writes what compiles',
    () => {
      const { config } = ts.readConfigFile(join(workspaceRoot, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
      const { options } = ts.parseJsonConfigFileContent(config, ts.sys, workspaceRoot);
      const files = filesOf(tree)
        .filter(isCode)
        .map(({ path }) => join(root, path));
      const program = ts.createProgram(files, {
        ...options,
        typeRoots: [join(workspaceRoot, 'node_modules', '@types')],
      });
      const faults = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
      expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
    },
    slow,
  );

  it('refuses a name that is none, and one that is taken', async () => {
    await expect(generateGateway(workspace(), { name: '../acme' })).rejects.toThrow('is no name for a gateway');
    await expect(generateGateway(tree, { name: 'acme-pay' })).rejects.toThrow('exists');
  });
});

await import(join(root, folder, 'src', 'gateway.spec.ts'));
