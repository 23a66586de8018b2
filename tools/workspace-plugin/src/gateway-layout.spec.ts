import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { layoutFaults, type Folder } from './gateway-layout.ts';
import { workspaceRoot } from './workspace-root.ts';

const gateways = join(workspaceRoot, 'libs', 'gateways');
function folderAt(root: string): Folder {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    // What tools leave there is ignored by git.
    .filter((file) => !/[/\\](?:(?:node_modules|out-tsc)[/\\]|test-report\.json$)/.test(file));
  return new Map(
    files.map((file) => [
      relative(root, file)
        .replaceAll('\\', '/')
        .replace(/\.template$/, ''),
      readFileSync(file, 'utf8'),
    ]),
  );
}

/** The smallest gateway there can be. */
const least: Folder = new Map([
  ['README.md', ''],
  ['src/index.ts', ''],
  ['src/gateway.ts', 'export const acmePay = 1;'],
  ['src/credentials.ts', ''],
  ['src/create.ts', 'export async function create() {}'],
  ['src/callback.ts', 'export function locate() {}\nexport const verify = 1;'],
  ['src/docs/index.ts', ''],
  ...['index', 'desk', 'orders', 'callbacks', 'pages'].map((name) => [`src/simulator/${name}.ts`, ''] as const),
]);

const faultsWith = (changes: Readonly<Record<string, string>>, without = '') =>
  layoutFaults('acme-pay', new Map([...least, ...Object.entries(changes)].filter(([path]) => path !== without)));

describe('the layout of a gateway', () => {
  it('is this much at least, and has a place for what there is to put in', () => {
    expect(layoutFaults('acme-pay', least)).toEqual([]);
    const more = ['query', 'sign', 'wire', 'refusals', 'docs/errors', 'simulator/sign', 'testing/index'];
    const step = 'export const query = 1;';
    expect(faultsWith(Object.fromEntries(more.map((name) => [`src/${name}.ts`, step])))).toEqual([]);
    const specs = ['src/recorded.spec.ts', 'src/simulator/sdk.spec.ts', 'src/fixtures/vectors.ts'];
    expect(faultsWith(Object.fromEntries(specs.map((path) => [path, ''])))).toEqual([]);
  });

  it.each([
    'src/values.ts',
    'src/utils/text.ts',
    'src/refusal.ts',
    'src/docs/callback.ts',
    'src/simulator/notices.ts',
    'src/simulator/api/create.ts',
    'src/aio/create.ts',
    'src/other/sample.spec.ts',
    'src/vectors.json',
    'notes.md',
  ])('has no %s', (path) => {
    expect(faultsWith({ [path]: '' })).toContain(`${path} is no name of the layout`);
  });

  it.each([...least.keys()].filter((path) => path !== 'README.md'))('has %s', (path) => {
    expect(faultsWith({}, path)).toEqual([`${path} is missing`]);
  });

  it.each([
    ['src/create.ts', 'export function issue() {}', 'src/create.ts exports no create'],
    ['src/callback.ts', 'export const verify = 1;', 'src/callback.ts exports no locate'],
    ['src/query.ts', 'function query() {}', 'src/query.ts exports no query'],
    ['src/gateway.ts', 'export const acme = 1;', 'src/gateway.ts exports no acmePay'],
    ['src/wire.ts', 'export interface Notice {}', 'src/wire.ts calls a callback Notice'],
  ])('names its steps: %s, %s', (path, text, fault) => {
    expect(faultsWith({ [path]: text })).toEqual([fault]);
  });
});

const folders: readonly (readonly [gateway: string, root: string])[] = readdirSync(gateways).map((name) => [
  name,
  join(gateways, name),
]);

describe('the gateways', () => {
  it.each(folders)('%s is laid out as all are', (gateway, root) => {
    expect(layoutFaults(gateway, folderAt(root))).toEqual([]);
  });

  it('have no names of their own for what is gone', () => {
    const left = [...folderAt(join(gateways, 'smilepay'))].filter(([path]) => path !== 'src/xml.ts');
    expect(layoutFaults('smilepay', new Map(left))).toEqual(['xml is gone']);
  });

  it('ECPay has the same names in each of its products', () => {
    const ecpay = folderAt(join(gateways, 'ecpay'));
    for (const product of ['aio', 'background'])
      for (const name of ['create', 'callback', 'query', 'sign', 'wire'])
        expect([...ecpay.keys()]).toContain(`src/${product}/${name}.ts`);
  });
});
