import { compose, loadConfig, type Services } from '@paycore/wiring';
import type { Home } from './home.ts';

const KEPT_FILE = 'demo-project.json';

export interface DemoProject {
  readonly apiKey: string;
  /** Newest first. */
  readonly noticeSecrets: readonly string[];
}

/** The demo shop's project: made once, then found again by its key. The key is kept here, since the store shows it only once. */
export async function seedProject(home: Home, env: Readonly<Record<string, string>>): Promise<DemoProject> {
  const services = compose(loadConfig(env), { name: 'dev', isQuiet: true });
  try {
    await services.reached();
    const kept = keyIn(await home.read(KEPT_FILE));
    const known = kept === undefined ? undefined : await projectOf(services, kept);
    if (known) return known;
    const project = await services.projects.create('Demo shop');
    const apiKey = await services.projects.createKey(project.id, 'test');
    await home.write(KEPT_FILE, `${JSON.stringify({ api_key: apiKey })}\n`);
    return { apiKey, noticeSecrets: project.noticeSecrets.map((secret) => secret.reveal()) };
  } finally {
    await services.stop();
  }
}

async function projectOf({ projects }: Services, apiKey: string): Promise<DemoProject | undefined> {
  const caller = await projects.authenticate(apiKey);
  return caller && { apiKey, noticeSecrets: caller.project.noticeSecrets.map((secret) => secret.reveal()) };
}

function keyIn(text = '{}'): string | undefined {
  try {
    const kept = JSON.parse(text) as { readonly api_key?: unknown } | null;
    return typeof kept?.api_key === 'string' ? kept.api_key : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
