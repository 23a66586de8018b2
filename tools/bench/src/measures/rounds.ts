import { callbackShot, createShots, paymentNoOf } from '../load/shots.ts';
import type { PlacedOrder } from '../peers/gateway-stub.ts';
import type { Plan } from '../plan.ts';
import type { OutsideWorld } from '../processes/outside.ts';
import { rotated } from '../report/stats.ts';
import { cpuMicros, type Micros, type Target, type TargetName } from './targets.ts';

/** What one thing costs, one value per round. */
export interface RoundFigures {
  readonly create: Micros[];
  /** Of payments whose merchant does not want to be told. */
  readonly callback: Micros[];
  /** Callback and notice. */
  readonly notice: Micros[];
}

/** From the callback's answer to the notice's arrival, in ms. */
export type NoticeDelays = number[];

/** Callbacks sent before their notices are waited for: fewer than PayCore keeps under way. */
const noticesAtOnce = 100;

export class Rounds {
  readonly figures: Readonly<Record<TargetName, RoundFigures>> = { paycore: none(), bare: none(), careful: none() };
  readonly noticeDelays: Readonly<Record<TargetName, NoticeDelays>> = { paycore: [], bare: [], careful: [] };

  constructor(
    private readonly targets: readonly Target[],
    private readonly outside: OutsideWorld,
    private readonly plan: Plan,
    private readonly databasePid: number | undefined,
  ) {}

  /** Compiles the hot paths, until they stay as they are. What it measures is to be thrown away. */
  async warmUp(): Promise<void> {
    const { warmUp, notices, settling } = this.plan;
    for (const target of this.targets) {
      await this.#callBack(target, await this.#create(target, warmUp));
      await this.#tell(target, Math.min(notices, warmUp));
    }
    for (let round = 0; round < settling; round += 1) await this.#round(round);
  }

  async run(say: (line: string) => void): Promise<void> {
    for (let round = 0; round < this.plan.rounds; round += 1) {
      await this.#round(round);
      say(`round ${round + 1} of ${this.plan.rounds}`);
    }
  }

  async #round(round: number): Promise<void> {
    for (const target of rotated(this.targets, round)) await this.#measure(target);
  }

  async #measure(target: Target): Promise<void> {
    const { requests, notices } = this.plan;
    const figures = this.figures[target.name];
    let placed: PlacedOrder[] = [];
    const create = async () => void (placed = await this.#create(target, requests));
    figures.create.push(await this.#micros(target.api, requests, create));
    figures.callback.push(await this.#micros(target.webhooks, requests, () => this.#callBack(target, placed)));
    figures.notice.push(await this.#tell(target, notices));
  }

  async #create(target: Target, count: number, payokUrls: readonly string[] = []): Promise<PlacedOrder[]> {
    const shots = createShots(count, { path: target.createPath, apiKey: target.apiKey, payokUrls });
    await target.api.load.closed(shots, this.plan.width);
    return this.outside.takeOrders();
  }

  async #callBack({ webhooks }: Target, placed: readonly PlacedOrder[]): Promise<void> {
    await webhooks.load.closed(
      placed.map((order) => callbackShot(order)),
      this.plan.width,
    );
  }

  async #tell(target: Target, count: number): Promise<Micros> {
    const { merchant } = this.outside.addresses;
    const placed = await this.#create(target, count, [merchant]);
    const acked = new Map<string, number>();
    const send = async () => {
      for (let at = 0; at < count; at += noticesAtOnce) {
        const some = placed.slice(at, at + noticesAtOnce);
        const shots = some.map((order) => callbackShot(order, target.tell(merchant)));
        const hits = await target.webhooks.load.closed(shots, this.plan.width);
        some.forEach((order, n) => acked.set(paymentNoOf(order), hits[n]?.at ?? NaN));
        for (const { paymentNo, at } of await this.outside.takeNotices(some.length))
          this.noticeDelays[target.name].push(at - (acked.get(paymentNo) ?? NaN));
      }
    };
    return this.#micros(target.webhooks, count, send);
  }

  #micros({ child }: Target['api'], count: number, run: () => Promise<void>): Promise<Micros> {
    return cpuMicros({ child, databasePid: this.databasePid }, count, run);
  }
}

const none = (): RoundFigures => ({ create: [], callback: [], notice: [] });
