import type { SandboxOrder } from '../sandbox-control.ts';
import type { CreateBody, PaymentAnswer, World } from '../world.ts';
import { Payer, type Shown } from './payer.ts';

export type Data = PaymentAnswer['body']['data'];

/** An order of the payment at a gateway. */
export interface AttemptData {
  readonly attempt_no: number;
  readonly gateway: string;
  readonly method: string;
  readonly gateway_order_no: string;
  readonly gateway_trade_no: string | null;
  readonly status: string;
  readonly payment_info: Readonly<Record<string, unknown>>;
  readonly expires_at: string | null;
  readonly paid_at: string | null;
}

/** A payment whose payer picks the method, as its shop, its payer and the gateways meet it. */
export class Link {
  readonly payer: Payer;

  private constructor(
    private readonly world: World,
    readonly created: Data,
    private readonly key: string,
  ) {
    this.payer = new Payer(created.payment_url);
  }

  /** Of TWD 980, where `differences` do not say otherwise. `key`: another project's. */
  static async create(world: World, differences: CreateBody = {}, key = world.demo.all_in_one.api_key): Promise<Link> {
    const answer = await world.createLink(differences, key);
    if (answer.status !== 200) throw new Error(`The create answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return new Link(world, answer.body.data, key);
  }

  get paymentNo(): string {
    return this.created.payment_no;
  }

  async data(): Promise<Data> {
    return (await this.world.query(this.paymentNo, this.key)).body.data;
  }

  async status(): Promise<string> {
    return (await this.data()).status;
  }

  async attempts(): Promise<readonly AttemptData[]> {
    return (await this.data())['attempts'] as readonly AttemptData[];
  }

  cancel(): Promise<PaymentAnswer> {
    return this.world.cancel(this.paymentNo, this.key);
  }

  /** Newest first. */
  orders(): Promise<readonly SandboxOrder[]> {
    return this.world.ordersOf(this.paymentNo);
  }

  /** The order that the payer's pick made, and what they then see. */
  async pick(path: string, chosen: Readonly<Record<string, string>> = {}): Promise<SandboxOrder & { shown: Shown }> {
    const before = (await this.orders()).length;
    const shown = await this.payer.pick(path, chosen);
    const [order, ...others] = await this.orders();
    if (!order || others.length !== before)
      throw new Error(`The pick of ${path} made no order, but led to ${shown.url}`);
    return { ...order, shown };
  }

  drive({ gateway, order_no: orderNo }: SandboxOrder, outcome: string) {
    return this.world.drive(orderNo, outcome, gateway);
  }
}
