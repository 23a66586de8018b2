import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo, type Demo } from '@paycore/dev';
import { bundle } from '@paycore/workspace-plugin/bundle';
import { workspaceRoot } from './paths.ts';

const apps = ['api', 'webhooks', 'scheduler', 'sandbox'];
const anyPort = { api: 0, webhooks: 0, scheduler: 0, sandbox: 0 };

/** The whole of PayCore on a home and ports of its own. */
export interface World {
  readonly demo: Demo['demo'];
  readonly home: string;
  stop(): Promise<void>;
}

/** Built as for production, since sources start and answer slower. `log` takes each line for a person. */
export async function startWorld(log: (line: string) => unknown): Promise<World> {
  const home = await mkdtemp(join(tmpdir(), 'paycore-fuzz-'));
  const remove = () => rm(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const folder = join(home, 'bundles');
    await Promise.all(
      apps.map((app) => bundle({ workspaceRoot, projectRoot: `apps/${app}`, outputPath: join(folder, app) })),
    );
    // The cases come from many clients, as a proxy on this machine tells.
    const env = { PAYCORE_FROM: folder, PAYCORE_TRUST_PROXY: 'loopback' };
    const running = await startDemo({ home, ports: anyPort, env, log });
    const stop = async () => {
      await running.stop();
      await remove();
    };
    return { demo: running.demo, home, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
