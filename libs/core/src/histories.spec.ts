import {
  coreOn,
  fakeCallback,
  FakeGateway,
  FakePostNotice,
  Interleaving,
  MemoryPaymentStore,
  MemoryProjectStore,
  MortalProcess,
  SeededRandom,
} from '@paycore/testing';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import { outranks, type Payment, type PaymentChange } from '../domain/payment.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Caller } from '../ports/project-store.ts';

/** A failure names its seed; to replay it alone, begin there and make it one history. */
const firstSeed = 1;
const histories = 500;

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** An order at the gateway. */
interface Placed {
  readonly no: string;
  readonly paymentNo: string;
  state: 'open' | 'approved' | 'failed' | 'paid';
  /** The gateway got its ACK of `paid`, and resends no more. */
  isAcknowledged: boolean;
}

const must = (holds: boolean, what: string, payment?: Payment): void => {
  if (!holds) throw new Error(payment ? `${what}: ${JSON.stringify(payment)}` : what);
};

/** Refuses a write that no payment may ever make. */
class WatchedStore extends MemoryPaymentStore {
  override async update(payment: Payment, change: PaymentChange) {
    const before = await this.find(payment.paymentNo);
    const result = await super.update(payment, change);
    const after = await this.find(payment.paymentNo);
    if (!before || !after || result !== 'saved') return result;
    must(!outranks(before.status, after.status), 'A status fell', after);
    must(!before.paidAt || before.paidAt === after.paidAt, 'A payment was paid twice', after);
    must(!before.notice || before.notice.id === after.notice?.id, 'A notice changed its id', after);
    must(
      Object.entries(before.info).every(([key, value]) => after.info[key] === value),
      'An info changed',
      after,
    );
    must(after.holdsOrder || after.status !== 'pending', 'An open payment lost its order', after);
    const mayHold = ['pending', 'paid'].includes(after.status) || after.completingUntil !== undefined;
    must(!after.holdsOrder || mayHold, 'A closed payment holds its order', after);
    return result;
  }
}

class History {
  readonly random: SeededRandom;
  readonly time: Interleaving;
  readonly payments = new WatchedStore();
  readonly projects = new MemoryProjectStore();
  readonly merchant = new FakePostNotice();
  readonly gateway = new FakeGateway();
  readonly placed = new Map<string, Placed>();
  readonly created = new Map<string, number>();
  readonly received = new Map<string, Set<string>>();
  readonly counts: Map<string, number>[] = [];
  readonly faults: unknown[] = [];
  readonly processes: ReturnType<History['start']>[] = [];
  /** What each try to complete was answered, by its number: a repeat is answered the same. */
  readonly completions = new Map<string, Outcome>();
  isCalm = false;
  caller!: Caller;

  constructor(
    seed: number,
    /** Money moves only when we say so, after the payer's approval. */
    readonly completes = seed % 2 === 0,
  ) {
    this.random = new SeededRandom(seed);
    this.time = new Interleaving(this.random);
    this.gateway.createAttempts = 1 + this.random.below(3);
    this.gateway.create.answer = (order) => this.place(order.gatewayOrderNo, order.paymentNo, order.createdAt);
    this.gateway.sync.answer = ({ gatewayOrderNo }) => this.tell(gatewayOrderNo);
    this.gateway.verify.answer = ({ query }) => this.outcomeOf(query['order_no'] ?? '');
    this.gateway.canComplete = completes;
    this.gateway.complete.answer = (payment, attempt) => this.move(payment, attempt);
    this.merchant.tries.answer = async ({ id, body }) => {
      await this.time.turn();
      const { paymentNo } = JSON.parse(body) as { paymentNo: string };
      if (this.isUnlucky(0.2)) return { reason: 'connection refused' };
      this.received.set(paymentNo, (this.received.get(paymentNo) ?? new Set()).add(id));
      await this.time.turn();
      return this.isUnlucky(0.3) ? { reason: 'timeout' } : { status: this.isUnlucky(0.2) ? 503 : 200 };
    };
  }

  isUnlucky = (chance: number) => !this.isCalm && this.random.isLucky(chance);

  start() {
    const life = new MortalProcess(this.time, () => (this.isCalm ? 0 : 0.004));
    const { gateway, random, time: clock, projects, merchant } = this;
    const { post } = merchant;
    const core = coreOn({ payments: life.reach(this.payments), projects, gateway, random, clock, post });
    this.counts.push(core.metrics.counts);
    return { life, ...core };
  }

  private async place(no: string, paymentNo: string, createdAt: Date) {
    await this.time.turn();
    const isKnown = this.placed.has(no);
    if (!isKnown && this.isUnlucky(0.1)) {
      throw new PayCoreError('rejected', 'X', 'No.', { leavesNoPayment: this.random.isLucky(0.3) });
    }
    if (this.isUnlucky(0.15)) throw gatewayUnavailable(new Error('not reached'));
    if (!isKnown) this.placed.set(no, { no, paymentNo, state: 'open', isAcknowledged: false });
    // A process may stand still for longer than its lease.
    await (this.isUnlucky(0.2) ? this.time.sleep(this.random.below(minute)) : this.time.turn());
    if (this.isUnlucky(0.2)) throw gatewayUnavailable(new Error('answer lost'));
    const page = { kind: 'code' as const, code: no };
    return { info: { payment_code: no }, page, expiresAt: new Date(createdAt.getTime() + day) };
  }

  private async tell(no: string): Promise<Outcome> {
    await this.time.turn();
    if (this.isUnlucky(0.3)) throw gatewayUnavailable(new Error('away'));
    return this.outcomeOf(no);
  }

  /** The lease outlasts every call, so no more than that may pass in here. */
  private async move({ gatewayOrderNo, paymentNo }: Payment, attempt: number): Promise<Outcome> {
    await this.time.turn();
    if (this.isUnlucky(0.2)) throw gatewayUnavailable(new Error('not reached'));
    const key = `${paymentNo}-cap-${attempt}`;
    const answer = this.completions.get(key) ?? this.captured(gatewayOrderNo);
    // That it was not approved is no answer to this try: the payer may yet approve.
    if (answer.status === 'paid' || answer.declined !== undefined) this.completions.set(key, answer);
    await this.time.turn();
    if (this.isUnlucky(0.25)) throw gatewayUnavailable(new Error('answer lost'));
    return answer;
  }

  private captured(no: string): Outcome {
    const order = this.placed.get(no);
    if (order?.state === 'paid') return { status: 'paid', gatewayTradeNo: `T-${no}` };
    if (order?.state !== 'approved') return { status: 'pending' };
    if (this.isUnlucky(0.3)) {
      order.state = 'open';
      return { status: 'pending', declined: 'INSTRUMENT_DECLINED' };
    }
    order.state = 'paid';
    return { status: 'paid', gatewayTradeNo: `T-${no}` };
  }

  private outcomeOf(no: string): Outcome {
    const state = this.placed.get(no)?.state ?? 'open';
    if (state === 'open') return { status: 'pending', info: { payment_code: no } };
    if (state === 'approved') return { status: 'pending', next: 'complete' };
    return { status: state, gatewayTradeNo: `T-${no}` };
  }

  /** Begins something that ends when its turns come, or never. */
  begin(act: (process: ReturnType<History['start']>) => Promise<unknown>): void {
    const process = this.random.oneOf(this.processes);
    if (!process) return;
    act(process).catch((error: unknown) => {
      if (!(error instanceof PayCoreError)) this.faults.push(error);
    });
  }

  create(): void {
    const merchantOrderNo = `A-${this.random.below(3)}`;
    const urls = { payok: `https://shop-${this.random.below(2)}.example/payok` };
    const request = { merchantOrderNo, amount: 980, currency: 'TWD', buyer: {}, urls, extra: {} };
    const order = { gateway: 'ecpay', route: 'atm', request, credentials: { merchant_id: '1' } };
    this.begin(async ({ createPayment }) => {
      const { payment, created } = await createPayment.execute(this.caller, order);
      const times = (this.created.get(payment.paymentNo) ?? 0) + Number(created);
      this.created.set(payment.paymentNo, times);
      must(times <= 1, 'A payment was created twice', payment);
      must(payment.page?.reveal() !== undefined || payment.status !== 'pending', 'An answer without its code', payment);
    });
  }

  pay(): void {
    // Where money waits for our word, an order that failed can never be approved any more.
    const isPayable = ({ state }: Placed) => state !== 'paid' && !(this.completes && state === 'failed');
    const order = this.random.oneOf([...this.placed.values()].filter(isPayable));
    const pays = this.completes ? 'approved' : 'paid';
    if (order) order.state = order.state === 'open' && this.random.isLucky(0.25) ? 'failed' : pays;
    if (order && this.random.isLucky(0.7)) this.callBack(order);
    if (order && this.completes && this.random.isLucky(0.5)) this.comeBack(order);
  }

  comeBack({ paymentNo, no }: Placed): void {
    this.begin(({ receiveReturn }) => receiveReturn.execute('ecpay', paymentNo, { token: no }));
  }

  callBack(order = this.random.oneOf([...this.placed.values()])): void {
    if (!order) return;
    const { state, paymentNo, no } = order;
    const callback = fakeCallback([{ by: 'paymentNo', value: paymentNo }], { order_no: no });
    this.begin(async ({ receiveCallback }) => {
      const { status } = await receiveCallback.execute('ecpay', callback);
      if (status !== 200 || state !== 'paid') return;
      order.isAcknowledged = true;
      must((await this.payments.find(paymentNo))?.status === 'paid', 'Acknowledged, not paid');
    });
  }

  crash(): void {
    const place = this.random.below(this.processes.length);
    const { life } = this.processes[place] ?? {};
    if (life) life.isDead = true;
    this.processes[place] = this.start();
  }

  tick(): void {
    this.begin(({ finishCreates }) => finishCreates.execute());
    this.begin(({ expirePayments }) => expirePayments.execute());
    this.begin(({ askGateways }) => askGateways.execute());
    this.begin(({ deliverNotices }) => deliverNotices.execute());
  }

  byHand(): void {
    const { paymentNo } = this.random.oneOf(this.payments.all()) ?? {};
    if (paymentNo === undefined) return;
    if (this.random.isLucky(0.2)) this.begin(({ cancelPayment }) => cancelPayment.execute(paymentNo));
    else this.begin(({ syncPayment }) => syncPayment.execute(this.caller, paymentNo));
  }

  pass(): void {
    this.time.advance(this.random.below(this.random.oneOf([second, 30 * second, 10 * minute, day / 2]) ?? 0));
  }

  async live(): Promise<void> {
    this.caller = { project: await this.projects.create('Shop'), environment: 'test' };
    this.processes.push(this.start(), this.start());
    const acts = ['create', 'create', 'create', 'pay', 'pay', 'callBack', 'callBack', 'tick', 'tick'] as const;
    for (let n = 0; n < 40; n += 1) {
      this[this.random.oneOf([...acts, 'byHand', 'pass', 'pass', 'crash'] as const) ?? 'tick']();
      await this.time.run(this.random.below(12));
    }
  }

  /** No more faults: everything owed must be done, as the gateway resends and the scheduler ticks. */
  async calmDown(): Promise<void> {
    this.isCalm = true;
    for (let round = 0; round < 60; round += 1) {
      const owed = [...this.placed.values()].filter(
        ({ state, isAcknowledged }) => state === 'approved' || (state === 'paid' && !isAcknowledged),
      );
      for (const order of owed) this.callBack(order);
      this.tick();
      await this.time.rest();
      const due = this.payments
        .all()
        .flatMap(({ creating, closesAt, asksAt, notice }) => [creating?.until, closesAt, asksAt, notice?.nextAt])
        .flatMap((at) => (at ? [at.getTime()] : []));
      if (due.length === 0 && owed.every(({ state }) => state !== 'paid')) return;
      this.time.advance(due.length === 0 ? second : Math.max(second, Math.min(...due) - this.time.now().getTime()));
    }
    must(false, 'It never comes to rest');
  }

  judge(): void {
    for (const fault of this.faults) throw fault;
    const orders = [...this.placed.values()];
    for (const payment of this.payments.all()) {
      const { paymentNo, status, events } = payment;
      const own = orders.filter((order) => order.paymentNo === paymentNo);
      const isPaid = own.some(({ state }) => state === 'paid');
      must(own.length <= 1, 'Two orders at the gateway', payment);
      must((status === 'paid') === isPaid, isPaid ? 'Money was lost' : 'Money was made up', payment);
      must(status !== 'pending' && !payment.creating, 'Left open', payment);
      must(events.filter(({ type }) => type === 'paid').length === (isPaid ? 1 : 0), 'Paid twice', payment);
      must(events.filter(({ type }) => type === 'expired').length <= 1, 'Expired twice', payment);
      must((payment.notice?.state ?? 'none') === (isPaid ? 'delivered' : 'none'), 'Owes a notice', payment);
      const types = events.map(({ type, detail }) => (detail?.['cancelled'] ? 'cancelled' : type));
      const isUndone = types.includes('failed') && types.indexOf('issued') < types.indexOf('failed');
      must(!isUndone || own[0]?.state !== 'open' || !types.includes('issued'), 'A shown code was failed', payment);
      const ids = [...(this.received.get(paymentNo) ?? [])];
      must(String(ids) === (payment.notice?.id ?? ''), 'The merchant was told otherwise', payment);
    }
    const announced = this.counts.reduce((sum, counts) => sum + (counts.get('payments_paid') ?? 0), 0);
    must(announced <= orders.filter(({ state }) => state === 'paid').length, 'Announced twice');
    for (const order of orders) must(order.state !== 'paid' || order.isAcknowledged, 'Never acknowledged');
    for (const number of ['A-0', 'A-1', 'A-2']) {
      const same = this.payments.all().filter(({ request }) => request.merchantOrderNo === number);
      const paid = same.filter(({ status }) => status === 'paid');
      must(
        paid.filter(({ holdsPaid }) => holdsPaid).length === Math.min(1, paid.length),
        'No repeat finds what is paid',
      );
      must(paid.filter(({ holdsOrder }) => holdsOrder).length <= 1, 'Two hold one order');
      must(!this.completes || paid.length <= 1, 'One order was charged twice');
    }
  }
}

describe('whatever interleaves, fails and dies', () => {
  it(`holds for ${histories} histories`, async () => {
    const seen = { paid: 0, expired: 0, failed: 0, paid_beside: 0, orders: 0 };
    for (let seed = firstSeed; seed < firstSeed + histories; seed += 1) {
      const history = new History(seed);
      try {
        await history.live();
        await history.calmDown();
        history.judge();
      } catch (error) {
        throw new Error(`Seed ${seed}: ${String(error)}`, { cause: error });
      }
      seen.orders += history.placed.size;
      for (const { status, events } of history.payments.all()) {
        if (status !== 'pending') seen[status] += 1;
        seen.paid_beside += events.filter(({ type }) => type === 'paid_beside').length;
      }
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });
});
