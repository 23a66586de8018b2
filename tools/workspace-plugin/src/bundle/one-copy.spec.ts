import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.ts';
import { copiesIn } from './one-copy.ts';

const table = 'node_modules/table';
const lock = {
  packages: {
    '': { version: '1.0.0' },
    [table]: { version: '1.0.0' },
    [`node_modules/b/${table}`]: { version: '2.0.0' },
    [`node_modules/a/${table}`]: { version: '2.0.0' },
    [`node_modules/c/${table}`]: { version: '3.0.0' },
    'node_modules/@shop/core': { version: '2.0.0', link: true },
    'libs/core': { version: '2.0.0' },
  },
};

it('finds the folders that hold one version of one package', () => {
  expect([...copiesIn(lock)]).toEqual([[`node_modules/a/${table}`, `node_modules/b/${table}`]]);
});

describe('a bundle', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'paycore-bundle-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('holds a version of a package once, and another version beside it', async () => {
    const files: Record<string, string> = {
      'package-lock.json': JSON.stringify(lock),
      'apps/shop/src/run.ts':
        "import '../../../node_modules/a/index.js';\nimport '../../../node_modules/b/index.js';\nimport 'c';\n",
    };
    for (const name of ['a', 'b', 'c']) {
      files[`node_modules/${name}/index.js`] = "console.log(require('table/rows.js'));";
      files[`node_modules/${name}/${table}/rows.js`] = `module.exports = 'rows of ${name}';`;
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    await bundle({ workspaceRoot: root, projectRoot: 'apps/shop', outputPath: join(root, 'dist') });
    const [name = ''] = (await readdir(join(root, 'dist'))).filter((file) => file.endsWith('.cjs'));
    const text = await readFile(join(root, 'dist', name), 'utf8');
    expect(text.match(/rows of \w/g)).toEqual(['rows of b', 'rows of c']);
  });
});
