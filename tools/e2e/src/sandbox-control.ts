import { checkNotice } from './answers.ts';

export interface SandboxOrder {
  readonly gateway: string;
  readonly order_no: string;
  readonly trade_no: string;
  readonly payment_no: string;
  /** As the gateway counts: whole TWD, the smallest unit, or major units. */
  readonly amount: number;
  readonly currency: string;
  readonly state: string;
  readonly callback_url: string | null;
  readonly callbacks: readonly { readonly url: string; readonly status: number; readonly body: string }[];
}

export interface ReceivedNotice {
  readonly received_at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly verified: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** The sandbox's control calls: what gateways and the demo's shop do, at a script's word. */
export class SandboxControl {
  constructor(private readonly base: string) {}

  orderOf(paymentNo: string): Promise<SandboxOrder> {
    return this.call('GET', `/control/orders?payment_no=${paymentNo}`);
  }

  /** Of all gateways, newest first. */
  async ordersOf(paymentNo: string): Promise<readonly SandboxOrder[]> {
    const path = `/control/orders?payment_no=${paymentNo}&all=1`;
    return (await this.call<{ orders: SandboxOrder[] }>('GET', path)).orders;
  }

  async orders(gateway: string): Promise<readonly SandboxOrder[]> {
    return (await this.call<{ orders: SandboxOrder[] }>('GET', `/control/${gateway}/orders`)).orders;
  }

  drive(orderNo: string, outcome: string, gateway: string): Promise<Pick<SandboxOrder, 'state' | 'callbacks'>> {
    return this.call('POST', `/control/${gateway}/orders/${orderNo}/${outcome}`);
  }

  fault(fault: Json, gateway: string): Promise<unknown> {
    return this.call('POST', `/control/${gateway}/faults`, fault);
  }

  clearFaults(gateway: string): Promise<unknown> {
    return this.call('DELETE', `/control/${gateway}/faults`);
  }

  merchantAnswers(mode: Json): Promise<unknown> {
    return this.call('POST', '/control/merchant/mode', mode);
  }

  /** Newest first. Throws where one is not the contract's. */
  async notices(paymentNo: string): Promise<readonly ReceivedNotice[]> {
    const path = `/control/merchant/notices?payment_no=${paymentNo}`;
    const { notices } = await this.call<{ notices: ReceivedNotice[] }>('GET', path);
    for (const { body } of notices) checkNotice(body);
    return notices;
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.base + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
