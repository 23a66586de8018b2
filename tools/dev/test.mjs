import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root, run } from './install.mjs';

ensureInstalled();
prepareDatabase();
// Jest needs this flag to load ES modules; warnings about it being experimental would drown the report.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings`.trim();
await run('jest', process.argv.slice(2));

/** The embedded server is fetched and compiled once per machine; no spec's time limit should have to cover that. */
function prepareDatabase() {
  const main = join(root, 'tools', 'mongo', 'src', 'main.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', main, '--prepare'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
