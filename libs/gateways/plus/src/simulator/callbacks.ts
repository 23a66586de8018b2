import type { SimulatorRuntime } from '@paycore/core';
import { accountOf } from './accounts.ts';
import type { Ledger } from './ledger.ts';
import { isLink, type Order } from './order.ts';
import { signed, type Speech } from './speech.ts';

/** Whether and when PLUS sends again is not known. */
const resendSeconds = 600;
const resends = 5;

/** What nobody but the shop and PLUS can know is made up. */
function forgedUrl(callbackUrl: string): string {
  const url = new URL(callbackUrl);
  url.searchParams.set('secret', 'forged');
  return url.href;
}

/** Posts an order's state to its callback_url until that answers 2xx, or the tries are used up. */
export class Callbacks {
  constructor(
    private readonly ledger: Ledger,
    private readonly say: Speech,
    private readonly runtime: SimulatorRuntime,
  ) {}

  async send(order: Order, times: number): Promise<void> {
    if (!isLink(order.callbackUrl)) return;
    let isAcknowledged = false;
    for (let sent = 0; sent < times; sent += 1) {
      const isAck = await this.#post(order);
      isAcknowledged ||= isAck;
    }
    if (!isAcknowledged) this.#resendLater(order, resends);
  }

  /** Sent once and never again, whatever the answer. */
  async sendForged(order: Order, times: number): Promise<void> {
    if (!isLink(order.callbackUrl)) return;
    const forged = { ...order, callbackUrl: forgedUrl(order.callbackUrl) };
    for (let sent = 0; sent < times; sent += 1) await this.#post(forged, 'not the key');
  }

  #resendLater(order: Order, left: number): void {
    if (left === 0) return;
    this.runtime.later(resendSeconds, async () => {
      if (!(await this.#post(order))) this.#resendLater(order, left - 1);
    });
  }

  async #post(order: Order, key = accountOf(order.appid)?.secretKey ?? ''): Promise<boolean> {
    const at = this.runtime.now();
    const [type, body] = this.#message(order, at, key);
    const url = order.callbackUrl;
    const answer = await this.runtime.send(url, { headers: { 'content-type': type }, body, timeoutMs: 10_000 });
    const callback = { url, ...answer, body: answer.body.slice(0, 1000), at: at.toISOString() };
    this.ledger.change(order, (current) => ({ callbacks: [...current.callbacks, callback] }));
    return answer.status >= 200 && answer.status < 300;
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
