import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from '@paycore/workspace-plugin/bundle';

const workspaceRoot = fileURLToPath(new URL('../../../..', import.meta.url));

export type App = 'api' | 'webhooks' | 'scheduler';

/** Builds PayCore's apps as for production and the bare handler in the same way; answers where their files are. */
export async function makeBundles(folder: string): Promise<(name: App | 'bare') => string> {
  const fileOf = (name: string) => join(folder, name, 'main.js');
  const apps = ['api', 'webhooks', 'scheduler'].map((app) => ({ name: app, projectRoot: `apps/${app}` }));
  const bare = { name: 'bare', projectRoot: 'tools/bench', entry: 'src/peers/bare/run.ts' };
  await Promise.all(
    [...apps, bare].map(({ name, ...what }) => bundle({ workspaceRoot, ...what, outputPath: join(folder, name) })),
  );
  return fileOf;
}

/** Another tree's scheduler, built like ours; answers where its file is. */
export async function makeScheduler(tree: string, folder: string): Promise<string> {
  const file = pathToFileURL(join(resolve(tree), 'tools/workspace-plugin/src/bundle/bundle.ts'));
  const own = (await import(file.href)) as { bundle: typeof bundle };
  await own.bundle({ workspaceRoot: resolve(tree), projectRoot: 'apps/scheduler', outputPath: folder });
  return join(folder, 'main.js');
}
