import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Config } from './config.ts';

/** What somebody needs to call the demo; its gateways are the sandbox, so no money hangs on any of it. */
export interface DemoAccess {
  /** `pc_test_…`, of the demo's project whose accounts at the gateways are stored. */
  readonly apiKey: string;
  /** `pc_admin_…` of the same project. */
  readonly managementKey: string;
  /** Where the demo's shop receives notices. */
  readonly payokUrl: string;
  /** By gateway, as `gateway_credentials` take them. */
  readonly credentials: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Of `{PAYCORE_HOME}/demo.json`, which `npm start` writes last and deletes first. */
const demoFile = z.object({
  api: z.string(),
  sandbox: z.string(),
  payok_url: z.url(),
  all_in_one: z.object({
    api_key: z.string().regex(/^pc_test_\w+$/),
    management_key: z.string().regex(/^pc_admin_\w+$/),
  }),
  credentials: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/**
 * What the demo that this process belongs to may tell a reader; undefined for any other process, and while the demo is not
 * ready. A demo that is given an address for the outside tells nothing: strangers could read it there.
 */
export async function readDemoAccess(
  config: Pick<Config, 'isProduction' | 'home' | 'publicUrl' | 'sandboxUrl'>,
): Promise<DemoAccess | undefined> {
  const { isProduction, home, publicUrl, sandboxUrl } = config;
  if (isProduction || sandboxUrl === undefined) return undefined;
  const { data } = demoFile.safeParse(await readJson(join(home, 'demo.json')));
  // The file of a demo that was killed, or of another one, is not about this process.
  if (data?.api !== publicUrl || data.sandbox !== sandboxUrl) return undefined;
  const { all_in_one: keys, payok_url: payokUrl, credentials } = data;
  return { apiKey: keys.api_key, managementKey: keys.management_key, payokUrl, credentials };
}

/** Undefined where there is no such file, or not yet a whole one. */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
