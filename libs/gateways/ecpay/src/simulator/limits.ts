import { codeMethods, type Choice, type Order } from './order.ts';

type Method = Exclude<Choice, 'all'>;

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
  const [least, most] = ranges[method];
  return least <= amount && amount <= most;
}

/** Ways to pay that the cashier shows for what the shop chose. */
export const offersOf = ({ choice }: Pick<Order, 'choice'>): readonly Method[] =>
  choice === 'all' ? ['credit', ...codeMethods] : [choice];
