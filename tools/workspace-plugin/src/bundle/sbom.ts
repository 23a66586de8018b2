import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Component {
  readonly 'bom-ref': string;
  /** The folder's name for workspaces; `purl` has the package's. */
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

/** CycloneDX in JSON, https://cyclonedx.org/docs/1.5/json/, as far as it is read here. */
export interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component & { readonly type: string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const maxBytes = 64 * 1024 * 1024;

/**
 * What npm says an app needs when it runs, by the lock file alone, with the app as its subject: npm makes it the whole
 * workspace, under the name of the folder that it happens to stand in. Without number and time of its making, which would make
 * two builds of the same sources differ.
 */
export async function sbomOf(workspaceRoot: string, projectRoot: string): Promise<Sbom> {
  const asked = ['--sbom-format', 'cyclonedx', '--package-lock-only', '--workspace', projectRoot];
  const run = promisify(execFile);
  const { stdout } = await run('npm', ['sbom', ...asked], { cwd: workspaceRoot, maxBuffer: maxBytes });
  const { serialNumber: _serial, ...bom } = JSON.parse(stdout) as Sbom & { readonly serialNumber?: string };
  const { timestamp: _time, ...metadata } = bom.metadata as Sbom['metadata'] & { readonly timestamp?: string };
  const subject = `@paycore/${projectRoot.split('/').at(-1)}`;
  const app = bom.components.find(({ purl }) => nameIn(purl) === subject);
  if (!app) throw new Error(`npm lists no ${subject}.`);
  const needed = neededBy(app, bom, await ownDependencies(workspaceRoot));
  return {
    ...bom,
    metadata: { ...metadata, component: { ...app, name: subject, type: 'application' } },
    components: bom.components.filter((each) => each !== app && needed.has(each['bom-ref'])),
    dependencies: [...needed].map(([ref, dependsOn]) => ({ ref, dependsOn })),
  };
}

type Names = ReadonlySet<string>;

/** What our own packages need when they run, by name. */
async function ownDependencies(workspaceRoot: string): Promise<ReadonlyMap<string, Names>> {
  const lock = JSON.parse(await readFile(join(workspaceRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly name?: string; readonly dependencies?: object }>>;
  };
  return new Map(
    Object.values(lock.packages).flatMap(({ name, dependencies = {} }): [string, Names][] =>
      name?.startsWith('@paycore/') ? [[name, new Set(Object.keys(dependencies))]] : [],
    ),
  );
}

/**
 * By reference, what each depends on. Done here: npm's own `--omit dev` leaves out what any package of the workspace uses in its
 * specs, Express among it, though others need it when they run.
 */
function neededBy(app: Component, { components, dependencies }: Sbom, own: ReadonlyMap<string, Names>) {
  const names = new Map(components.map((each) => [each['bom-ref'], nameIn(each.purl)]));
  const edges = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const needed = new Map<string, readonly string[]>();
  const toVisit = [app['bom-ref']];
  for (let ref = toVisit.pop(); ref !== undefined; ref = toVisit.pop()) {
    if (needed.has(ref)) continue;
    const ofUs = own.get(names.get(ref) ?? '');
    const dependsOn = (edges.get(ref) ?? []).filter((to) => !ofUs || ofUs.has(names.get(to) ?? ''));
    needed.set(ref, dependsOn);
    toVisit.push(...dependsOn);
  }
  return needed;
}

/** `pkg:npm/%40paycore/api@0.1.0` is `@paycore/api`. */
export const nameIn = (purl: string): string => decodeURIComponent(/^pkg:npm\/(.+)@/.exec(purl)?.[1] ?? '');
