import type { Choice, Order } from './order.ts';

/** What ChoosePayment says, and what stands in PaymentType: pages 2862 and 5686. */
interface Method {
  readonly name: string;
  /** The part of PaymentType behind `_`, where ChooseSubPayment names none; without it there is no `_`. */
  readonly standard?: string;
}

export const methods: Readonly<Record<Exclude<Choice, 'all'>, Method>> = {
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
const chosenMethod = (order: Order): Exclude<Choice, 'all'> | undefined => {
  const method = methodOf(order);
  if (method !== 'all') return method;
  return order.state === 'open' ? undefined : 'credit';
};

export const isCard = (order: Order): boolean => ['credit', 'applepay'].includes(chosenMethod(order) ?? '');

/** PaymentType of notices and answers; empty until something was chosen. */
export function paymentTypeOf(order: Order): string {
  const method = chosenMethod(order);
  if (method === undefined) return '';
  const { name, standard } = methods[method];
  const special = method === 'atm' ? banks[order.bankCode] : order.choice === method ? order.subPayment : undefined;
  return [name, special || standard].filter((part) => part !== undefined).join('_');
}
