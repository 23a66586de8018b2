import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.ts';
import { World } from '../world.ts';

const world = await World.start();
try {
  const generate = join(workspaceRoot, 'libs', 'client', 'generate.mjs');
  const { status } = spawnSync(process.execPath, [generate, world.demo.api], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  await world.stop();
}
