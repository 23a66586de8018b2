import { Ledger as OrderLedger, type SimulatedCallback, type SimulatorRuntime } from '@paycore/simulator-kit';
import { randomInt } from 'node:crypto';

export const codeMethods = ['atm', 'cvs', 'barcode'] as const;
export type CodeMethod = (typeof codeMethods)[number];
export const codeMethodOf = (text: unknown): CodeMethod | undefined => codeMethods.find((method) => method === text);
/** Paid at once, without a code. */
export type DirectMethod = 'credit' | 'webatm' | 'applepay' | 'twqr' | 'bnpl' | 'weixin' | 'digitalpayment';
export type Choice = CodeMethod | DirectMethod | 'all';

/** `open`: at the cashier, without a code. `issued`: there is a code, or an instalment plan was applied for (BNPL). */
export type State = 'open' | 'issued' | 'paid' | 'failed' | 'expired';

interface Term {
  /** ATM `yyyy/MM/dd`; stores with ` HH:mm:ss`. */
  readonly expireDate: string;
}

export type Code = Term &
  (
    | { readonly method: 'atm'; readonly bankCode: string; readonly account: string }
    | { readonly method: 'cvs'; readonly paymentNo: string }
    | { readonly method: 'barcode'; readonly segments: readonly [string, string, string] }
  );

/** One order as ECPay keeps it, and as the journal holds it: plain JSON. Texts that were not given are empty. */
export interface Order {
  /** Which of ECPay's products took it: 全方位金流 or 幕後取號. */
  readonly product: 'aio' | 'background';
  readonly merchantId: string;
  readonly platformId: string;
  readonly storeId: string;
  readonly merchantTradeNo: string;
  readonly tradeNo: string;
  /** `yyyy/MM/dd HH:mm:ss`, Taipei. */
  readonly tradeDate: string;
  /** What the shop let the payer pay by. */
  readonly choice: Choice;
  /** What the cashier shows of it: methods whose limits the amount keeps. Absent in old journals: all of it. */
  readonly offers?: readonly Choice[];
  /** ChooseSubPayment, such as a bank or a chain of stores. */
  readonly subPayment?: string;
  /** NeedExtraPaidInfo=Y. */
  readonly needsExtraInfo?: boolean;
  /** What the shop asked for. */
  readonly asked: number;
  /** What ECPay reports, which a test may set apart. */
  readonly amount: number;
  readonly itemName: string;
  readonly customFields: readonly string[];
  readonly returnUrl: string;
  readonly paymentInfoUrl: string;
  readonly clientRedirectUrl: string;
  readonly orderResultUrl: string;
  /** Minutes in which each code can be paid. */
  readonly minutes: Readonly<Record<CodeMethod, number>>;
  readonly bankCode: string;
  readonly code: Code | null;
  readonly state: State;
  readonly isSimulated: boolean;
  /** What ECPay says it returned; only background issue has a field for it. */
  readonly refunded?: number;
  /** Empty until paid. */
  readonly paymentDate: string;
  readonly callbacks: readonly SimulatedCallback[];
}

/** `yyyy/MM/dd HH:mm:ss` in Taipei, which is UTC+8 all year. */
export const ecpayTime = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** The order with a code of that method; a code that it has stays, since ECPay issues one per order. */
export function withCode(order: Order, method: CodeMethod, now: Date): Order {
  if (order.code) return order;
  const until = ecpayTime(new Date(now.getTime() + order.minutes[method] * 60_000));
  return { ...order, code: newCode(order, method, until), state: order.state === 'open' ? 'issued' : order.state };
}

function newCode({ bankCode, amount }: Order, method: CodeMethod, until: string): Code {
  if (method === 'atm') return { method, expireDate: until.slice(0, 10), bankCode, account: digits(16) };
  if (method === 'cvs') return { method, expireDate: until, paymentNo: `LLL${digits(11)}` };
  // Year of the Republic, month and day of the deadline; the amount in the last nine digits.
  const day = `${(Number(until.slice(0, 4)) - 1911) % 100}${until.slice(5, 7)}${until.slice(8, 10)}`;
  const third = digits(6) + String(Math.max(amount, 0)).padStart(9, '0').slice(-9);
  return { method, expireDate: until, segments: [`${day}6CY`, digits(16), third] };
}

/** Lines of an earlier version of the simulator are passed over. */
const isOrder = (entry: unknown): entry is Order => typeof entry === 'object' && entry !== null && 'product' in entry;

const keyOf = (merchantId: string, orderNo: string) => JSON.stringify([merchantId, orderNo]);

/** An order number is unique at one merchant only. */
export class Ledger extends OrderLedger<Order> {
  constructor(journal: SimulatorRuntime['journal']) {
    super(journal, {
      keyOf: ({ merchantId, merchantTradeNo }) => keyOf(merchantId, merchantTradeNo),
      orderNoOf: ({ merchantTradeNo }) => merchantTradeNo,
      isOrder,
    });
  }

  /** ECPay's number of a new order, and when it was made. */
  newNumber(now: Date): Pick<Order, 'tradeNo' | 'tradeDate'> {
    const tradeDate = ecpayTime(now);
    const serial = String(this.size % 10_000).padStart(4, '0');
    return { tradeDate, tradeNo: tradeDate.replace(/\D/g, '').slice(2) + serial };
  }

  /** The order of that merchant; letter case counts, as everywhere at ECPay. */
  findOf(merchantId: string, orderNo: string): Order | undefined {
    return this.find(keyOf(merchantId, orderNo));
  }
}
