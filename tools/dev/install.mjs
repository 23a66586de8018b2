import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const stamp = join(root, 'node_modules', '.paycore-lock');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Whether node_modules was made from the lockfile as it is now. */
export const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();

/** Runs `npm ci` where node_modules is missing or was made from another lockfile. */
export function ensureInstalled() {
  if (isInstalled()) return;
  // Not on stdout: a command's stdout is its answer.
  console.error('Installing dependencies (npm ci) …');
  const { status } = spawnSync('npm', ['ci'], {
    cwd: root,
    stdio: ['inherit', process.stderr.fd, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  noteInstalled();
}

/** Says that node_modules is what the lockfile says, for whoever brought both up to date. */
export const noteInstalled = () => writeFileSync(stamp, lockHash());

/** Runs a program of node_modules/.bin, or one by its whole path, in the repository's root and exits with its code. */
export function run(program, args) {
  const child = spawn(resolve(root, 'node_modules', '.bin', program), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false' },
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal ? 1 : 0);
      resolve(process.exitCode);
    });
  });
}
