import { PayCoreError, type Caller, type Payment } from '@paycore/core';
import { coreOn } from '../core-on-fakes.ts';
import { fakeCallback } from '../fake-gateway.ts';
import { FakePostNotice } from '../fake-post-notice.ts';
import { Interleaving, MortalProcess, SeededRandom } from '../interleaving.ts';
import { MemoryProjectStore } from '../memory-project-store.ts';
import { MemoryShopStore } from '../memory-shop-store.ts';
import { judge } from './judge.ts';
import { ModelGateway, signatureOf, type ModelOrder } from './model-gateway.ts';
import { Merchant } from './merchant.ts';
import { Payers } from './payers.ts';
import { ShopKeeper } from './shop.ts';
import { must, WatchedStore } from './watched-store.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

type Process = ReturnType<History['start']>;

const common = [
  'pay',
  'pay',
  'callBack',
  'callBack',
  'tick',
  'tick',
  'visit',
  'settle',
  'byHand',
  'pass',
  'pass',
  'crash',
] as const;

/**
 * What happens, as often as it is named: where merchants name each method, where they mostly leave it to the payer, and where
 * payers gather codes and seldom pay.
 */
const acts = {
  direct: [...common, 'create', 'create', 'create', 'press'],
  links: [...common, 'link', 'link', 'link', 'create', 'press', 'pick', 'pick', 'pick', 'pick', 'pick', 'keepShop'],
  codes: ['link', ...Array.from({ length: 12 }, () => 'pick' as const), 'tick', 'pay', 'wait', 'wait'],
} as const;

/**
 * Some days of a shop, decided by a seed: creates and repeats, payers with several tabs, money in time and late, gateways that
 * lose answers, processes that die at any wait. Afterwards all that is owed is done, and the result is judged.
 */
export class History {
  readonly random: SeededRandom;
  readonly time: Interleaving;
  readonly payments = new WatchedStore();
  readonly projects = new MemoryProjectStore();
  readonly shops = new MemoryShopStore();
  readonly shopServer = new FakePostNotice();
  readonly gateways: readonly ModelGateway[];
  readonly payers: Payers;
  readonly merchant: Merchant;
  readonly keeper: ShopKeeper;
  /** How often something worth counting happened. */
  readonly seen = new Map<string, number>();
  /** webhook-ids that reached the merchant, by payment. */
  readonly received = new Map<string, Set<string>>();
  readonly counts: Map<string, number>[] = [];
  readonly #kind: keyof typeof acts;
  readonly #faults: unknown[] = [];
  readonly #processes: Process[] = [];
  #isCalm = false;
  caller!: Caller;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.time = new Interleaving(this.random);
    this.#kind = this.random.oneOf(['direct', 'links', 'links', 'links', 'codes'] as const) ?? 'links';
    const world = {
      time: this.time,
      isUnlucky: (chance: number) => this.isUnlucky(chance),
      must: (holds: boolean, what: string) => this.#must(holds, what),
      captured: (order: ModelOrder) => this.#judgeCapture(order),
    };
    const flows = { code: 'ecpay', element: 'stripe', approval: 'paypal', cashier: 'smilepay' } as const;
    this.gateways = Object.entries(flows).map(
      ([flow, name]) => new ModelGateway(name, flow as keyof typeof flows, world),
    );
    const common = { random: this.random, gateways: this.gateways, payments: this.payments };
    const here = { ...common, now: () => this.time.now(), orders: this.orders, begin: this.#begin, saw: this.#saw };
    this.payers = new Payers(here, this.#kind === 'codes' ? 'code' : undefined);
    const arrive = (no: string) => this.payers.arrive(no);
    this.merchant = new Merchant({ ...here, caller: () => this.caller, arrive });
    this.keeper = new ShopKeeper(this.shops, this.random);
    this.payments.among = async ({ length }, place) => {
      if (length > 1) await this.#cutInto(place);
    };
    this.shopServer.tries.answer = async ({ id, body }) => {
      await this.time.turn();
      const { paymentNo } = JSON.parse(body) as { paymentNo: string };
      if (this.isUnlucky(0.2)) return { reason: 'connection refused' };
      this.received.set(paymentNo, (this.received.get(paymentNo) ?? new Set()).add(id));
      await this.time.turn();
      return this.isUnlucky(0.3) ? { reason: 'timeout' } : { status: this.isUnlucky(0.2) ? 503 : 200 };
    };
  }

  isUnlucky = (chance: number): boolean => !this.#isCalm && this.random.isLucky(chance);

  orders = (): ModelOrder[] => this.gateways.flatMap(({ orders }) => [...orders.values()]);

  /** Lives, comes to rest and is judged. Throws what does not hold. */
  async run(): Promise<this> {
    this.caller = { project: await this.projects.create('Shop'), environment: 'test' };
    await this.keeper.open(this.caller.project.id, 'test', this.time.now());
    this.#processes.push(this.start(), this.start());
    for (let n = 0; n < 70; n += 1) {
      this[this.random.oneOf(acts[this.#kind]) ?? 'tick']();
      // Now much happens at once, now one thing after the other.
      await this.time.run(
        this.random.below(this.random.oneOf(this.#kind === 'codes' ? [60] : [12, 12, 40, 150]) ?? 12),
      );
    }
    await this.#calmDown();
    for (const fault of [...this.#faults, ...this.payments.faults]) throw fault;
    await judge(this, this.start(true));
    for (const fault of this.payments.faults) throw fault;
    return this;
  }

  create = (): void => this.merchant.create();
  link = (): void => this.merchant.link();
  visit = (): void => this.payers.visit();
  press = (): void => this.payers.press();
  pick = (): void => this.payers.pick();

  keepShop(): void {
    const change = this.keeper.change(this.caller.project.id, 'test', this.time.now());
    change.catch((error: unknown) => this.#faults.push(error));
  }

  start(isReliable = false) {
    const life = new MortalProcess(this.time, () => (this.#isCalm || isReliable ? 0 : 0.004));
    const { random, time: clock, projects, shopServer } = this;
    const [gateway, ...others] = this.gateways as readonly [ModelGateway, ...ModelGateway[]];
    const payments = isReliable ? this.payments : life.reach(this.payments);
    const shops = isReliable ? this.shops : life.reach(this.shops);
    const core = coreOn({ payments, projects, shops, gateway, others, random, clock, post: shopServer.post });
    this.counts.push(core.metrics.counts);
    return { life, ...core };
  }

  /** Begins something that ends when its turns come, or never. */
  #begin = (act: (process: Process) => Promise<unknown>): void => {
    const process = this.random.oneOf(this.#processes);
    if (!process) return;
    act(process).catch((error: unknown) => {
      if (!(error instanceof PayCoreError)) this.#faults.push(error);
    });
  };

  #saw = (what: string): void => void this.seen.set(what, (this.seen.get(what) ?? 0) + 1);

  /** Remembers what does not hold: whoever called the gateway may go on after any failure. */
  #must(holds: boolean, what: string): void {
    try {
      must(holds, what);
    } catch (fault) {
      this.#faults.push(fault);
      throw fault;
    }
  }

  /** What is written in bulk is no one step: others act in between, and what is left may never be done. */
  async #cutInto(place: number): Promise<void> {
    await this.time.turn();
    if (place > 0) this.#saw('written in bulk');
    if (!this.isUnlucky(0.1)) return;
    if (place > 0) this.#saw('bulk cut off');
    throw new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'The database is away.');
  }

  pay(): void {
    const order = this.random.oneOf(this.orders().filter(isPayable));
    if (!order) return;
    if (order.state === 'open' && this.random.isLucky(0.2)) order.state = 'failed';
    else if (order.flow === 'approval') order.state = 'approved';
    else order.state = order.flow === 'element' && this.random.isLucky(0.3) ? 'moving' : 'paid';
    if (this.random.isLucky(0.7)) this.callBack(order);
    if (order.flow === 'approval' && this.random.isLucky(0.5)) this.#comeBack(order);
  }

  /** Money that was under way arrives, or does not. */
  settle(): void {
    const order = this.random.oneOf(this.orders().filter(({ state }) => state === 'moving'));
    if (!order) return;
    order.state = this.random.isLucky(0.7) ? 'paid' : 'failed';
    if (this.random.isLucky(0.7)) this.callBack(order);
  }

  #comeBack({ gateway, paymentNo, no }: ModelOrder): void {
    this.#begin(({ receiveReturn }) => receiveReturn.execute(gateway, paymentNo, { token: no }));
  }

  callBack(order = this.random.oneOf(this.orders())): void {
    if (!order) return;
    const { state, gateway, paymentNo, no } = order;
    const signed = signatureOf(order.credentials);
    const callback = fakeCallback([{ by: 'gatewayOrderNo', value: no }], { order_no: no, signed });
    this.#begin(async ({ receiveCallback }) => {
      const { status } = await receiveCallback.execute(gateway, callback);
      if (status !== 200 || state !== 'paid') return;
      order.isAcknowledged = true;
      const payment = await this.payments.find(paymentNo);
      must(payment?.status === 'paid', 'Acknowledged, not paid', payment);
    });
  }

  crash(): void {
    const place = this.random.below(this.#processes.length);
    const { life } = this.#processes[place] ?? {};
    if (life) life.isDead = true;
    this.#processes[place] = this.start();
  }

  tick(): void {
    this.#begin(({ finishCreates }) => finishCreates.execute());
    this.#begin(({ expirePayments }) => expirePayments.execute());
    this.#begin(({ askGateways }) => askGateways.execute());
    this.#begin(({ tidyPayments }) => tidyPayments.execute());
    this.#begin(({ deliverNotices }) => deliverNotices.execute());
  }

  byHand(): void {
    const { paymentNo } = this.random.oneOf(this.payments.all()) ?? {};
    if (paymentNo === undefined) return;
    if (this.random.isLucky(0.15)) this.#begin(({ cancelPayment }) => cancelPayment.execute(paymentNo));
    else if (this.random.isLucky(0.2))
      this.#begin(({ cancelOwnPayment }) => cancelOwnPayment.execute(this.caller, paymentNo));
    else this.#begin(({ syncPayment }) => syncPayment.execute(this.caller, paymentNo));
  }

  pass(): void {
    const longest = this.random.oneOf([second, 30 * second, 10 * minute, 10 * minute, day / 2, 2 * day]) ?? 0;
    this.time.advance(this.random.below(longest));
  }

  /** Long enough for a lease to run out, and not for a code. */
  wait(): void {
    this.time.advance(this.random.below(minute));
  }

  /** No more faults: everything owed must be done, as the gateways resend and the scheduler ticks. */
  async #calmDown(): Promise<void> {
    this.#isCalm = true;
    for (let round = 0; round < 120; round += 1) {
      for (const order of this.orders()) if (order.state === 'moving') order.state = 'paid';
      const owed = this.orders().filter(
        ({ state, isAcknowledged }) => state === 'approved' || (state === 'paid' && !isAcknowledged),
      );
      for (const order of owed) this.callBack(order);
      this.tick();
      await this.time.rest();
      const due = this.payments.all().flatMap(dueTimes);
      if (due.length === 0 && owed.every(({ state }) => state !== 'paid')) return;
      this.time.advance(due.length === 0 ? second : Math.max(second, Math.min(...due) - this.time.now().getTime()));
    }
    const restless = this.payments.all().find((payment) => dueTimes(payment).length > 0);
    must(false, 'It never comes to rest', restless);
  }

  /** Money may be taken by our word once per order, and never once the order is paid. */
  #judgeCapture(order: ModelOrder): void {
    const captured = this.orders().filter(
      ({ flow, state, merchantOrderNo }) =>
        flow === 'approval' && merchantOrderNo === order.merchantOrderNo && (state === 'paid' || state === 'moving'),
    );
    const nos = [...captured, order].map(({ no }) => no).join(', ');
    this.#must(captured.length === 0, `The order ${order.merchantOrderNo} was charged twice by our word: ${nos}`);
  }
}

const isPayable = ({ flow, state, isAtCashier }: ModelOrder): boolean => {
  if (flow === 'cashier') return isAtCashier && (state === 'open' || state === 'failed');
  // What is left late is real money at a counter or a bank; a form of ours and an approval end with their order.
  return flow === 'code' ? state === 'open' || state === 'failed' : state === 'open';
};

function dueTimes({ attempts, notice, tidyAt, link }: Payment): number[] {
  const ofAttempts = attempts.flatMap(({ creating, closesAt, asksAt }) => [creating?.until, closesAt, asksAt]);
  return [...ofAttempts, notice?.nextAt, tidyAt, link?.isOpen ? link.expiresAt : undefined].flatMap((at) =>
    at ? [at.getTime()] : [],
  );
}
