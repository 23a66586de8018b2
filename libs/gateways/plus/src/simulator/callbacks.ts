import type { SimulatorRuntime } from '@paycore/core';
import { deliver, postCallback, type Ledger } from '@paycore/simulator-kit';
import { accountOf } from './accounts.ts';
import { isLink, type Order } from './order.ts';
import { signed, type Speech } from './speech.ts';

/** Whether and when PLUS sends again is not known. */
const resends = Array<number>(5).fill(600);

/** What nobody but the shop and PLUS can know is made up. */
function forgedUrl(callbackUrl: string): string {
  const url = new URL(callbackUrl);
  url.searchParams.set('secret', 'forged');
  return url.href;
}

/** Posts an order's state to its callback_url until that answers 2xx, or the tries are used up. */
export class Callbacks {
  constructor(
    private readonly ledger: Ledger<Order>,
    private readonly say: Speech,
    private readonly runtime: SimulatorRuntime,
  ) {}

  async send(order: Order, times: number): Promise<void> {
    if (!isLink(order.callbackUrl)) return;
    const { later } = this.runtime;
    await deliver(() => this.#post(order), times, { later, pauses: resends });
  }

  /** Sent once and never again, whatever the answer. */
  async sendForged(order: Order, times: number): Promise<void> {
    if (!isLink(order.callbackUrl)) return;
    const forged = { ...order, callbackUrl: forgedUrl(order.callbackUrl) };
    for (let sent = 0; sent < times; sent += 1) await this.#post(forged, 'not the key');
  }

  async #post(order: Order, key = accountOf(order.appid)?.secretKey ?? ''): Promise<boolean> {
    const [type, body] = this.#message(order, this.runtime.now(), key);
    const message = { url: order.callbackUrl, headers: { 'content-type': type }, body };
    const { status } = await postCallback(this.ledger, this.runtime, order, message);
    return status >= 200 && status < 300;
  }

  #message(order: Order, at: Date, key: string): readonly [type: string, body: string] {
    const words = {
      appid: order.appid,
      order_no: order.orderNo,
      plat_no: order.platNo,
      money: String(order.money),
      status: this.say('status', order.state === 'failed' ? 'failed' : 'paid'),
      timestamp: String(Math.floor(at.getTime() / 1000)),
    };
    const named = Object.entries(words).map(([word, value]) => [this.say('field', word), value] as const);
    const fields = Object.fromEntries(named);
    const all = { ...fields, [this.say('field', 'sign')]: signed(fields, key) };
    if (accountOf(order.appid)?.sends === 'form') {
      return ['application/x-www-form-urlencoded', new URLSearchParams(all).toString()];
    }
    const json = { ...all, [this.say('field', 'money')]: order.money };
    return ['application/json', JSON.stringify(json)];
  }
}
