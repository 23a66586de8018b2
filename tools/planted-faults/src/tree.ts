import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const scope = '@paycore';

/** A copy of what Git knows of a working tree, changes and new files included, that can be broken without harm. */
export interface Tree {
  readonly folder: string;
  remove(): void;
}

/** Third-party packages are linked; the workspace's own are those of the copy. */
export function copyTree(root: string): Tree {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'paycore-planted-')));
  const files = filesOf(root);
  for (const file of files) cpSync(join(root, file), join(folder, file), { verbatimSymlinks: true });
  linkPackages(root, folder);
  for (const workspace of workspacesOf(files)) linkFolder(root, folder, join(workspace, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function filesOf(root: string): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`git ls-files failed in ${root}: ${stderr}`);
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

const workspacesOf = (files: readonly string[]): string[] =>
  files.filter((file) => /^(apps|libs|tools)\/.*package\.json$/.test(file)).map((file) => dirname(file));

function linkPackages(root: string, folder: string): void {
  const packages = readdirSync(join(root, 'node_modules'), { withFileTypes: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const { name } of packages.filter((entry) => entry.isDirectory() && entry.name !== scope)) {
    linkFolder(root, folder, join('node_modules', name));
  }
  // Links such as ../../libs/core: copied as they are, they lead to the copy.
  cpSync(join(root, 'node_modules', scope), join(folder, 'node_modules', scope), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

function linkFolder(root: string, folder: string, path: string): void {
  if (existsSync(join(root, path))) symlinkSync(join(root, path), join(folder, path), 'junction');
}
