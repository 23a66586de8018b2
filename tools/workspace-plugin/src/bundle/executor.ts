import type { ExecutorContext } from '@nx/devkit';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { packagesIn } from './packages.ts';
import { sbomOf } from './sbom.ts';

/**
 * Nx executor: bundles an app into `dist/{folder of the app}`, and writes beside it what it is made of: `packages.json`, whose
 * code stands in the bundle, and `sbom.cdx.json`, what npm installs for it.
 */
export async function bundleApp(
  _options: object,
  { root, projectName, projectsConfigurations }: ExecutorContext,
): Promise<{ success: boolean }> {
  const projectRoot = projectName && projectsConfigurations.projects[projectName]?.root;
  if (!projectRoot) throw new Error('The bundle executor runs for a project.');
  const outputPath = join(root, 'dist', projectRoot.replace('apps/', ''));
  const metafile = await bundle({ workspaceRoot: root, projectRoot, outputPath });
  const write = (name: string, value: unknown) =>
    writeFile(join(outputPath, name), `${JSON.stringify(value, null, 2)}\n`);
  await write('packages.json', packagesIn(metafile, root));
  await write('sbom.cdx.json', await sbomOf(root, projectRoot));
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  console.log(`${outputPath}: ${String(Math.round(bytes / 1024))} kB`);
  return { success: true };
}
