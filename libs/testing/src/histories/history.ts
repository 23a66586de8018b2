import { formAttempt, isMoneyMoving, type Caller, type Payment, PayCoreError } from '@paycore/core';
import { coreOn } from '../core-on-fakes.ts';
import { fakeCallback } from '../fake-gateway.ts';
import { FakePostNotice } from '../fake-post-notice.ts';
import { Interleaving, MortalProcess, SeededRandom } from '../interleaving.ts';
import { MemoryProjectStore } from '../memory-project-store.ts';
import { judge } from './judge.ts';
import { ModelGateway, type ModelOrder } from './model-gateway.ts';
import { amount, merchantOrderNos } from './shop.ts';
import { must, WatchedStore } from './watched-store.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

type Process = ReturnType<History['start']>;

/**
 * Some days of a shop, decided by a seed: creates and repeats, payers with several tabs, money in time and late, gateways that
 * lose answers, processes that die at any wait. Afterwards all that is owed is done, and the result is judged.
 */
export class History {
  readonly random: SeededRandom;
  readonly time: Interleaving;
  readonly payments = new WatchedStore();
  readonly projects = new MemoryProjectStore();
  readonly merchant = new FakePostNotice();
  readonly gateways: readonly ModelGateway[];
  /** webhook-ids that reached the merchant, by payment. */
  readonly received = new Map<string, Set<string>>();
  readonly counts: Map<string, number>[] = [];
  readonly #created = new Map<string, number>();
  readonly #faults: unknown[] = [];
  readonly #processes: Process[] = [];
  #isCalm = false;
  caller!: Caller;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.time = new Interleaving(this.random);
    const world = {
      time: this.time,
      isUnlucky: (chance: number) => this.isUnlucky(chance),
      captured: (order: ModelOrder) => this.#judgeCapture(order),
    };
    const flows = { code: 'ecpay', element: 'stripe', approval: 'paypal', cashier: 'smilepay' } as const;
    this.gateways = Object.entries(flows).map(
      ([flow, name]) => new ModelGateway(name, flow as keyof typeof flows, world),
    );
    this.merchant.tries.answer = async ({ id, body }) => {
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
    this.#processes.push(this.start(), this.start());
    const often = [
      'create',
      'create',
      'create',
      'pay',
      'pay',
      'callBack',
      'callBack',
      'tick',
      'tick',
      'visit',
    ] as const;
    const acts = [...often, 'press', 'pick', 'settle', 'byHand', 'pass', 'pass', 'crash'] as const;
    for (let n = 0; n < 50; n += 1) {
      this[this.random.oneOf(acts) ?? 'tick']();
      await this.time.run(this.random.below(12));
    }
    await this.#calmDown();
    for (const fault of this.#faults) throw fault;
    await judge(this, this.start(true));
    return this;
  }

  start(isReliable = false) {
    const life = new MortalProcess(this.time, () => (this.#isCalm || isReliable ? 0 : 0.004));
    const { random, time: clock, projects, merchant } = this;
    const [gateway, ...others] = this.gateways as readonly [ModelGateway, ...ModelGateway[]];
    const payments = isReliable ? this.payments : life.reach(this.payments);
    const core = coreOn({ payments, projects, gateway, others, random, clock, post: merchant.post });
    this.counts.push(core.metrics.counts);
    return { life, ...core };
  }

  /** Begins something that ends when its turns come, or never. */
  #begin(act: (process: Process) => Promise<unknown>): void {
    const process = this.random.oneOf(this.#processes);
    if (!process) return;
    act(process).catch((error: unknown) => {
      if (!(error instanceof PayCoreError)) this.#faults.push(error);
    });
  }

  create(): void {
    const gateway = this.random.oneOf(this.gateways);
    const merchantOrderNo = this.random.oneOf(merchantOrderNos) ?? 'A-0';
    const urls = { payok: `https://shop-${this.random.below(2)}.example/payok` };
    const request = { merchantOrderNo, amount, currency: 'TWD', buyer: {}, urls, expireDays: 1, extra: {} };
    const order = { gateway: gateway?.name ?? '', route: gateway?.flow ?? '', request, credentials: {} };
    this.#begin(async ({ createPayment }) => {
      const { payment, created } = await createPayment.execute(this.caller, order);
      const times = (this.#created.get(payment.paymentNo) ?? 0) + Number(created);
      this.#created.set(payment.paymentNo, times);
      must(times <= 1, 'A payment was created twice', payment);
      const hasPage = payment.attempts.some(({ page }) => page?.reveal() !== undefined);
      const isAnswered = hasPage || payment.status !== 'pending' || isMoneyMoving(payment);
      must(isAnswered, 'An answer without its code', payment);
      // A shop may post the form that the create answered, once.
      const form = formAttempt(payment)?.page?.reveal();
      if (created && form?.kind === 'form' && this.random.isLucky(0.3)) this.#arrive(form.fields['no'] ?? '');
    });
  }

  /** A payer opens the page, with or without coming from the gateway. */
  visit(): void {
    const payment = this.random.oneOf(this.payments.all());
    if (!payment) return;
    const { paymentNo } = payment;
    const token = `token-of-${paymentNo}`;
    const isBack = this.random.isLucky(0.4);
    this.#begin(({ openPayPage }) => openPayPage.execute(paymentNo, token, { isBack }));
    if (isBack && this.random.isLucky(0.5)) this.#begin(({ openPayPage }) => openPayPage.returned(paymentNo, token));
  }

  /** A payer presses the button to the cashier, perhaps twice, perhaps on a page that is old. */
  press(): void {
    const payment = this.random.oneOf(this.payments.all());
    if (!payment) return;
    const { paymentNo, attempts } = payment;
    const after = attempts.length - (this.random.isLucky(0.2) ? 1 : 0);
    for (let times = 1 + this.random.below(2); times > 0; times -= 1) {
      this.#begin(async ({ pressButton }) => {
        const { form } = await pressButton.execute({ paymentNo, token: `token-of-${paymentNo}`, after });
        if (form) this.#arrive(form.fields['no'] ?? '');
      });
    }
  }

  #arrive(no: string): void {
    const order = this.orders().find((one) => one.no === no);
    must(order !== undefined && !order.isAtCashier, `The cashier saw the number ${no} twice`);
    if (order) order.isAtCashier = true;
  }

  /** A payer changes their mind: another order, at another gateway, for the same payment. */
  pick(): void {
    const payment = this.random.oneOf(this.payments.all().filter(({ status }) => status === 'pending'));
    const gateway = this.random.oneOf(this.gateways);
    if (!payment || !gateway || payment.attempts.length >= 5) return;
    const method = gateway.methods[gateway.flow];
    const account = gateway.open({}, 'test');
    const credentials = payment.attempts[0]?.credentials;
    if (!method || !credentials) return;
    const plan = { gateway, route: gateway.flow, method, account, credentials, amount };
    this.#begin(({ addAttempt }) => addAttempt.execute(payment, plan));
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
    const callback = fakeCallback([{ by: 'gatewayOrderNo', value: no }], { order_no: no });
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
    const longest = this.random.oneOf([second, 30 * second, 10 * minute, day / 2, 2 * day]) ?? 0;
    this.time.advance(this.random.below(longest));
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
    must(captured.length === 0, `The order ${order.merchantOrderNo} was charged twice by our word: ${nos}`);
  }
}

const isPayable = ({ flow, state, isAtCashier }: ModelOrder): boolean => {
  if (flow === 'cashier') return isAtCashier && (state === 'open' || state === 'failed');
  // What is left late is real money at a counter or a bank; a form of ours and an approval end with their order.
  return flow === 'code' ? state === 'open' || state === 'failed' : state === 'open';
};

function dueTimes({ attempts, notice, tidyAt }: Payment): number[] {
  const ofAttempts = attempts.flatMap(({ creating, closesAt, asksAt }) => [creating?.until, closesAt, asksAt]);
  return [...ofAttempts, notice?.nextAt, tidyAt].flatMap((at) => (at ? [at.getTime()] : []));
}
