import { randomInt } from 'node:crypto';
import type { Ledger, SimulatorRuntime } from '@paycore/simulator-kit';
import { accountOf, type Account } from './accounts.ts';
import { isLink, type Order } from './orders.ts';
import { signed, type Speech } from './wire.ts';

/** HTTP status and words of an answer that grants nothing. */
class Refusal {
  constructor(
    readonly status: number,
    readonly message: string,
  ) {}
}

interface Request {
  readonly account: Account;
  readonly valueOf: (word: string) => string;
}

const maxDelaySeconds = 300;
const maxTermMs = 61 * 86_400_000;
const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');

/** The merchant's API: JSON in, JSON out. */
export class Desk {
  constructor(
    private readonly ledger: Ledger<Order>,
    private readonly say: Speech,
    private readonly now: SimulatorRuntime['now'],
  ) {}

  atm(text: string): Response {
    return this.#answer(text, (request) => {
      const { account, valueOf } = request;
      const fault = this.#faultOf(valueOf);
      if (fault) return fault;
      const earlier = this.ledger.find(valueOf('order_no'));
      if (earlier && !isSame(earlier, request)) return new Refusal(409, '訂單編號重複');
      return this.#issuedWords(earlier ?? this.ledger.write(this.#newOrder(account, valueOf)));
    });
  }

  balance(text: string): Response {
    return this.#answer(text, ({ account: { appid, opening } }) => {
      const paid = this.ledger.newestFirst().filter((order) => order.appid === appid && order.state === 'paid');
      const sum = paid.reduce((total, { money }) => total + money, 0);
      return { balance: typeof opening === 'number' ? opening + sum : opening };
    });
  }

  #answer(text: string, grant: (request: Request) => Readonly<Record<string, unknown>> | Refusal): Response {
    const request = this.#read(text);
    const answer = request instanceof Refusal ? request : grant(request);
    const isRefused = answer instanceof Refusal;
    const status = isRefused ? 'error' : this.say('status', 'ok');
    const words: Readonly<Record<string, unknown>> = isRefused
      ? { status, message: answer.message }
      : { status, message: 'success', ...answer };
    const body: Record<string, unknown> = {};
    for (const [word, value] of Object.entries(words)) body[this.say('field', word)] = value;
    return Response.json(body, { status: isRefused ? answer.status : 200 });
  }

  /** Who asks, and whether it is them: the signature covers every other field, as text. */
  #read(text: string): Request | Refusal {
    const fields = parse(text);
    if (!fields) return new Refusal(400, '格式錯誤');
    const valueOf = (word: string) => fields[this.say('field', word)] ?? '';
    const account = accountOf(valueOf('appid'));
    if (!account) return new Refusal(401, 'appid 錯誤');
    const { [this.say('field', 'sign')]: sign, ...rest } = fields;
    if (sign !== signed(rest, account.secretKey)) return new Refusal(401, '簽章錯誤');
    const age = Math.abs(this.now().getTime() / 1000 - Number(valueOf('timestamp')));
    return age <= maxDelaySeconds ? { account, valueOf } : new Refusal(400, '時間錯誤');
  }

  #faultOf(valueOf: Request['valueOf']): Refusal | undefined {
    const end = Date.parse(`${valueOf('expire_at').replace(' ', 'T')}+08:00`) - this.now().getTime();
    if (!/^[0-9A-Za-z]{1,20}$/.test(valueOf('order_no'))) return new Refusal(422, '訂單編號錯誤');
    if (!/^[1-9]\d{0,11}$/.test(valueOf('money'))) return new Refusal(422, '金額錯誤');
    if (valueOf('currency') !== 'TWD') return new Refusal(422, '幣別錯誤');
    if (!isLink(valueOf('callback_url'))) return new Refusal(422, '通知網址錯誤');
    return end > 0 && end <= maxTermMs ? undefined : new Refusal(422, '繳費期限錯誤');
  }

  #newOrder({ appid, bankCode }: Account, valueOf: Request['valueOf']): Order {
    const date = this.now().toISOString().slice(0, 10).replaceAll('-', '');
    return {
      orderNo: valueOf('order_no'),
      platNo: `PLUS${date}${String(this.ledger.size + 1).padStart(6, '0')}`,
      appid,
      money: Number(valueOf('money')),
      asked: Number(valueOf('money')),
      currency: valueOf('currency'),
      payName: valueOf('pay_name'),
      callbackUrl: valueOf('callback_url'),
      returnUrl: valueOf('return_url'),
      accountCode: `9103${digits(12)}`,
      bankCode,
      expireAt: valueOf('expire_at'),
      state: 'issued',
      callbacks: [],
    };
  }

  #issuedWords(order: Order) {
    return {
      order_no: order.orderNo,
      money: order.asked,
      plat_no: order.platNo,
      account_code: order.accountCode,
      ...(order.bankCode !== null && { bank_code: order.bankCode }),
      expire_at: order.expireAt,
    };
  }
}

const isSame = (order: Order, { account, valueOf }: Request) =>
  order.appid === account.appid &&
  String(order.asked) === valueOf('money') &&
  order.callbackUrl === valueOf('callback_url');

function parse(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, String(member)]));
  } catch {
    return undefined;
  }
}
