import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled, root, run } from './install.mjs';

ensureInstalled();
process.env.PAYCORE_HOME ||= join(root, '.paycore');
Object.assign(process.env, settingsOfDemo(process.env.PAYCORE_HOME));
const { PAYCORE_FROM: from } = process.env;
const command = from
  ? [process.execPath, [join(resolve(root, from), 'cli', 'main.js')]]
  : ['tsx', [join(root, 'apps', 'cli', 'src', 'main.ts')]];
await run(command[0], [...command[1], ...process.argv.slice(2)]);

/** What the running demo uses, where the environment names no database of its own. */
function settingsOfDemo(home) {
  const [keys, file] = [join(home, 'keys'), join(home, 'demo.json')];
  const isNamed = process.env.MONGODB_URI || process.env.MONGODB_URI_FILE;
  if (isNamed || !existsSync(file) || !existsSync(keys)) return {};
  const demo = JSON.parse(readFileSync(file, 'utf8'));
  return {
    MONGODB_URI: demo.mongodb_uri,
    ...(!process.env.PAYCORE_KEYS_FILE && {
      PAYCORE_KEYS: process.env.PAYCORE_KEYS || readFileSync(keys, 'utf8').trim(),
    }),
    PAYCORE_PUBLIC_URL: demo.api,
    PAYCORE_CALLBACK_URL: demo.webhooks,
    PAYCORE_SANDBOX_URL: demo.sandbox,
    PAYCORE_EGRESS_ALLOW: [process.env.PAYCORE_EGRESS_ALLOW, new URL(demo.sandbox).host].filter(Boolean).join(','),
  };
}
