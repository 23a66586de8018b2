import type { AtmOrder } from './order.ts';

/** Shapes as recorded on ECPay's test system on 2026-08-01 by the tests of https://github.com/paid-tw/payment. */

/** 1 % of the amount, with decimals where ECPay's own page promises an integer. */
const chargeFee = (amount: number) => Math.round(amount) / 100;

/** ECPay's console button reports a payment and leaves the trade unpaid. */
function tradeStatus({ state, isSimulated }: AtmOrder): string {
  if (state === 'failed') return failedCode.toString();
  return state === 'paid' && !isSimulated ? '1' : '0';
}

/** Ended without payment. */
export const failedCode = 10200095;

const head = (order: AtmOrder) => ({ PlatformID: order.platformId, MerchantID: order.merchantId });

const orderInfo = (order: AtmOrder) => ({
  MerchantTradeNo: order.merchantTradeNo,
  TradeNo: order.tradeNo,
  PaymentDate: order.paymentDate,
  TradeAmt: order.amount,
  PaymentType: 'ATM',
  TradeDate: order.tradeDate,
  ChargeFee: chargeFee(order.amount),
  TradeStatus: tradeStatus(order),
});

const code = (order: AtmOrder) => ({
  BankCode: order.bankCode,
  vAccount: order.account,
  ExpireDate: order.expireDate,
});

const isPaidInCash = (order: AtmOrder) => order.state === 'paid' && !order.isSimulated;

const payer = { ATMAccBank: '822', ATMAccNo: '0000123456789012' };

export const issuedAnswer = (order: AtmOrder) => ({
  RtnCode: 1,
  RtnMsg: '成功',
  ...head(order),
  OrderInfo: orderInfo(order),
  ATMInfo: code(order),
  CustomField: order.customField,
});

export const duplicateAnswer = (order: AtmOrder) => ({
  RtnCode: 10300028,
  RtnMsg: 'Creation failed due to duplicate order number',
  ...head(order),
  OrderInfo: { MerchantTradeNo: order.merchantTradeNo },
  CustomField: null,
});

export const unknownAnswer = { RtnCode: 10000185, RtnMsg: 'Cant not find the trade data' };

export const codeAnswer = (order: AtmOrder) => ({
  RtnCode: 1,
  RtnMsg: 'Success!',
  ...head(order),
  CustomField: order.customField,
  OrderInfo: orderInfo(order),
  ATMInfo: code(order),
});

export const tradeAnswer = (order: AtmOrder) => ({
  RtnCode: 1,
  RtnMsg: 'Success!',
  ...head(order),
  CustomField: order.customField,
  OrderInfo: { ...orderInfo(order), ProcessFee: 0, RefundAmount: 0 },
  ATMInfo: isPaidInCash(order) ? payer : { ATMAccBank: null, ATMAccNo: null },
});

/** What ECPay posts to the ReturnURL. A repeated notice says `paid` where the first said `Success`. */
export const notice = (order: AtmOrder, isRepeat: boolean) => ({
  RtnCode: order.state === 'failed' ? failedCode : 1,
  RtnMsg: order.state === 'failed' ? 'Trade failed' : isRepeat ? 'paid' : 'Success',
  SimulatePaid: order.isSimulated ? 1 : 0,
  ...head(order),
  OrderInfo: { ...orderInfo(order), ProcessFee: 0 },
  ATMInfo: isPaidInCash(order) ? payer : { ATMAccBank: '', ATMAccNo: '' },
  CustomField: order.customField,
});
