import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, type RunningMongo } from '@paycore/mongo';
import { compose, loadConfig, type Services } from '@paycore/wiring';
import { makeBundles, makeScheduler, type App } from './bundles.ts';
import { Child } from './child.ts';
import { OutsideWorld } from './outside.ts';

type Env = Readonly<Record<string, string>>;

interface WorldOptions {
  /** Lines for a person. */
  readonly log: (line: string) => void;
  /** A folder that takes a CPU profile of each of PayCore's processes. */
  readonly profiles?: string | undefined;
  /** Other trees, of which the scheduler can be started too. */
  readonly against?: readonly string[] | undefined;
}

/** The tree whose programs are started unless another one is named. */
const thisTree = 'this tree';

/** A database of its own for one part of the run, with a project to create payments in. */
export interface Shop {
  readonly uri: string;
  readonly env: Env;
  readonly apiKey: string;
  readonly project: string;
}

/** Database, gateway, merchants and the built programs; processes are started from it. */
export class World {
  readonly #children: Child[] = [];
  readonly #names = new Set<string>();

  private constructor(
    readonly mongo: RunningMongo,
    readonly outside: OutsideWorld,
    readonly trees: readonly string[],
    /** Temporary: it goes with the world. */
    readonly folder: string,
    private readonly fileOf: (name: App | 'bare', tree: string) => string,
    private readonly profiles: string | undefined,
  ) {}

  static async start({ log, profiles, against = [] }: WorldOptions): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'paycore-bench-'));
    const own = await makeBundles(folder);
    const others = new Map<string, string>();
    for (const tree of against) others.set(tree, await makeScheduler(tree, join(folder, `tree-${others.size}`)));
    const fileOf = (name: App | 'bare', tree: string) => others.get(tree) ?? own(name);
    const mongo = await startMongo({ home: folder, log });
    log(mongo.line);
    return new World(mongo, await OutsideWorld.start(), [thisTree, ...against], folder, fileOf, profiles);
  }

  /** Throws nothing that is in the way of the rest: what was started ends with us at the latest. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#children.map((child) => child.stop()));
    this.outside.stop();
    await this.mongo.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async shop(name: string): Promise<Shop> {
    const uri = this.mongo.uri.replace(/\/paycore(?=$|\?)/, `/paycore_bench_${process.pid}_${name}`);
    const env = this.#settings(uri);
    return this.within({ uri, env }, async ({ projects, reached }) => {
      await reached();
      const { id } = await projects.create('Bench');
      return { uri, env, project: id, apiKey: await projects.createKey(id, 'test') };
    });
  }

  /** PayCore's own store and use cases, in this process. */
  async within<T>({ env }: Pick<Shop, 'uri' | 'env'>, use: (services: Services) => Promise<T>): Promise<T> {
    const services = compose(loadConfig(env), { name: 'bench', isQuiet: true });
    try {
      await services.reached();
      return await use(services);
    } finally {
      await services.stop();
    }
  }

  app(name: App, { env }: Shop, tree = thisTree): Promise<Child> {
    const nodeFlags = this.profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${this.profiles}`];
    return this.#start(name, env, nodeFlags, tree);
  }

  /** The handler that PayCore is compared with; with an API key it validates and seals. */
  bare({ uri }: Shop, apiKey?: string): Promise<Child> {
    const key = apiKey === undefined ? {} : { BENCH_API_KEY: apiKey };
    return this.#start('bare', { MONGODB_URI: uri, BENCH_GATEWAY: this.outside.addresses.ready, ...key });
  }

  async #start(name: App | 'bare', env: Env, nodeFlags: readonly string[] = [], tree = thisTree): Promise<Child> {
    this.#names.add(name);
    const output = join(this.folder, `${name}.log`);
    const child = await Child.start({ name, file: this.fileOf(name, tree), env, nodeFlags, output });
    this.#children.push(child);
    return child;
  }

  #settings(uri: string): Env {
    return {
      MONGODB_URI: uri,
      PAYCORE_HOME: this.folder,
      PAYCORE_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      PAYCORE_API_PORT: '0',
      PAYCORE_WEBHOOKS_PORT: '0',
      PAYCORE_SCHEDULER_PORT: '0',
      PAYCORE_HOST: '127.0.0.1',
      PAYCORE_PUBLIC_URL: 'http://pay.test',
      PAYCORE_CALLBACK_URL: 'http://callback.test',
      PAYCORE_SANDBOX_URL: this.outside.addresses.ready,
      PAYCORE_EGRESS_ALLOW: '127.0.0.0/8',
      PAYCORE_LOG_TO: 'stdout',
    };
  }
}
