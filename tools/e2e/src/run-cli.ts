import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dev', 'cli.mjs');

type Env = Readonly<Record<string, string>>;

/** With the settings that the demo was started with. Throws with what stood on stderr where the command failed. */
export async function runCli(home: string, settings: Env, args: readonly string[]): Promise<unknown> {
  const env = { ...process.env, ...settings, PAYCORE_HOME: home, MONGODB_URI: '', NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { env });
  return JSON.parse(stdout) as unknown;
}
