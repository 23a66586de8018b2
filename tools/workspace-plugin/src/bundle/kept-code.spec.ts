import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from './bundle.ts';
import { codeFileOf, loadApp } from './load-app.ts';

const sources = {
  'run.ts': `import { readFileSync } from 'node:fs';
const word = readFileSync(new URL('./assets/word.txt', import.meta.url), 'utf8').trim();
export async function run() {
  const { other } = await import('./later.ts');
  console.log(JSON.stringify([word, other, process.argv.slice(2)]));
}`,
  'later.ts': 'export const other = String.raw`後`;',
  'assets/word.txt': 'früh\n',
};

const answer = ['früh', '後', ['a', 'b']];

/** ms, on a machine with much else to do. */
const slow = 60_000;

describe('a bundle of an app', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'paycore-bundle-'));
    for (const [name, text] of Object.entries(sources)) {
      const path = join(root, 'apps/shop/src', name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, text);
    }
    await writeFile(join(root, 'package.json'), '{"type":"module"}');
    await bundle({ workspaceRoot: root, projectRoot: 'apps/shop', outputPath: join(root, 'made') });
  }, slow);
  afterAll(() => rm(root, { recursive: true, force: true }));

  /** A copy of the bundle, and what is in it. */
  async function copied(name: string) {
    const folder = join(root, name);
    await cp(join(root, 'made'), folder, { recursive: true });
    return { folder, file: await appIn(folder) };
  }

  const appIn = async (folder: string) =>
    join(folder, (await readdir(folder)).find((name) => name.endsWith('.cjs')) ?? '');

  async function saidBy(folder: string, ...flags: readonly string[]): Promise<unknown> {
    const { NODE_OPTIONS: _flags, ...env } = process.env;
    const args = [...flags, join(folder, 'main.js'), 'a', 'b'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return JSON.parse(stdout);
  }

  it('runs with its arguments, its files and what it imports later; V8 takes the code kept of it', async () => {
    const { folder, file } = await copied('whole');
    expect(await saidBy(folder)).toEqual(answer);
    expect(loadApp(file).script.cachedDataRejected).toBe(false);
  });

  it('runs under flags for which no code is kept', async () => {
    const { folder } = await copied('flags');
    expect(await saidBy(folder, '--stack-size=900')).toEqual(answer);
  });

  it('runs where only a part of the code is left', async () => {
    const { folder, file } = await copied('part');
    await truncate(codeFileOf(file), 1_000);
    expect(await saidBy(folder)).toEqual(answer);
    expect(loadApp(file).script.cachedDataRejected).toBe(true);
  });

  it('runs without its code', async () => {
    const { folder, file } = await copied('none');
    await rm(codeFileOf(file));
    expect(await saidBy(folder)).toEqual(answer);
  });

  it(
    'has another name once its text is another, so that code kept of the old is not taken for its own',
    async () => {
      await appendFile(join(root, 'apps/shop/src/later.ts'), 'console.log(1 + 1);');
      await bundle({ workspaceRoot: root, projectRoot: 'apps/shop', outputPath: join(root, 'again') });
      const names = await Promise.all(
        ['made', 'again'].map(async (name) => (await appIn(join(root, name))).slice(-12)),
      );
      expect(names[0]).not.toBe(names[1]);
    },
    slow,
  );
});
