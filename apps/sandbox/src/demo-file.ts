import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const project = z.object({ api_key: z.string().regex(/^pc_test_\w+$/) });

const demoSchema = z.object({
  api: z.url({ protocol: /^https?$/ }),
  sandbox: z.string(),
  payok_url: z.url({ protocol: /^https?$/ }),
  /** Whose creates carry the gateway's credentials. */
  project,
  /** Whose credentials PayCore keeps; absent until it is seeded. */
  all_in_one: project.optional(),
  credentials: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** What the demo shop knows of the PayCore that it uses. */
export type DemoAccess = z.infer<typeof demoSchema>;

/** Of `{home}/demo.json`, written last when a demo starts; undefined until then, and where it is of another demo. */
export async function readDemo(home: string, sandboxUrl: string): Promise<DemoAccess | undefined> {
  const { data } = demoSchema.safeParse(await readJson(join(home, 'demo.json')));
  return data?.sandbox === sandboxUrl ? data : undefined;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
