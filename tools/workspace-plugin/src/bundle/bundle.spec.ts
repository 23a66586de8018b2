import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../workspace-root.ts';
import { bundle } from './bundle.ts';

const others = readdirSync(join(workspaceRoot, 'apps')).filter((app) => app !== 'sandbox');
const isSimulator = (file: string): boolean => /^libs\/(gateways\/[^/]+\/src\/simulator|simulator-kit)\//.test(file);
const isDocs = (file: string): boolean => /^libs\/gateways\/[^/]+\/src\/docs\//.test(file);
const isExpress = (file: string): boolean => file.includes('node_modules/express/');
const isSeldom = (file: string): boolean => /node_modules\/(?:body-parser|iconv-lite|tr46)\//.test(file);
const isTable = (file: string): boolean => file.endsWith('mime-db/db.json');
const isOtherLocale = (file: string): boolean => /zod\/v4\/locales\/(?!(?:en|index)\.js)/.test(file);
/** Characters: V8 holds all of them. */
const maxLength = 5_000_000;
const isSandbox = (file: string): boolean => file.startsWith('apps/sandbox/');

interface Parts {
  /** What the bundle is made of. */
  readonly files: readonly string[];
  /** What of it stands in the app's own text, which is read at each start. */
  readonly atStart: readonly string[];
  readonly text: string;
}

async function partsOf(app: string, outputPath: string): Promise<Parts> {
  const { outputs } = await bundle({ workspaceRoot, projectRoot: `apps/${app}`, outputPath });
  const inputsOf = (paths: readonly string[]) => paths.flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
  const main = Object.keys(outputs).find((path) => /\/app-\w+\.cjs$/.test(path)) ?? '';
  const files = inputsOf(Object.keys(outputs));
  expect(files).toContain(`apps/${app}/src/run.ts`);
  return { files, atStart: inputsOf([main]), text: await readFile(join(workspaceRoot, main), 'utf8') };
}

/** ms, on a machine with much else to do. */
const slow = 60_000;

describe('bundle', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paycore-bundle-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(others)(
    'of %s holds no simulator, reads no table twice, what is seldom called never and Express only where it serves, and no letter that has V8 keep it in twice its bytes',
    async (app) => {
      const { files, atStart, text } = await partsOf(app, join(folder, app));
      expect(files.filter((file) => isSimulator(file) || isSandbox(file))).toEqual([]);
      expect(files.some(isDocs)).toBe(app === 'api');
      expect(atStart.filter(isSeldom)).toEqual([]);
      expect(atStart.filter(isTable).length).toBeLessThanOrEqual(1);
      expect(files.filter(isOtherLocale)).toEqual([]);
      expect(atStart.some(isExpress)).toBe(app !== 'cli');
      expect(text.length).toBeLessThan(maxLength);
      expect(/\P{ASCII}.{0,40}/u.exec(text)?.[0]).toBeUndefined();
    },
    slow,
  );

  it(
    'of api evaluates the documentation and what writes it when somebody asks for it, and not at each start',
    async () => {
      const { text } = await partsOf('api', join(folder, 'api'));
      const times = (words: string) => text.split(words).length - 1;
      expect(times('.then(()=>(init_writing(),writing_exports))')).toBe(1);
      // Nobody else calls it.
      expect(times('init_writing()')).toBe(1);
    },
    slow,
  );

  it(
    'of the sandbox holds simulators, and no documentation',
    async () => {
      const { files } = await partsOf('sandbox', join(folder, 'sandbox'));
      expect(files.some(isSimulator)).toBe(true);
      expect(files.filter(isDocs)).toEqual([]);
    },
    slow,
  );
});

describe('assets', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'paycore-bundle-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const bundled = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    await bundle({ workspaceRoot: root, projectRoot: 'apps/shop', outputPath: join(root, 'dist') });
    return readdirSync(join(root, 'dist', 'assets')).sort();
  };
  const main = "import { b } from '../../../libs/b/src/in/b.ts';\nconsole.log(b);";
  const sources = {
    'apps/shop/src/run.ts': main,
    'libs/b/src/in/b.ts': 'export const b = 1;',
    'libs/c/src/c.ts': 'export const c = 1;',
  };

  it('of all that a bundle is made of, and of nothing else, stand beside it', async () => {
    const names = await bundled({
      ...sources,
      'apps/shop/src/assets/shop.css': 'shop',
      'libs/b/src/in/assets/b.js': 'b',
      'libs/b/src/assets/not-read-by-a-neighbour.js': '',
      'libs/c/src/assets/c.js': 'c',
    });
    expect(names).toEqual(['b.js', 'shop.css']);
    expect(await readFile(join(root, 'dist/assets/b.js'), 'utf8')).toBe('b');
  });

  it('of one name are refused', async () => {
    const same = { 'apps/shop/src/assets/a.js': 'shop', 'libs/b/src/in/assets/a.js': 'b' };
    await expect(bundled({ ...sources, ...same })).rejects.toThrow('a.js');
  });
});
