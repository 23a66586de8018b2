import { compose, loadConfig, type Services } from '@paycore/wiring';
import type { DemoJson } from './demo-file.ts';
import type { Home } from './home.ts';

export interface DemoProject {
  readonly apiKey: string;
  /** Newest first. */
  readonly noticeSecrets: readonly string[];
}

/** The project whose payers pick the method: its accounts at the gateways are stored. */
export interface AllInOneProject extends DemoProject {
  readonly managementKey: string;
}

export interface DemoProjects {
  readonly project: DemoProject;
  readonly allInOne: AllInOneProject;
}

/** A project's keys are kept in a file, since the store shows them only once. */
interface Kept {
  readonly api_key?: string;
  readonly management_key?: string;
  /** Gateways whose account was stored once: what somebody changed or removed since is theirs to decide. */
  readonly gateways?: readonly string[];
}

const keptFile = { project: 'demo-project.json', allInOne: 'demo-all-in-one.json' } as const;

type Env = Readonly<Record<string, string>>;

/** The demo's two projects: each made once, then found again by its key. */
export function seedProjects(home: Home, env: Env): Promise<DemoProjects> {
  return withServices(env, async ({ projects }) => {
    const project = await seeded(home, keptFile.project, projects, 'Demo shop');
    const allInOne = await seeded(home, keptFile.allInOne, projects, 'Demo shop, All-in-One');
    const kept = allInOne.kept.management_key;
    const isLive = kept !== undefined && (await projects.authenticate(kept)) !== undefined;
    const managementKey = isLive ? kept : await projects.createKey(allInOne.id, 'management');
    if (!isLive) await keep(home, keptFile.allInOne, { ...allInOne.kept, management_key: managementKey });
    return { project, allInOne: { ...allInOne, managementKey } };
  });
}

/** Stores an account at each gateway that had none here before; a gateway may have been installed since the last start. */
export async function seedAccounts(
  home: Home,
  env: Env,
  { managementKey }: AllInOneProject,
  credentials: DemoJson['credentials'],
): Promise<void> {
  const kept = keptIn(await home.read(keptFile.allInOne));
  const missing = Object.keys(credentials).filter((gateway) => !kept.gateways?.includes(gateway));
  if (missing.length === 0) return;
  await withServices(env, async ({ projects, manageGateways }) => {
    const holder = await projects.authenticate(managementKey);
    if (!holder) throw new Error('The demo’s management key was revoked.');
    const scope = { project: holder.project.id, environment: 'test', by: holder.keyId } as const;
    for (const gateway of missing) await manageGateways.store(scope, gateway, credentials[gateway]);
    await keep(home, keptFile.allInOne, { ...kept, gateways: [...(kept.gateways ?? []), ...missing] });
  });
}

async function seeded(home: Home, file: string, projects: Services['projects'], name: string) {
  const kept = keptIn(await home.read(file));
  const holder = kept.api_key === undefined ? undefined : await projects.authenticate(kept.api_key);
  if (kept.api_key !== undefined && holder) return { ...demoProject(holder.project, kept.api_key), kept };
  const project = await projects.create(name);
  const apiKey = await projects.createKey(project.id, 'test');
  await keep(home, file, { api_key: apiKey });
  return { ...demoProject(project, apiKey), kept: { api_key: apiKey } as Kept };
}

const demoProject = ({ id, noticeSecrets }: Awaited<ReturnType<Services['projects']['create']>>, apiKey: string) => ({
  ...{ id, apiKey },
  noticeSecrets: noticeSecrets.map((secret) => secret.reveal()),
});

async function withServices<T>(env: Env, use: (services: Services) => Promise<T>): Promise<T> {
  const services = compose(loadConfig(env), { name: 'dev', isQuiet: true });
  try {
    await services.reached();
    return await use(services);
  } finally {
    await services.stop();
  }
}

const keep = (home: Home, file: string, kept: Kept): Promise<void> => home.write(file, `${JSON.stringify(kept)}\n`);

/** Nothing of what is not what this file wrote. */
function keptIn(text = '{}'): Kept {
  try {
    const kept = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const gateways: unknown = kept?.['gateways'];
    return {
      ...textOf(kept, 'api_key'),
      ...textOf(kept, 'management_key'),
      ...(Array.isArray(gateways) && { gateways: gateways.map(String) }),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function textOf(kept: Readonly<Record<string, unknown>> | null, name: 'api_key' | 'management_key'): Partial<Kept> {
  const value = kept?.[name];
  return typeof value === 'string' ? { [name]: value } : {};
}
