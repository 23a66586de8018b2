import type { ExecutorContext } from '@nx/devkit';
import { join } from 'node:path';
import { bundle } from './bundle.ts';

/** Nx executor: bundles an app into `dist/{folder of the app}`. */
export async function bundleApp(
  _options: object,
  { root, projectName, projectsConfigurations }: ExecutorContext,
): Promise<{ success: boolean }> {
  const projectRoot = projectName && projectsConfigurations.projects[projectName]?.root;
  if (!projectRoot) throw new Error('The bundle executor runs for a project.');
  const outputPath = join(root, 'dist', projectRoot.replace('apps/', ''));
  const { outputs } = await bundle({ workspaceRoot: root, projectRoot, outputPath });
  const bytes = Object.values(outputs).reduce((sum, output) => sum + output.bytes, 0);
  console.log(`${outputPath}: ${String(Math.round(bytes / 1024))} kB`);
  return { success: true };
}
