// A named import of a function missing in an old Node would keep this file from loading.
import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from '../install.mjs';

const { accessSync, constants, existsSync, statfsSync, statSync } = fs;

const mega = 1_000_000;

/** PAYCORE_HOME, resolved against the repository like `npm start` does: writable, free space, size of the log. */
export function checkDisk(home) {
  const path = resolve(root, home);
  const existing = nearest(path);
  return [checkWritable(path, existing), checkRoom(existing), checkLog(join(path, 'paycore.log'))].filter(Boolean);
}

function checkWritable(path, existing) {
  const name = 'PAYCORE_HOME';
  try {
    accessSync(existing, constants.W_OK);
    return { name, state: 'ok', found: existing === path ? path : `${path}, will be created` };
  } catch {
    const advice = 'Set PAYCORE_HOME to a folder that this user can write to.';
    return { name, state: 'fail', found: `${existing} is not writable`, advice };
  }
}

function checkRoom(existing) {
  if (!statfsSync) return undefined;
  const { bavail, bsize } = statfsSync(existing);
  const free = (bavail * bsize) / mega;
  const found = free > 1000 ? `${Math.round(free / 1000)} GB free` : `${Math.round(free)} MB free`;
  if (free >= 1000) return { name: 'disk', state: 'ok', found };
  return { name: 'disk', state: free < 100 ? 'fail' : 'warn', found, advice: 'Free some space for logs and data.' };
}

function checkLog(file) {
  if (existsSync(file) && (statSync(file).mode & 0o077) !== 0) {
    const advice = `Its owner alone should read it: chmod 600 ${file}*`;
    return { name: 'paycore.log', state: 'warn', found: 'others can read it', advice };
  }
  const size = existsSync(file) ? statSync(file).size / mega : 0;
  if (size < 1000) return undefined;
  const advice = 'Rotate it (logrotate with copytruncate), or set PAYCORE_LOG_TO=stdout.';
  return { name: 'paycore.log', state: 'warn', found: `${Math.round(size)} MB`, advice };
}

const nearest = (path) => (existsSync(path) ? path : nearest(dirname(path)));
