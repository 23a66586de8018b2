import { randomBytes } from 'node:crypto';
import type { SimulatorRuntime } from '@paycore/core';
import { notice } from './answers.ts';
import { seal, testAccounts, type Account } from './cipher.ts';
import type { Ledger } from './ledger.ts';
import type { AtmOrder } from './order.ts';

/** Recorded: ECPay's server calls itself an old browser, and wants `text/html` back. */
const headers = {
  'content-type': 'application/json',
  accept: 'text/html',
  'user-agent': 'Mozilla/4.0 (compatible; MSIE 9.0; Windows NT 5.0)',
};

const resendSeconds = 600;
const resendsPerDay = 4;

/** A key that no merchant has. */
const forger = (merchantId: string): Account => ({
  merchantId,
  hashKey: randomBytes(8).toString('hex'),
  hashIv: randomBytes(8).toString('hex'),
});

/** Posts an order's state to its ReturnURL until that answers `1|OK`, or the day's tries are used up. */
export class Notices {
  constructor(
    private readonly ledger: Ledger,
    private readonly runtime: SimulatorRuntime,
  ) {}

  async send(order: AtmOrder, times: number): Promise<void> {
    let isAcknowledged = false;
    for (let sent = 0; sent < times; sent += 1) {
      const isAck = await this.#post(order, this.#accountOf(order), sent > 0);
      isAcknowledged ||= isAck;
    }
    if (!isAcknowledged) this.#resendLater(order, resendsPerDay);
  }

  /** Sent once and never again, whatever the answer. */
  async sendForged(order: AtmOrder, times: number): Promise<void> {
    for (let sent = 0; sent < times; sent += 1) await this.#post(order, forger(order.merchantId), sent > 0);
  }

  #resendLater(order: AtmOrder, left: number): void {
    if (left === 0) return;
    this.runtime.later(resendSeconds, async () => {
      if (!(await this.#post(order, this.#accountOf(order), true))) this.#resendLater(order, left - 1);
    });
  }

  /** True where the answer was ECPay's ACK, to the byte. */
  async #post(order: AtmOrder, account: Account, isRepeat: boolean): Promise<boolean> {
    const at = this.runtime.now();
    const body = JSON.stringify({
      MerchantID: order.merchantId,
      RpHeader: { Timestamp: Math.floor(at.getTime() / 1000) },
      TransCode: 1,
      TransMsg: 'Success',
      Data: seal(notice(order, isRepeat), account),
    });
    const url = order.returnUrl;
    const answer = await this.runtime.send(url, { headers, body, timeoutMs: 10_000 });
    const callback = { url, ...answer, body: answer.body.slice(0, 1000), at: at.toISOString() };
    this.ledger.change(order, ({ callbacks }) => ({ callbacks: [...callbacks, callback] }));
    return answer.status === 200 && answer.body === '1|OK';
  }

  #accountOf({ merchantId }: AtmOrder): Account {
    const account = testAccounts.find((known) => known.merchantId === merchantId);
    if (!account) throw new Error(`The journal names an unknown merchant: ${merchantId}`);
    return account;
  }
}
