import { methodOf, type Order } from '../order.ts';
import type { Form } from './mac.ts';

/** Page 2881's names of banks, as they stand in PaymentType. */
const banks: Readonly<Record<string, string>> = { '004': 'BOT', '005': 'LAND', '007': 'FIRST', '822': 'CHINATRUST' };

function paymentType(order: Order): string {
  switch (methodOf(order)) {
    case 'credit':
      return 'Credit_CreditCard';
    case 'atm':
      return `ATM_${banks[order.bankCode] ?? 'BOT'}`;
    case 'cvs':
      return 'CVS_CVS';
    case 'barcode':
      return 'BARCODE_BARCODE';
    case 'all':
      return order.state === 'open' ? '' : 'Credit_CreditCard';
  }
}

const customFields = ({ customFields: [first = '', second = '', third = '', fourth = ''] }: Order) => ({
  CustomField1: first,
  CustomField2: second,
  CustomField3: third,
  CustomField4: fourth,
});

const fee = ({ amount }: Order): string => String(Math.round(Math.abs(amount) / 100));

const head = (order: Order) => ({
  MerchantID: order.merchantId,
  MerchantTradeNo: order.merchantTradeNo,
  StoreID: order.storeId,
});

/** A card that its bank refused, and an order that ended without payment. */
const failure = (order: Order) =>
  paymentType(order).startsWith('Credit') ? ['10200058', '付款失敗'] : ['10200095', '交易未完成'];

/** ReturnURL's and OrderResultURL's form, page 2878. A repeated notice says `paid`. */
export function paymentFields(order: Order, isRepeat: boolean): Form {
  const [RtnCode = '', RtnMsg = ''] = order.state === 'failed' ? failure(order) : ['1', isRepeat ? 'paid' : '交易成功'];
  return {
    ...head(order),
    RtnCode,
    RtnMsg,
    TradeNo: order.tradeNo,
    TradeAmt: String(order.amount),
    PaymentDate: order.paymentDate,
    PaymentType: paymentType(order),
    PaymentTypeChargeFee: fee(order),
    TradeDate: order.tradeDate,
    PlatformID: order.platformId,
    SimulatePaid: order.isSimulated ? '1' : '0',
    ...customFields(order),
  };
}

function codeOf({ code }: Order): Form {
  if (!code) return {};
  const ExpireDate = code.expireDate;
  if (code.method === 'atm') return { BankCode: code.bankCode, vAccount: code.account, ExpireDate };
  const [Barcode1, Barcode2, Barcode3] = code.method === 'barcode' ? code.segments : ['', '', ''];
  return { PaymentNo: code.method === 'cvs' ? code.paymentNo : '', ExpireDate, Barcode1, Barcode2, Barcode3 };
}

/** PaymentInfoURL's and ClientRedirectURL's form, page 2881, and QueryPaymentInfo's answer. */
export function codeFields(order: Order, isRepeat: boolean): Form {
  const isAccount = order.code?.method === 'atm';
  const said = isAccount ? 'Get VirtualAccount Succeeded' : 'Get CVS Code Succeeded.';
  return {
    ...head(order),
    RtnCode: isAccount ? '2' : '10100073',
    RtnMsg: isRepeat ? 'Succeeded' : said,
    TradeNo: order.tradeNo,
    TradeAmt: String(order.amount),
    PaymentType: paymentType(order),
    TradeDate: order.tradeDate,
    ...customFields(order),
    ...codeOf(order),
  };
}

/** QueryPaymentInfo where there is no code, or no longer: recorded without MerchantID. */
export const noCodeFields = (MerchantTradeNo: string): Form => ({
  MerchantID: '',
  MerchantTradeNo,
  RtnCode: '10200047',
  RtnMsg: 'Cant not find the trade data.',
  TradeAmt: '0',
});

/** QueryTradeInfo, page 2890; recorded in alphabetical order. ECPay's console button leaves the trade unpaid. */
export function tradeFields(order: Order): Form {
  const isPaid = order.state === 'paid' && !order.isSimulated;
  return {
    ...customFields(order),
    HandlingCharge: fee(order),
    // ECPay does not escape the text, and blanks out what would break the line.
    ItemName: order.itemName.replace(/[&=]/g, ' '),
    MerchantID: order.merchantId,
    MerchantTradeNo: order.merchantTradeNo,
    PaymentDate: order.paymentDate,
    PaymentType: paymentType(order),
    PaymentTypeChargeFee: fee(order),
    StoreID: order.storeId,
    TradeAmt: String(order.amount),
    TradeDate: order.tradeDate,
    TradeNo: order.tradeNo,
    TradeStatus: isPaid ? '1' : order.state === 'failed' ? '10200095' : '0',
  };
}

/** Recorded on the test system for a number that it does not know. */
export const noTradeFields = (MerchantID: string, MerchantTradeNo: string): Form => ({
  HandlingCharge: '0',
  ItemName: '',
  MerchantID,
  MerchantTradeNo,
  PaymentDate: '',
  PaymentType: '',
  PaymentTypeChargeFee: '0',
  TradeAmt: '0',
  TradeDate: '',
  TradeNo: '',
  TradeStatus: MerchantTradeNo === '' ? '10200052' : '10200047',
});
