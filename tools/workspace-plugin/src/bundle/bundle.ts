import { build, type Metafile } from 'esbuild';
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

interface Where {
  readonly workspaceRoot: string;
  /** Of the app, from the workspace's root: `apps/api`. */
  readonly projectRoot: string;
  /** Absolute; nothing is written where absent. */
  readonly outputPath?: string;
}

// CommonJS packages inside an ES module still ask for `require`.
const banner =
  "import { createRequire as paycoreRequire } from 'node:module';\nconst require = paycoreRequire(import.meta.url);";

/** One file that plain `node` runs without node_modules. What it is made of is the answer. */
export async function bundle({ workspaceRoot, projectRoot, outputPath }: Where): Promise<Metafile> {
  if (outputPath !== undefined) await rm(outputPath, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: workspaceRoot,
    entryPoints: [join(projectRoot, 'src', 'main.ts')],
    outfile: join(outputPath ?? workspaceRoot, 'main.js'),
    write: outputPath !== undefined,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    // Class names stand in logs and in what inversify reports.
    keepNames: true,
    banner: { js: banner },
    metafile: true,
    logLevel: 'error',
  });
  const assets = join(workspaceRoot, projectRoot, 'src', 'assets');
  if (outputPath !== undefined && existsSync(assets)) await cp(assets, join(outputPath, 'assets'), { recursive: true });
  return metafile;
}
