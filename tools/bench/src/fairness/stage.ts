import { setTimeout as pause } from 'node:timers/promises';
import { atRate } from '../load/at-rate.ts';
import { Load, type Hit, type Shot } from '../load/load.ts';
import { callbackShot, createShots, paymentNoOf } from '../load/shots.ts';
import { untilReady } from '../measures/targets.ts';
import type { PlacedOrder } from '../peers/gateway-stub.ts';
import type { TakenNotice } from '../peers/shops.ts';
import type { Child } from '../processes/child.ts';
import type { Shops } from '../processes/shops.ts';
import type { Shop, World } from '../processes/world.ts';

const width = 16;

/** How often a request is sent again that found the database busy. */
const repeats = 5;

/** When each payment's callback was acknowledged, in ms since 1970. */
export type Acknowledged = ReadonlyMap<string, number>;

type AppName = 'api' | 'webhooks' | 'scheduler';

/** PayCore's three apps on a database of their own, with a project whose payments are created and paid. */
export class Stage {
  readonly #apps = new Map<AppName, Child>();
  readonly #notices = new Map<string, TakenNotice[]>();

  private constructor(
    private readonly world: World,
    private readonly shops: Shops,
    readonly shop: Shop,
  ) {}

  static async start(world: World, shops: Shops, name: string): Promise<Stage> {
    const stage = new Stage(world, shops, await world.shop(name));
    await shops.takeNotices();
    await Promise.all((['api', 'webhooks', 'scheduler'] as const).map((app) => stage.begin(app)));
    return stage;
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.#apps.values()].map((app) => app.kill()));
  }

  /** Starts the app, or starts it again. */
  async begin(name: AppName): Promise<void> {
    const child = await this.world.app(name, this.shop);
    this.#apps.set(name, child);
    await untilReady(child.url);
  }

  /** Ends the app as a power cut would. */
  async kill(name: AppName): Promise<void> {
    const app = this.#apps.get(name);
    this.#apps.delete(name);
    await app?.kill();
  }

  /** The key of another project in the same database. */
  otherProject(): Promise<string> {
    return this.world.within(this.shop, async ({ projects }) => {
      const { id } = await projects.create('Another');
      return projects.createKey(id, 'test');
    });
  }

  /** Open payments whose shops are at these addresses, taken in turn. */
  async place(count: number, payokUrls: readonly string[], apiKey = this.shop.apiKey): Promise<PlacedOrder[]> {
    const load = this.#load('api');
    await this.world.outside.takeOrders();
    const shots = createShots(count, { path: '/api/paycore/pay/ecpay/atm', apiKey, payokUrls });
    await inLanes(shots, async (shot) => void (await fire(load, shot)));
    await load.close();
    const orders = await this.world.outside.takeOrders();
    return [...new Map(orders.map((order) => [paymentNoOf(order), order])).values()];
  }

  /**
   * Pays them as fast as callbacks are taken, or so many a second, for as long as there is somebody to take them. What is refused
   * or lost is not in the answer.
   */
  async pay(orders: readonly PlacedOrder[], perSecond?: number): Promise<Acknowledged> {
    const load = this.#load('webhooks');
    const acknowledged = new Map<string, number>();
    const app = this.#apps.get('webhooks');
    const payOne = async (order: PlacedOrder) => {
      const hit = await fire(load, callbackShot(order), () => this.#apps.get('webhooks') === app);
      if (hit) acknowledged.set(paymentNoOf(order), hit.at);
    };
    if (perSecond === undefined) await inLanes(orders, payOne);
    else await atRate(orders, perSecond, payOne);
    await load.close();
    return acknowledged;
  }

  /** Pays a few payments of a shop that nothing else is asked of: a process that has just started is slower at first. */
  async warmUp(payments = 100): Promise<void> {
    const orders = await this.place(payments, await this.shops.open({ count: 1, answerMs: 0 }));
    const acknowledged = await this.pay(orders, 100);
    await this.untilNotified([...acknowledged.keys()], 30_000);
  }

  /** Waits until a notice of each was taken, or until it is too late. When each was, in ms since 1970. */
  async untilNotified(paymentNos: readonly string[], withinMs: number): Promise<Map<string, number>> {
    const giveUpAt = performance.now() + withinMs;
    for (;;) {
      for (const notice of await this.shops.takeNotices()) {
        this.#notices.set(notice.paymentNo, [...(this.#notices.get(notice.paymentNo) ?? []), notice]);
      }
      if (paymentNos.every((no) => this.#notices.has(no)) || performance.now() > giveUpAt) break;
      await pause(50);
    }
    return new Map(
      paymentNos.flatMap((no) => (this.#notices.has(no) ? [[no, this.#notices.get(no)?.[0]?.at ?? NaN]] : [])),
    );
  }

  /** Of each payment that was told: how often, and by how many ids. */
  get counts(): readonly { readonly times: number; readonly ids: number }[] {
    return [...this.#notices.values()].map((notices) => ({
      times: notices.length,
      ids: new Set(notices.map(({ id }) => id)).size,
    }));
  }

  #load(name: AppName): Load {
    const app = this.#apps.get(name);
    if (!app) throw new Error(`${name} does not run.`);
    return new Load(app.url, width);
  }
}

/** Sends it again while it is refused, as gateways and shops do; undefined where it is refused to the end. */
async function fire(load: Load, shot: Shot, isAwaited = () => true): Promise<Hit | undefined> {
  for (let tries = 0; tries < repeats && isAwaited(); tries += 1) {
    const hit = await load.fire(shot).catch(() => undefined);
    if (hit) return hit;
    await pause(200);
  }
  return undefined;
}

async function inLanes<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
