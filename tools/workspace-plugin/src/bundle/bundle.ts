import { build, type Metafile } from 'esbuild';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { noDeprecations } from './no-deprecations.ts';
import { OnDemand } from './on-demand.ts';
import { oneCopy } from './one-copy.ts';
import { partsOfUndici } from './parts-of-undici.ts';

interface Where {
  readonly workspaceRoot: string;
  /** Of the app, from the workspace's root: `apps/api`. */
  readonly projectRoot: string;
  /** From the project's root; `src/run.ts` where absent. Exports `run`, and does nothing before that is called. */
  readonly entry?: string;
  /** Absolute; nothing is written where absent. */
  readonly outputPath?: string;
}

/** `load-app.ts` calls the function that this makes of a bundle's text. */
const around = {
  banner: {
    js: `(function (exports, require, module, __filename, __dirname) {
const paycoreUrl = require('node:url').pathToFileURL(__filename).href;`,
  },
  footer: { js: '})' },
};

/**
 * `main.js`, which plain `node` runs without node_modules, and beside it the app, what V8 made of it when it was evaluated here
 * (a start takes two thirds of the time with it), and what it loads later or never. What they are made of is the answer. Throws
 * where the app cannot be evaluated without settings.
 */
export async function bundle({
  workspaceRoot,
  projectRoot,
  entry = 'src/run.ts',
  outputPath,
}: Where): Promise<Metafile> {
  if (outputPath !== undefined) await rm(outputPath, { recursive: true, force: true });
  const onDemand = new OnDemand(workspaceRoot);
  const shared = {
    absWorkingDir: workspaceRoot,
    outdir: outputPath ?? workspaceRoot,
    write: outputPath !== undefined,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    sourcemap: true,
    sourcesContent: false,
    // Without comments: a single letter beyond ASCII in one has V8 keep the whole text in twice its bytes.
    minifyWhitespace: true,
    legalComments: 'external',
    lineLimit: 160,
    metafile: true,
    logLevel: 'error',
  } as const;
  const main = await build({
    ...shared,
    // Named by what is in it, so that code kept of another text is never taken for its own.
    entryPoints: [{ in: join(projectRoot, entry), out: 'app' }],
    entryNames: '[name]-[hash]',
    // Names stay without `keepNames`, which runs a defineProperty for every closure: a fifth of a callback's time.
    ...around,
    define: { 'import.meta.url': 'paycoreUrl' },
    supported: { 'dynamic-import': false },
    plugins: [onDemand.plugin, oneCopy(workspaceRoot), partsOfUndici, noDeprecations],
  });
  const seldom = await build({
    ...shared,
    entryPoints: [...onDemand.used].map(([path, file]) => ({ in: file, out: path.replace(/\.cjs$/, '') })),
    plugins: [oneCopy(workspaceRoot), noDeprecations],
  });
  const metafile = {
    inputs: { ...main.metafile.inputs, ...seldom.metafile.inputs },
    outputs: { ...main.metafile.outputs, ...seldom.metafile.outputs },
  };
  if (outputPath === undefined) return metafile;
  await copyAssets(workspaceRoot, Object.keys(metafile.inputs), outputPath);
  const [app = ''] = Object.keys(main.metafile.outputs).filter((path) => path.endsWith('.cjs'));
  await writeLauncher(join(workspaceRoot, app));
  return metafile;
}

const here = dirname(fileURLToPath(import.meta.url));

/** Writes what loads the bundle at `app` beside it, and keeps V8's code of it. */
async function writeLauncher(app: string): Promise<void> {
  await build({
    stdin: {
      contents: `import { loadApp } from './load-app.ts';
import { fileURLToPath } from 'node:url';
await loadApp(fileURLToPath(new URL(${JSON.stringify(`./${basename(app)}`)}, import.meta.url))).app.run();`,
      resolveDir: here,
    },
    outfile: join(dirname(app), 'main.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
  });
  const { NODE_OPTIONS: _flags, ...env } = process.env;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', join(here, 'keep-code.ts'), app], {
    cwd: here,
    env,
  });
}

/** What a source reads as `./assets/…` beside itself, the bundle finds under the same words. Throws where two have one name. */
async function copyAssets(workspaceRoot: string, inputs: readonly string[], outputPath: string): Promise<void> {
  const own = inputs.filter((file) => !file.startsWith('node_modules/'));
  const folders = [...new Set(own.map((file) => join(workspaceRoot, dirname(file), 'assets')))].filter(existsSync);
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const source = join(entry.parentPath, entry.name);
      const target = join(outputPath, 'assets', relative(folder, source));
      await mkdir(dirname(target), { recursive: true });
      await copyFile(source, target, constants.COPYFILE_EXCL);
    }
  }
}
