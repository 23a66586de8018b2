import { build, type Metafile } from 'esbuild';
import { existsSync } from 'node:fs';
import { constants, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { OnDemand } from './on-demand.ts';
import { oneCopy } from './one-copy.ts';
import { partsOfUndici } from './parts-of-undici.ts';

interface Where {
  readonly workspaceRoot: string;
  /** Of the app, from the workspace's root: `apps/api`. */
  readonly projectRoot: string;
  /** From the project's root; `src/main.ts` where absent. */
  readonly entry?: string;
  /** Absolute; nothing is written where absent. */
  readonly outputPath?: string;
}

// CommonJS packages inside an ES module still ask for `require`.
const banner =
  "import { createRequire as paycoreRequire } from 'node:module';\nconst require = paycoreRequire(import.meta.url);";

/**
 * `main.js`, which plain `node` runs without node_modules, and beside it what it loads later or never. What they are made of is
 * the answer.
 */
export async function bundle({
  workspaceRoot,
  projectRoot,
  entry = 'src/main.ts',
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
    entryPoints: [{ in: join(projectRoot, entry), out: 'main' }],
    format: 'esm',
    // V8 reads all of a file at each start.
    splitting: true,
    // Names stay without `keepNames`, which runs a defineProperty for every closure: a fifth of a callback's time.
    banner: { js: banner },
    plugins: [onDemand.plugin, oneCopy(workspaceRoot), partsOfUndici],
  });
  const seldom = await build({
    ...shared,
    entryPoints: [...onDemand.used].map(([path, file]) => ({ in: file, out: path.replace(/\.cjs$/, '') })),
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    plugins: [oneCopy(workspaceRoot)],
  });
  const metafile = {
    inputs: { ...main.metafile.inputs, ...seldom.metafile.inputs },
    outputs: { ...main.metafile.outputs, ...seldom.metafile.outputs },
  };
  if (outputPath !== undefined) await copyAssets(workspaceRoot, Object.keys(metafile.inputs), outputPath);
  return metafile;
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
