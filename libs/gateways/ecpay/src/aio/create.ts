import type { Created, Order, Strings } from '@paycore/core';
import { barcodeInfo } from '../issued-code.ts';
import { firewallSafeText } from '../firewall-safe-text.ts';
import { merchantFields, terms, tradeDate } from '../wire.ts';
import { cashierUrl, type CallContext } from './client.ts';
import { signed } from './sign.ts';

/** What a route asks of the cashier. */
interface Checkout {
  readonly choice: string;
  /** May lead to a code. */
  readonly hasCode: boolean;
  /** May be paid at once, by card. */
  readonly hasResult: boolean;
  readonly term: (order: Order) => Strings;
}

const checkouts: Readonly<Record<string, Checkout>> = {
  aio: {
    choice: 'ALL',
    hasCode: true,
    hasResult: true,
    // StoreExpireDate counts minutes for one method and days for another, so both keep ECPay's 7 days.
    term: (order) => ({ ExpireDate: String(terms.atm(order)) }),
  },
  'aio/credit': { choice: 'Credit', hasCode: false, hasResult: true, term: () => ({}) },
  'aio/atm': {
    choice: 'ATM',
    hasCode: true,
    hasResult: false,
    term: (order) => ({ ExpireDate: String(terms.atm(order)) }),
  },
  'aio/cvs': {
    choice: 'CVS',
    hasCode: true,
    hasResult: false,
    term: (order) => ({ StoreExpireDate: String(terms.cvs(order)) }),
  },
  'aio/barcode': {
    choice: 'BARCODE',
    hasCode: true,
    hasResult: false,
    term: (order) => ({ StoreExpireDate: String(terms.barcode(order)) }),
  },
};

export const isCheckout = (route: string): boolean => Object.hasOwn(checkouts, route);

/** Whether the order leads to a code whatever the payer chooses. */
export const alwaysHasCode = (route: string): boolean =>
  checkouts[route]?.hasCode === true && !checkouts[route].hasResult;

/** Characters of a URL at ECPay: page 2862. */
export const maxUrlLength = 200;

/** Optional for ECPay: where the URL is too long, the payer stays on ECPay's own page. */
const back = (name: string, page: string): Strings => (page.length > maxUrlLength ? {} : { [name]: page });

/** An `&` in a signed text could be read as the start of another field. */
const signable = (text: string): string => firewallSafeText(text).replaceAll('&', '＆');

/** The form that the payer's browser posts to ECPay's cashier: https://developers.ecpay.com.tw/?p=2862. Makes no call. */
export async function create(order: Order, context: CallContext): Promise<Created> {
  const { credentials } = context;
  const action = cashierUrl('AioCheckOut/V5', context);
  const kind = checkouts[order.route];
  if (!kind) throw new Error(`ECPay's cashier has no ${order.route}.`);
  const { callback, page } = order.urls;
  const fields = {
    ...merchantFields(credentials),
    MerchantTradeNo: order.gatewayOrderNo,
    MerchantTradeDate: tradeDate(order),
    PaymentType: 'aio',
    TotalAmount: String(order.amount),
    TradeDesc: signable(order.description ?? order.itemName),
    ItemName: signable(order.itemName),
    ReturnURL: callback,
    ChoosePayment: kind.choice,
    EncryptType: '1',
    CustomField1: order.paymentNo,
    ...(kind.hasCode && { PaymentInfoURL: callback, ...back('ClientRedirectURL', page) }),
    ...(kind.hasResult && back('OrderResultURL', page)),
    ...kind.term(order),
  };
  return {
    info: order.route === 'aio/barcode' ? barcodeInfo() : {},
    page: { kind: 'form', action, fields: signed(fields, credentials) },
  };
}
