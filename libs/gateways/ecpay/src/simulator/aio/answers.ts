import { isCard, paymentTypeOf } from '../methods.ts';
import type { Order } from '../orders.ts';
import { withExtraInfo } from './extra-info.ts';
import type { Form } from './sign.ts';

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

/** What the first callback, a repeated one, and the browser's form say of a payment. */
const paidMessages = { first: '交易成功', repeat: 'paid', browser: 'Succeeded' } as const;

function result(order: Order, by: keyof typeof paidMessages) {
  if (order.state !== 'failed') return { RtnCode: '1', RtnMsg: paidMessages[by] };
  // A card that its bank refused; or an order that ended without payment.
  if (isCard(order)) return { RtnCode: '10200058', RtnMsg: '付款失敗' };
  return { RtnCode: '10200095', RtnMsg: '交易未完成' };
}

/** ReturnURL's and OrderResultURL's form, page 2878. Where the shop wants the extra fields, PlatformID was never recorded. */
export function paymentFields(order: Order, by: keyof typeof paidMessages): Form {
  return withExtraInfo(order, {
    ...head(order),
    ...result(order, by),
    TradeNo: order.tradeNo,
    TradeAmt: String(order.amount),
    PaymentDate: order.paymentDate,
    PaymentType: paymentTypeOf(order),
    PaymentTypeChargeFee: fee(order),
    TradeDate: order.tradeDate,
    ...(!order.needsExtraInfo && { PlatformID: order.platformId }),
    SimulatePaid: order.isSimulated ? '1' : '0',
    ...customFields(order),
  });
}

function codeOf({ code, choice, tradeNo }: Order): Form {
  // An application for instalments, page 37517.
  if (!code) return choice === 'bnpl' ? { BNPLTradeNo: `B${tradeNo}`, BNPLInstallment: '3' } : {};
  const ExpireDate = code.expireDate;
  if (code.method === 'atm') return { BankCode: code.bankCode, vAccount: code.account, ExpireDate };
  const [Barcode1, Barcode2, Barcode3] = code.method === 'barcode' ? code.segments : ['', '', ''];
  return { PaymentNo: code.method === 'cvs' ? code.paymentNo : '', ExpireDate, Barcode1, Barcode2, Barcode3 };
}

/** PaymentInfoURL's and ClientRedirectURL's form, pages 2881 and 37517, and QueryPaymentInfo's answer. */
export function codeFields(order: Order, isRepeat: boolean): Form {
  const message = order.code?.method === 'atm' ? 'Get VirtualAccount Succeeded' : 'Get CVS Code Succeeded.';
  const isStores = order.code !== null && order.code.method !== 'atm';
  return {
    ...head(order),
    RtnCode: isStores ? '10100073' : '2',
    RtnMsg: isRepeat || !order.code ? 'Succeeded' : message,
    TradeNo: order.tradeNo,
    TradeAmt: String(order.amount),
    PaymentType: paymentTypeOf(order),
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
  return withExtraInfo(order, {
    ...customFields(order),
    HandlingCharge: fee(order),
    // ECPay does not escape the text, and blanks out what would break the line.
    ItemName: order.itemName.replace(/[&=]/g, ' '),
    MerchantID: order.merchantId,
    MerchantTradeNo: order.merchantTradeNo,
    PaymentDate: order.paymentDate,
    PaymentType: paymentTypeOf(order),
    PaymentTypeChargeFee: fee(order),
    StoreID: order.storeId,
    TradeAmt: String(order.amount),
    TradeDate: order.tradeDate,
    TradeNo: order.tradeNo,
    TradeStatus: isPaid ? '1' : order.state === 'failed' ? '10200095' : '0',
  });
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

/** A question whose MAC is wrong, unsigned itself: ECPay-API-Skill, guides/15-troubleshooting.md. */
export const wrongMacFields: Form = { TradeStatus: '10200073', RtnMsg: 'CheckMacValue verify fail' };
