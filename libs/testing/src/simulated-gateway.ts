import {
  leadsToGateway,
  type Callback,
  type Created,
  type Gateway,
  type GatewayAccount,
  type GatewayFactory,
  type Order,
  type Page,
  type PlacedOrder,
  type OrderKey,
  type Reply,
} from '@paycore/core';
import type { Simulator, SimulatorFactory } from '@paycore/simulator-kit';
import { FakeFetch, type Answerer } from './fake-fetch.ts';

const sandboxUrl = 'http://sandbox.test';

/** Stands in the callback URLs that orders are given. */
export const callbackSecret = 's3cr3t';
const start = new Date('2026-06-22T04:00:00Z');

/** A gateway and its simulator, joined without sockets, and what the simulator sent. */
export class SimulatedGateway {
  readonly fake: FakeFetch;
  readonly gateway: Gateway;
  simulator: Simulator;
  now = start;
  /** Callbacks that the simulator sent, in order. */
  readonly callbacks: Callback[] = [];
  /** Tasks that the simulator put off. */
  readonly later: { seconds: number; task: () => Promise<void> }[] = [];
  /** What the simulator is answered. */
  reply: (callback: Callback) => Reply = () => this.gateway.answer();
  readonly #journal: unknown[] = [];
  readonly #accounts = new Map<PlacedOrder, { readonly id: string; readonly credentials: unknown }>();
  #orders = 0;

  constructor(
    gateway: GatewayFactory,
    private readonly simulators: SimulatorFactory,
  ) {
    this.fake = new FakeFetch(this.reachSimulator);
    this.gateway = gateway.make({ fetch: this.fake.fetch, now: () => this.now, sandboxUrl });
    this.simulator = this.#startSimulator();
  }

  /** What answers while nothing is broken. */
  readonly reachSimulator: Answerer = ({ url, init }) => {
    const path = new URL(url);
    // Some stand at the root, where there is no mount to take off.
    path.pathname = path.pathname.replace(new RegExp(`^/${this.gateway.name}(?=/|$)`), '') || '/';
    const { method = 'GET', headers = {}, body } = init;
    return this.simulator.fetch(new Request(path, { method, headers, ...(body !== undefined && { body }) }));
  };

  /** A new simulator that knows only what the old one wrote down. */
  restartSimulator(): void {
    this.simulator = this.#startSimulator();
  }

  order(route: string, changes: Partial<Order> = {}): Order {
    this.#orders += 1;
    const serial = String(this.#orders).padStart(4, '0');
    const letters = [...serial].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('');
    const paymentNo = `PAY202606221200ZZZZ${letters}`;
    const callback = `https://pay.test/api/paycore/webhooks/${this.gateway.name}?payment_no=${paymentNo}&attempt=1&secret=${callbackSecret}`;
    const method = this.gateway.methods[route];
    const currency = method?.currencies?.[0] ?? 'TWD';
    return {
      paymentNo,
      gatewayOrderNo: `PC2606221200${serial.padStart(this.gateway.orderNoLength - 12, 'T')}`,
      merchantOrderNo: `ORDER-${serial}`,
      route,
      // No gateway finds 980 of whatever currency too little or too much.
      amount: 980 * 10 ** (method?.decimalsOf(currency) ?? 0),
      currency,
      itemName: '測試商品',
      buyer: {},
      expireDays: 7,
      createdAt: this.now,
      urls: {
        callback,
        return: `https://pay.test/zh-tw/payment/return/${paymentNo}`,
        returnWithToken: `https://pay.test/zh-tw/payment/return/${paymentNo}?t=t0k3n`,
        page: `https://pay.test/zh-tw/pay/${paymentNo}?token=t0k3n`,
        locale: 'zh-TW',
      },
      extra: {},
      ...changes,
    };
  }

  /** Posts a form as the payer's browser would. */
  async post({ action, fields }: Extract<Page, { kind: 'form' }>): Promise<Response> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(fields).toString();
    return this.reachSimulator({ url: action, init: { method: 'POST', headers, body } });
  }

  /** Sends the order to the simulator, by the payer's browser where it goes that way, and keeps the answer as the core would. */
  async pay(
    account: GatewayAccount,
    credentials: unknown,
    order: Order,
  ): Promise<{ placed: PlacedOrder; created: Created }> {
    const created = await account.create(order);
    if (created.page.kind === 'form') await this.post(created.page);
    return { placed: this.placed(account, credentials, order, created), created };
  }

  placed(account: GatewayAccount, credentials: unknown, order: Order, created: Created): PlacedOrder {
    const { paymentNo, gatewayOrderNo, merchantOrderNo, route, amount, decimals, currency } = order;
    const placed: PlacedOrder = {
      ...{ paymentNo, gatewayOrderNo, merchantOrderNo, route, amount, currency },
      ...(decimals !== undefined && { decimals }),
      environment: account.environment,
      ...(created.gatewayTradeNo !== undefined && { gatewayTradeNo: created.gatewayTradeNo }),
      info: created.info,
      hasCode: !leadsToGateway(created.page),
      isPaid: false,
    };
    this.#accounts.set(placed, { id: account.id, credentials });
    return placed;
  }

  /** The one order that the best key names. */
  async locate(callback: Callback, orders: readonly PlacedOrder[]): Promise<PlacedOrder | undefined> {
    const accountOf = (order: PlacedOrder) => this.#accounts.get(order);
    const keys = await this.gateway.locate(callback, async (id) =>
      orders.map(accountOf).flatMap((account) => (account?.id === id ? [account.credentials] : [])),
    );
    for (const key of keys) {
      const found = orders.find((order) => isNamedBy(order, key, accountOf(order)?.id));
      if (found) return found;
    }
    return undefined;
  }

  #startSimulator(): Simulator {
    return this.simulators.open({
      baseUrl: `${sandboxUrl}/${this.gateway.name}`,
      callbackUrl: `https://pay.test/api/paycore/webhooks/${this.gateway.name}`,
      enforcesLimits: true,
      now: () => this.now,
      send: async (url, { method, headers, body }) => {
        const { search, searchParams } = new URL(url);
        const rawBody = Buffer.from(method === 'GET' ? search.slice(1) : body);
        const query = Object.fromEntries(searchParams);
        const callback = { rawBody, headers, query, ...(method && { method }) };
        this.callbacks.push(callback);
        const { status, body: answer } = this.reply(callback);
        return { status, body: answer };
      },
      later: (seconds, task) => void this.later.push({ seconds, task }),
      journal: { read: () => structuredClone(this.#journal), append: (entry) => void this.#journal.push(entry) },
    });
  }
}

const isNamedBy = (order: PlacedOrder, { by, value, accountId }: OrderKey, account: string | undefined): boolean =>
  order[by] === value && (accountId === undefined || accountId === account);
