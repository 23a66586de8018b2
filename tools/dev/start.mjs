import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureInstalled, root } from './install.mjs';

process.chdir(root);
await dropStaleDemo(join(process.env.PAYCORE_HOME || '.paycore', 'demo.json'));
ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
await import('./src/main.ts');

/** Before anything slow, so that no script takes the file of a killed run for this one. */
async function dropStaleDemo(file) {
  if (!existsSync(file)) return;
  const url = apiOf(readFileSync(file, 'utf8'));
  // An app whose runner was killed a moment ago may answer one last time.
  if ((await isAlive(url)) && (await pause(1000, true)) && (await isAlive(url))) {
    console.error(`PayCore already runs with this PAYCORE_HOME: ${url}`);
    process.exit(1);
  }
  rmSync(file, { force: true });
}

function apiOf(text) {
  try {
    return JSON.parse(text).api;
  } catch {
    return undefined;
  }
}

async function isAlive(url) {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) });
    return (await answer.json()).success === true;
  } catch {
    return false;
  }
}
