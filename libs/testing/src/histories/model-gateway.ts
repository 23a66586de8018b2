import {
  callbackRefused,
  gatewayUnavailable,
  invalidArgument,
  PayCoreError,
  type Callback,
  type Created,
  type Environment,
  type Gateway,
  type GatewayAccount,
  type Info,
  type Method,
  type Order,
  type OrderKey,
  type Outcome,
  type Page,
  type PlacedOrder,
  type Reply,
} from '@paycore/core';
import type { Interleaving } from '../interleaving.ts';
import { centsOf, decimalsAt, stores, type ModelCredentials } from './shop.ts';

/**
 * How money comes at a gateway: by a code that is paid somewhere; by a form on our page, whose order can be cancelled; after
 * an approval, when we capture it; or at a cashier, which takes each number once.
 */
export type Flow = 'code' | 'element' | 'approval' | 'cashier';

/** An order at the gateway. */
export interface ModelOrder {
  readonly no: string;
  readonly paymentNo: string;
  readonly merchantOrderNo: string;
  readonly gateway: string;
  readonly flow: Flow;
  /** Hundredths of TWD. */
  readonly cents: number;
  /** Whose order it is: its callbacks are signed with this key. */
  readonly credentials: ModelCredentials;
  /** All that it was placed with, which a repeat may not change. */
  readonly terms: string;
  /** The payer's deadline. */
  readonly expiresAt: Date;
  /** `moving`: the payer has done their part, the money is on its way. */
  state: 'open' | 'moving' | 'approved' | 'failed' | 'cancelled' | 'paid';
  /** A payer took it to the cashier. */
  isAtCashier: boolean;
  /** The gateway got its ACK of `paid`, and resends no more. */
  isAcknowledged: boolean;
}

/** What a model gateway knows of the world it is in. */
export interface ModelWorld {
  readonly time: Interleaving;
  readonly isUnlucky: (chance: number) => boolean;
  /** Throws, and is remembered, where something does not hold. */
  readonly must: (holds: boolean, what: string) => void;
  /** A capture moves money by our word: the world judges whether it may. */
  readonly captured: (order: ModelOrder) => void;
}

const second = 1_000;
const callLimitMs = 15 * second;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** A gateway that keeps orders like the real ones do, loses answers and is away now and then. */
export class ModelGateway implements Gateway {
  readonly methods: Record<string, Method>;
  readonly orderNoLength = 20;
  readonly createAttempts: number;
  readonly firstQueryAfterSeconds = 600;
  readonly queriesOnReturn: boolean;
  /** Some have no such call: what becomes of a code, only their callbacks tell. */
  readonly #canQuery: boolean;
  readonly orders = new Map<string, ModelOrder>();
  /** What each completion was answered, by its request id: a repeat is answered the same. */
  readonly #completions = new Map<string, Outcome>();

  constructor(
    readonly name: string,
    readonly flow: Flow,
    private readonly world: ModelWorld,
  ) {
    const method: Method = {
      ...{ name: flow, currencies: ['TWD'], lagHours: flow === 'code' ? 24 : 1, decimalsOf: () => decimalsAt(name) },
      ...(flow === 'code' && { choices: { store: stores } }),
      ...(flow === 'approval' && { maxDecimalsOf: () => 2 }),
    };
    this.methods = { [flow]: method, ...(flow === 'approval' && { later: { ...method, name: 'later' } }) };
    this.createAttempts = 1 + world.time.random.below(3);
    this.queriesOnReturn = flow !== 'code';
    this.#canQuery = flow !== 'code' || world.time.random.isLucky(0.6);
  }

  open(credentials: unknown, environment: Environment): GatewayAccount {
    const { id = '1', key = 1 } = credentials as Partial<ModelCredentials>;
    const own = { id, key: Number(key) };
    const asked = (order: PlacedOrder) => this.#judgeQuestion(order, own);
    return {
      id: own.id,
      environment,
      credentials: { id: own.id, key: String(own.key) },
      create: (order) => this.#create(order, own),
      verify: (callback) => this.#told(callback, own),
      ...(this.#canQuery && { query: (order: PlacedOrder) => this.#query(asked(order)) }),
      isReturnOf: ({ gatewayOrderNo }, { token }) => token === gatewayOrderNo,
      ...(this.flow === 'element' && { cancel: (order: PlacedOrder) => this.#cancel(asked(order)) }),
      ...(this.flow === 'approval' && {
        complete: (order: PlacedOrder, serial: number) => this.#complete(asked(order), serial),
      }),
    };
  }

  /** Of a code, the store where it is paid. */
  readExtra(_route: string, { store = stores[0] }: Info): Info {
    if (this.flow !== 'code') return {};
    if (!stores.includes(String(store))) throw invalidArgument('There is no such store.');
    return { store };
  }

  /** Another account, another key or another sum would be answered by another order's state, or not at all. */
  #judgeQuestion(order: PlacedOrder, { id, key }: ModelCredentials): PlacedOrder {
    const known = this.orders.get(order.gatewayOrderNo);
    if (!known) return order;
    const { credentials, cents } = known;
    this.world.must(
      credentials.id === id && credentials.key === key,
      `${known.no} is asked for with other credentials`,
    );
    this.world.must(cents === this.#centsOf(order), `${known.no} is asked for as another sum`);
    return order;
  }

  #centsOf = ({ amount, decimals = decimalsAt(this.name) }: Pick<Order, 'amount' | 'decimals'>): number =>
    centsOf(amount, decimals);

  locate(callback: Callback): OrderKey[] {
    return JSON.parse(new TextDecoder().decode(callback.rawBody)) as OrderKey[];
  }

  answer(error?: PayCoreError): Reply {
    return { status: error ? 400 : 200, type: 'text/plain', body: error?.message ?? 'OK' };
  }

  async #create(order: Order, own: ModelCredentials): Promise<Created> {
    // A cashier's form is made without calling anybody.
    if (this.flow === 'cashier') return this.#issued(this.#placed(order, own));
    const { time, isUnlucky } = this.world;
    await time.turn();
    const isKnown = this.orders.has(order.gatewayOrderNo);
    if (!isKnown && isUnlucky(0.1)) {
      throw new PayCoreError('rejected', 'X', 'No.', { leavesNoPayment: time.random.isLucky(0.3) });
    }
    if (isUnlucky(0.15)) throw gatewayUnavailable(new Error('not reached'));
    const placed = this.#placed(order, own);
    // A process may stand still for longer than its lease.
    await (isUnlucky(0.2) ? time.sleep(time.random.below(minute)) : time.turn());
    if (isUnlucky(0.2)) throw gatewayUnavailable(new Error('answer lost'));
    return this.#issued(placed);
  }

  #placed(placed: Order, credentials: ModelCredentials): ModelOrder {
    const { gatewayOrderNo: no, paymentNo, merchantOrderNo, createdAt, expireDays, extra, route } = placed;
    const known = this.orders.get(no);
    const cents = this.#centsOf(placed);
    const terms = JSON.stringify([route, cents, expireDays, extra, credentials]);
    this.world.must(known === undefined || known.terms === terms, `The order ${no} is placed again otherwise`);
    if (known) return known;
    const expiresAt = new Date(createdAt.getTime() + (this.flow === 'code' ? expireDays * day : day));
    const { name: gateway, flow } = this;
    const order: ModelOrder = {
      ...{ no, paymentNo, merchantOrderNo, gateway, flow, cents, credentials, terms, expiresAt },
      ...{ state: 'open', isAtCashier: false, isAcknowledged: false },
    };
    this.orders.set(no, order);
    return order;
  }

  #issued({ no, expiresAt }: ModelOrder): Created {
    const pages: Record<Flow, Page> = {
      code: { kind: 'code', code: no },
      element: { kind: 'element', params: { id: no } },
      approval: { kind: 'redirect', url: `https://gateway.example/${no}` },
      cashier: { kind: 'form', action: 'https://gateway.example/', fields: { no } },
    };
    const isCashier = this.flow === 'cashier';
    const info = this.flow === 'code' ? { payment_code: no } : {};
    return { ...(!isCashier && { gatewayTradeNo: `T-${no}` }), info, page: pages[this.flow], expiresAt };
  }

  #told({ query }: Callback, { id, key }: ModelCredentials): Outcome {
    if (query['signed'] !== signatureOf({ id, key })) throw callbackRefused('It is signed by somebody else.');
    return this.#outcomeOf(query['order_no'] ?? '');
  }

  async #query({ gatewayOrderNo }: PlacedOrder): Promise<Outcome> {
    await this.world.time.turn();
    if (this.world.isUnlucky(0.3)) throw gatewayUnavailable(new Error('away'));
    return this.#outcomeOf(gatewayOrderNo);
  }

  async #cancel({ gatewayOrderNo: no }: PlacedOrder): Promise<Outcome> {
    const { time, isUnlucky } = this.world;
    await time.turn();
    if (isUnlucky(0.2)) throw gatewayUnavailable(new Error('not reached'));
    const order = this.orders.get(no);
    if (!order) throw gatewayUnavailable(new Error('no such order'));
    if (order.state === 'open') order.state = 'cancelled';
    await time.turn();
    if (isUnlucky(0.2)) throw gatewayUnavailable(new Error('answer lost'));
    return this.#outcomeOf(no);
  }

  /** The lease outlasts every call: one that takes longer is given up. */
  async #complete({ gatewayOrderNo: no }: PlacedOrder, serial: number): Promise<Outcome> {
    const { time, isUnlucky } = this.world;
    const began = time.now().getTime();
    await time.turn();
    const isTooLate = time.now().getTime() - began > callLimitMs;
    if (isTooLate || isUnlucky(0.2)) throw gatewayUnavailable(new Error('not reached'));
    const requestId = `${no}-cap-${serial}`;
    const answer = this.#completions.get(requestId) ?? this.#captured(no);
    // That it was not approved is no answer to this try: the payer may yet approve.
    if (answer.status === 'paid' || answer.declined !== undefined) this.#completions.set(requestId, answer);
    await time.turn();
    if (isUnlucky(0.25)) throw gatewayUnavailable(new Error('answer lost'));
    return answer;
  }

  #captured(no: string): Outcome {
    const order = this.orders.get(no);
    if (order?.state !== 'approved') return withoutNext(this.#outcomeOf(no));
    if (this.world.isUnlucky(0.3)) {
      order.state = 'open';
      return { status: 'pending', declined: 'INSTRUMENT_DECLINED' };
    }
    this.world.captured(order);
    order.state = this.world.isUnlucky(0.3) ? 'moving' : 'paid';
    return withoutNext(this.#outcomeOf(no));
  }

  #outcomeOf(no: string): Outcome {
    const state = this.orders.get(no)?.state ?? 'open';
    const gatewayTradeNo = `T-${no}`;
    if (state === 'paid') return { status: 'paid', gatewayTradeNo };
    if (state === 'failed' || state === 'cancelled') return { status: 'failed', gatewayTradeNo };
    if (state === 'moving') return { status: 'pending', underWay: true };
    return state === 'approved' ? { status: 'pending', next: 'complete' } : { status: 'pending' };
  }
}

/** What was just tried is not to be tried again at once. */
const withoutNext = (outcome: Outcome): Outcome =>
  outcome.status === 'pending' && outcome.next === 'complete' ? { status: 'pending' } : outcome;

/** What a callback of an order carries as proof. */
export const signatureOf = ({ id, key }: ModelCredentials): string => `${id}-${key}`;
