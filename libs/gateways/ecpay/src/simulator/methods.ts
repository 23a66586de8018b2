import { codeMethods, type Choice, type Order } from './orders.ts';

type Method = Exclude<Choice, 'all'>;

/** What ChoosePayment says, and what stands in PaymentType: pages 2862 and 5686. */
interface Spelling {
  readonly name: string;
  /** The part of PaymentType behind `_`, where ChooseSubPayment names none; without it there is no `_`. */
  readonly standard?: string;
}

export const methods: Readonly<Record<Method, Spelling>> = {
  credit: { name: 'Credit', standard: 'CreditCard' },
  atm: { name: 'ATM', standard: 'BOT' },
  cvs: { name: 'CVS', standard: 'CVS' },
  barcode: { name: 'BARCODE', standard: 'BARCODE' },
  webatm: { name: 'WebATM', standard: 'CHINATRUST' },
  applepay: { name: 'ApplePay' },
  twqr: { name: 'TWQR', standard: 'OPAY' },
  // The financing company that the test account 3002607 is joined to: page 2856.
  bnpl: { name: 'BNPL', standard: 'ZINGALA' },
  weixin: { name: 'WeiXin', standard: 'OPAY' },
  digitalpayment: { name: 'DigitalPayment', standard: 'Jkopay' },
};

/** Banks by code, as ChooseSubPayment and PaymentType spell them: page 5679. */
const banks: Readonly<Record<string, string>> = {
  '004': 'BOT',
  '005': 'LAND',
  '007': 'FIRST',
  '013': 'CATHAY',
  '118': 'PANHSIN',
  '822': 'CHINATRUST',
};

export const bankCodeOf = (subPayment: string): string | undefined =>
  Object.entries(banks).find(([, name]) => name === subPayment)?.[0];

/** By what it is or will be paid; `all` until the payer has chosen. */
export const methodOf = ({ code, choice }: Order): Choice => code?.method ?? choice;

/** What a payer who had the choice, and took no code, paid by. */
const chosenMethod = (order: Order): Method | undefined => {
  const method = methodOf(order);
  if (method !== 'all') return method;
  return order.state === 'open' ? undefined : 'credit';
};

export const isCard = (order: Order): boolean => ['credit', 'applepay'].includes(chosenMethod(order) ?? '');

/** PaymentType of callbacks and answers; empty until something was chosen. */
export function paymentTypeOf(order: Order): string {
  const method = chosenMethod(order);
  if (method === undefined) return '';
  const { name, standard } = methods[method];
  const special = method === 'atm' ? banks[order.bankCode] : order.choice === method ? order.subPayment : undefined;
  return [name, special || standard].filter((part) => part !== undefined).join('_');
}

/**
 * Whole TWD that an ordinary merchant's order may have. Cards: https://www.ecpay.com.tw/Business/Payment_Fees. TWQR, WeiXin
 * and BNPL (the lower bound of either company): developers.ecpay.com.tw, pages 36991, 56448, 36659. The others depend on the
 * merchant's plan and are those that https://github.com/RicherYang/RY-WooCommerce-Tools checks. For e-wallets none is known.
 */
const ranges: Readonly<Record<Method, readonly [number, number]>> = {
  credit: [5, 199_999],
  applepay: [5, 199_999],
  atm: [16, 49_999],
  webatm: [16, 49_999],
  cvs: [31, 6_000],
  barcode: [16, 20_000],
  twqr: [6, 49_999],
  weixin: [6, 500_000],
  bnpl: [50, 500_000],
  digitalpayment: [1, Number.MAX_SAFE_INTEGER],
};

export function isWithinLimits(method: Method, amount: number): boolean {
  const [min, max] = ranges[method];
  return min <= amount && amount <= max;
}

/** Ways to pay that the cashier shows for what the shop chose. */
export const offersOf = ({ choice }: Pick<Order, 'choice'>): readonly Method[] =>
  choice === 'all' ? ['credit', ...codeMethods] : [choice];
