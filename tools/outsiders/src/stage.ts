import { join } from 'node:path';
import { World } from '@paycore/e2e';
import { OutsideClient } from './client.ts';
import type { Outsider } from './clients.ts';
import { Eavesdropper } from './eavesdropper.ts';
import { clientsRoot } from './paths.ts';
import type { Runtimes } from './runtimes.ts';

/** A world, and the clients that meet it; each starts when it is first spoken to. */
export class Stage {
  readonly #clients = new Map<Outsider, OutsideClient>();

  private constructor(
    readonly world: World,
    readonly eavesdropper: Eavesdropper,
    private readonly runtimes: Runtimes,
  ) {}

  static async open(runtimes: Runtimes): Promise<Stage> {
    const eavesdropper = await Eavesdropper.start();
    const world = await World.start({ PAYCORE_CALLBACK_URL: eavesdropper.url, PAYCORE_SANDBOX_SPEED: '600' });
    eavesdropper.target = world.demo.webhooks;
    return new Stage(world, eavesdropper, runtimes);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.stop()));
    await this.world.stop();
    await this.eavesdropper.stop();
  }

  client(outsider: Outsider): OutsideClient {
    const client = this.#clients.get(outsider) ?? this.#start(outsider);
    this.#clients.set(outsider, client);
    return client;
  }

  #start({ runtime, play, gateway }: Outsider): OutsideClient {
    const prepared = this.runtimes[runtime];
    if ('missing' in prepared) throw new Error(prepared.missing);
    const { sandbox, credentials, project } = this.world.demo;
    const world = { sandbox, credentials: credentials[gateway ?? ''] ?? {}, noticeSecret: project.notice_secret };
    const script = runtime === 'node' ? join(clientsRoot, 'node', play) : play;
    return new OutsideClient([...prepared.command, script], world);
  }
}
