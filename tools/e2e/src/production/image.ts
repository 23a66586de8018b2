import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Bundles } from '../bundles.ts';
import { workspaceRoot } from '../workspace-root.ts';
import { until } from '../until.ts';

export type Env = Readonly<Record<string, string>>;

/** CI starts the bundles by the Node of the image, which is a newer one than the oldest that PayCore runs on. */
export const imageNode = process.env['PAYCORE_IMAGE_NODE'] || undefined;
if (imageNode === undefined) {
  if (process.env['CI']) throw new Error('PAYCORE_IMAGE_NODE is not set.');
  console.warn(`The bundles are started by Node ${process.version}, NOT by that of the image.`);
}
const node = imageNode ?? process.execPath;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A folder with what the Dockerfile puts into its last stage, and processes as the image starts them. */
export class Image {
  private constructor(
    readonly folder: string,
    /** As the Dockerfile names it: `24-slim`. */
    readonly nodeTag: string,
    private readonly env: Env,
    private readonly bundles: Bundles,
  ) {}

  static async make(): Promise<Image> {
    const bundles = await Bundles.make();
    const folder = await mkdtemp(join(tmpdir(), 'paycore-image-'));
    const { nodeTag, copies, env } = readLastStage(await readFile(join(workspaceRoot, 'Dockerfile'), 'utf8'));
    for (const { from, to } of copies) {
      const source = from.startsWith('dist/') ? join(bundles.folder, from.slice('dist/'.length)) : from;
      await cp(join(source.startsWith('/') ? '' : workspaceRoot, source), join(folder, to), { recursive: true });
    }
    return new Image(folder, nodeTag, env, bundles);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await this.bundles.remove();
  }

  files(): Promise<string[]> {
    return readdir(this.folder, { recursive: true });
  }

  start(app: string, env: Env = {}): AppInImage {
    return new AppInImage(this.#spawn([join('dist', app, 'main.js')], env));
  }

  /** Its exit code, once it ended by itself. */
  run(args: readonly string[], env: Env = {}): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.#environment(env), timeout: 30_000 };
      const child = execFile(node, args, options, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, output: stdout + stderr }),
      );
    });
  }

  #spawn(args: readonly string[], env: Env): ChildProcess {
    return spawn(node, args, { cwd: this.folder, env: this.#environment(env), stdio: 'pipe' });
  }

  /** Of the image and of `env` alone: nothing of this machine's. */
  #environment(env: Env): Env {
    return { PATH: dirname(node), ...this.env, PAYCORE_HOME: join(this.folder, 'home'), ...env };
  }
}

export class AppInImage {
  output = '';
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output += String(chunk)));
    this.ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  }

  /** Its address, once it listens. */
  url(): Promise<string> {
    return until('a line "Listening"', async () => /"url":"(http:[^"]+)"/.exec(this.output)?.[1]);
  }

  /** Where it tells its operator. */
  operations(): Promise<string> {
    return until('a line "Listening"', async () => /"operations":"(http:[^"]+)"/.exec(this.output)?.[1]);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

interface Stage {
  readonly nodeTag: string;
  readonly copies: readonly { readonly from: string; readonly to: string }[];
  readonly env: Env;
}

/** Paths from the workspace's root. */
function readLastStage(dockerfile: string): Stage {
  const lines =
    dockerfile
      .split(/^FROM /m)
      .at(-1)
      ?.split('\n') ?? [];
  const words = lines.map((line) => line.split(/\s+/));
  const copies = words.flatMap(([instruction, , from = '', to = '']) =>
    instruction === 'COPY' ? [{ from: from.replace('/paycore/', ''), to }] : [],
  );
  const settings = words.flatMap(([instruction, ...rest]) => (instruction === 'ENV' ? rest : []));
  const nodeTag = /^node:(\S+)/.exec(lines[0] ?? '')?.[1] ?? '';
  return {
    nodeTag,
    copies,
    env: Object.fromEntries(settings.map((setting) => setting.split('=') as [string, string])),
  };
}
