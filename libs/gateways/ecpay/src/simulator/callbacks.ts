import { randomBytes } from 'node:crypto';
import { deliver, postCallback, type SimulatorRuntime } from '@paycore/simulator-kit';
import { accountOf, type Account } from './accounts.ts';
import { aioMessage } from './aio/callbacks.ts';
import { backgroundMessage } from './background/callbacks.ts';
import type { Ledger, Order } from './orders.ts';

/** Recorded: ECPay's server calls itself an old browser, and wants `text/html` back. */
const headers = { accept: 'text/html', 'user-agent': 'Mozilla/4.0 (compatible; MSIE 9.0; Windows NT 5.0)' };

const resends = Array<number>(4).fill(600);

/** That it was paid or failed, or that it can be paid by a code; only the cashier tells the latter. */
export type News = 'payment' | 'code';

/** A key that no merchant has. */
const forger = (merchantId: string): Account => ({
  merchantId,
  hashKey: randomBytes(8).toString('hex'),
  hashIv: randomBytes(8).toString('hex'),
});

/** Posts an order's news to its shop until that answers `1|OK`, or the day's tries are used up. */
export class Callbacks {
  constructor(
    private readonly ledger: Ledger,
    private readonly runtime: SimulatorRuntime,
    private readonly paymentUrl: (paymentNo: string) => string,
  ) {}

  async send(order: Order, news: News, times: number): Promise<void> {
    const post = (isRepeat: boolean) => this.#post(order, news, this.#accountOf(order), isRepeat);
    const { later } = this.runtime;
    await deliver(post, times, { later, pauses: resends });
  }

  /** Sent once and never again, whatever the answer. */
  async sendForged(order: Order, news: News, times: number): Promise<void> {
    for (let sent = 0; sent < times; sent += 1) await this.#post(order, news, forger(order.merchantId), sent > 0);
  }

  /** True where the answer was ECPay's ACK, to the byte. */
  async #post(order: Order, news: News, account: Account, isRepeat: boolean): Promise<boolean> {
    const at = this.runtime.now();
    const { url, type, body } =
      order.product === 'aio'
        ? aioMessage(order, account, news, isRepeat)
        : backgroundMessage(order, account, isRepeat, at, this.paymentUrl);
    const message = { url, headers: { ...headers, 'content-type': type }, body };
    const answer = await postCallback(this.ledger, this.runtime, order, message);
    return answer.status === 200 && answer.body === '1|OK';
  }

  #accountOf({ merchantId }: Order): Account {
    const account = accountOf(merchantId);
    if (!account) throw new Error(`The journal names an unknown merchant: ${merchantId}`);
    return account;
  }
}
