import { deliver, postCallback, type Ledger, type SimulatorRuntime } from '@paycore/simulator-kit';
import { accountOf } from './accounts.ts';
import { isLink, type Order } from './orders.ts';
import { signed, type Speech } from './wire.ts';

/** Whether and when PLUS sends again is not known. */
const resends = Array<number>(5).fill(600);

interface Manner {
  readonly key?: string;
  readonly status?: string | undefined;
}

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

  /** `status`: the word for the order's state, where it is not the one agreed; `none` leaves the field out. */
  async send(order: Order, times: number, status?: string): Promise<void> {
    if (!isLink(order.callbackUrl)) return;
    const { later } = this.runtime;
    await deliver(() => this.#post(order, { status }), times, { later, pauses: resends });
  }

  /** Sent once and never again, whatever the answer. */
  async sendForged(order: Order, times: number): Promise<void> {
    if (!isLink(order.callbackUrl)) return;
    const forged = { ...order, callbackUrl: forgedUrl(order.callbackUrl) };
    for (let sent = 0; sent < times; sent += 1) await this.#post(forged, { key: 'not the key' });
  }

  async #post(order: Order, how: Manner): Promise<boolean> {
    const [type, body] = this.#message(order, how.key ?? accountOf(order.appid)?.secretKey ?? '', how.status);
    const message = { url: order.callbackUrl, headers: { 'content-type': type }, body };
    const { status } = await postCallback(this.ledger, this.runtime, order, message);
    return status >= 200 && status < 300;
  }

  #message(order: Order, key: string, status?: string): readonly [type: string, body: string] {
    const usual = this.say('status', order.state === 'failed' ? 'failed' : 'paid');
    const words = {
      appid: order.appid,
      order_no: order.orderNo,
      plat_no: order.platNo,
      money: String(order.money),
      ...(status !== 'none' && { status: status ?? usual }),
      timestamp: String(Math.floor(this.runtime.now().getTime() / 1000)),
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
