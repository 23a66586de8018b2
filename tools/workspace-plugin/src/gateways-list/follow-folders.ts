import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.ts';

/** What a generator cannot do in its tree: links the packages, and writes the lockfile and the client's types anew. */
export function followFolders(): void {
  execFileSync(process.execPath, [join(workspaceRoot, 'tools', 'dev', 'relink.mjs')], { stdio: 'inherit' });
}
