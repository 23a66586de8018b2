import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo, type Demo, type DemoOptions } from '@paycore/dev';
import { MongoClient } from 'mongodb';
import { readAnswer, type PaymentAnswer } from './answers.ts';
import { Bundles } from './bundles.ts';
import { forgetOnWitness, onWitness } from './on-witness.ts';
import { runCli } from './run-cli.ts';
import { SandboxControl, type ReceivedNotice, type SandboxOrder } from './sandbox-control.ts';
import { paymentsOf, type StoredPayment } from './stored.ts';
import { until } from './until.ts';

export type CreateBody = Readonly<Record<string, unknown>>;
export type { PaymentAnswer } from './answers.ts';

/** A payment, and its order at the gateway. */
export interface Placed {
  readonly paymentNo: string;
  readonly orderNo: string;
  readonly body: CreateBody;
  readonly answer: PaymentAnswer;
}

let drawn = 0;

/**
 * The whole of PayCore with sandbox and database, on a home and ports of its own, as outside scripts see it. Runs bundles
 * made for it, in half the time that it takes to run sources, unless PAYCORE_FROM says what to run.
 */
export class World {
  #database: MongoClient | undefined;

  private constructor(
    readonly running: Demo,
    readonly home: string,
    readonly lines: readonly string[],
    private readonly settings: Readonly<Record<string, string>>,
    private readonly bundles: Bundles | undefined,
  ) {}

  /** `home`: what an earlier run left, of which the world takes possession; a new one where absent. */
  static async start(
    env: Readonly<Record<string, string>> = {},
    { home: kept, ...options }: Omit<DemoOptions, 'env'> = {},
  ): Promise<World> {
    const home = kept ?? (await mkdtemp(join(tmpdir(), 'paycore-e2e-')));
    const bundles = env['PAYCORE_FROM'] === undefined ? await Bundles.make() : undefined;
    const lines: string[] = [];
    const any = { api: 0, webhooks: 0, scheduler: 0, sandbox: 0 };
    const log = (line: string) => lines.push(line);
    const settings = { ...onWitness(home), ...bundles?.env, ...env };
    const running = await startDemo({ ports: any, ...options, home, env: settings, log });
    return new World(running, home, lines, settings, bundles);
  }

  async stop(): Promise<void> {
    await this.#database?.close();
    await this.running.stop();
    await this.bundles?.remove();
    await forgetOnWitness(this.home);
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  get demo() {
    return this.running.demo;
  }

  private get sandbox(): SandboxControl {
    return new SandboxControl(this.demo.sandbox);
  }

  /** A body for `pay/{gateway}/…`, of a new order. */
  order(differences: CreateBody = {}, gateway = 'ecpay'): CreateBody {
    drawn += 1;
    return {
      merchant_order_no: `E2E-${drawn}-${process.pid}`,
      amount: 980,
      payok_url: this.demo.payok_url,
      gateway_credentials: this.demo.credentials[gateway],
      ...differences,
    };
  }

  create(body: CreateBody, path = 'ecpay/atm'): Promise<PaymentAnswer> {
    return this.api('POST', `/api/paycore/pay/${path}`, body);
  }

  /** A payment of the second project, whose payer picks the method. */
  createLink(differences: CreateBody = {}, key = this.demo.all_in_one.api_key): Promise<PaymentAnswer> {
    const { gateway_credentials: _none, ...order } = this.order();
    return this.api('POST', '/api/paycore/pay', { ...order, currency: 'TWD', ...differences }, key);
  }

  /** A management call about the second project's test side. `path`: `gateways/ecpay/verify`. */
  manage(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<PaymentAnswer> {
    const isPut = method === 'PUT';
    const url = `/api/paycore/manage/${path}${isPut ? '' : '?environment=test'}`;
    const sent = isPut ? { environment: 'test', ...body } : body;
    return this.api(method, url, sent, this.demo.all_in_one.management_key);
  }

  query(paymentNo: string, key?: string): Promise<PaymentAnswer> {
    return this.api('GET', `/api/paycore/payments/${paymentNo}`, undefined, key);
  }

  sync(paymentNo: string, key?: string): Promise<PaymentAnswer> {
    return this.api('POST', `/api/paycore/payments/${paymentNo}/sync`, {}, key);
  }

  cancel(paymentNo: string, key?: string): Promise<PaymentAnswer> {
    return this.api('POST', `/api/paycore/payments/${paymentNo}/cancel`, {}, key);
  }

  async api(method: string, path: string, body?: unknown, key = this.demo.project.api_key): Promise<PaymentAnswer> {
    const answer = await fetch(this.demo.api + path, {
      method,
      headers: { 'X-API-KEY': key, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return readAnswer(method, path, answer);
  }

  /** An ECPay payment whose account number is issued. */
  issued(differences: CreateBody = {}): Promise<Placed> {
    return this.placed('ecpay/atm', differences);
  }

  /** A payment by any method, its order made at the gateway: where the payer's browser hands it over, as a browser does. */
  async placed(path: string, differences: CreateBody = {}): Promise<Placed> {
    const [gateway = ''] = path.split('/');
    const body = this.order(differences, gateway);
    const answer = await this.create(body, path);
    if (answer.status !== 200) throw new Error(`The create answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const form = answer.body.data['redirect_form'] as { action: string; fields: Record<string, string> } | undefined;
    if (form) await fetch(form.action, { method: 'POST', body: new URLSearchParams(form.fields) });
    const paymentNo = answer.body.data.payment_no;
    return { paymentNo, orderNo: (await this.orderOf(paymentNo)).order_no, body, answer };
  }

  orderOf(paymentNo: string): Promise<SandboxOrder> {
    return this.sandbox.orderOf(paymentNo);
  }

  /** All orders of a payment, newest first. */
  ordersOf(paymentNo: string): Promise<readonly SandboxOrder[]> {
    return this.sandbox.ordersOf(paymentNo);
  }

  orders(gateway = 'ecpay'): Promise<readonly SandboxOrder[]> {
    return this.sandbox.orders(gateway);
  }

  /** `outcome` may carry a query: `paid?times=2`. */
  drive(orderNo: string, outcome: string, gateway = 'ecpay'): Promise<Pick<SandboxOrder, 'state' | 'callbacks'>> {
    return this.sandbox.drive(orderNo, outcome, gateway);
  }

  fault(fault: Readonly<Record<string, unknown>>, gateway = 'ecpay'): Promise<unknown> {
    return this.sandbox.fault(fault, gateway);
  }

  clearFaults(gateway = 'ecpay'): Promise<unknown> {
    return this.sandbox.clearFaults(gateway);
  }

  merchantAnswers(mode: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.sandbox.merchantAnswers(mode);
  }

  notices(paymentNo: string): Promise<readonly ReceivedNotice[]> {
    return this.sandbox.notices(paymentNo);
  }

  readonly until = until;

  async untilNoticed(paymentNo: string, withinMs?: number): Promise<readonly ReceivedNotice[]> {
    return this.until(
      `a notice of ${paymentNo}`,
      async () => {
        const notices = await this.notices(paymentNo);
        return notices.length > 0 && notices;
      },
      withinMs,
    );
  }

  /** The payments as the database holds them. */
  documents(filter: Readonly<Record<string, unknown>>): Promise<readonly StoredPayment[]> {
    this.#database ??= new MongoClient(this.demo.mongodb_uri);
    return paymentsOf(this.#database, filter);
  }

  async document(paymentNo: string): Promise<StoredPayment> {
    const [found] = await this.documents({ _id: paymentNo });
    if (!found) throw new Error(`${paymentNo} is not stored`);
    return found;
  }

  /** The operator's command, as `npm run paycore -- …` runs it; answers what it printed. */
  cli(...args: readonly string[]): Promise<unknown> {
    return runCli(this.home, this.settings, args);
  }

  /** Closes every payment as if its deadline and all lag were long past. */
  async expireAll(): Promise<void> {
    // What a busy machine kept from being asked or written in time is met again, a day later.
    let due: number | undefined;
    for (let days = 90; days < 94 && due !== 0; days += 1) due = await this.#expireDue(days);
    if (due === undefined) throw new Error('The database never answered in time.');
  }

  /** How many were due then; undefined where the database did not answer in time. */
  async #expireDue(days: number): Promise<number | undefined> {
    const at = new Date(Date.now() + days * 86_400_000).toISOString();
    try {
      return ((await this.cli('payment', 'expire-due', '--at', at)) as { readonly looked_at: number }).looked_at;
    } catch (error) {
      if (String(error).includes('The service is not available')) return undefined;
      throw error;
    }
  }
}
