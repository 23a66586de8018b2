import type { Code, Order } from '../orders.ts';

/** Shapes as recorded on ECPay's test system on 2026-08-01 by the tests of https://github.com/paid-tw/payment. */

/** 1 % of the amount, with decimals where ECPay's own page promises an integer. */
const chargeFee = (amount: number) => Math.round(amount) / 100;

/** Ended without payment. */
const failedCode = 10200095;

/** ECPay's console button reports a payment and leaves the trade unpaid. */
function tradeStatus({ state, isSimulated }: Order): string {
  if (state === 'failed') return failedCode.toString();
  return state === 'paid' && !isSimulated ? '1' : '0';
}

const head = (order: Order) => ({ PlatformID: order.platformId, MerchantID: order.merchantId });

const customField = ({ customFields }: Order) => ({ CustomField: customFields[0] ?? '' });

const orderInfo = (order: Order) => ({
  MerchantTradeNo: order.merchantTradeNo,
  TradeNo: order.tradeNo,
  PaymentDate: order.paymentDate,
  TradeAmt: order.amount,
  PaymentType: order.choice.toUpperCase(),
  TradeDate: order.tradeDate,
  ChargeFee: chargeFee(order.amount),
  TradeStatus: tradeStatus(order),
});

type PaymentUrl = (paymentNo: string) => string;

function codeInfo(code: Code | null, paymentUrl: PaymentUrl) {
  switch (code?.method) {
    case 'atm':
      return { ATMInfo: { BankCode: code.bankCode, vAccount: code.account, ExpireDate: code.expireDate } };
    case 'cvs': {
      const { paymentNo, expireDate } = code;
      return { CVSInfo: { PaymentNo: paymentNo, ExpireDate: expireDate, PaymentURL: paymentUrl(paymentNo) } };
    }
    case 'barcode': {
      const [Barcode1, Barcode2, Barcode3] = code.segments;
      return { BarcodeInfo: { Barcode1, Barcode2, Barcode3, ExpireDate: code.expireDate } };
    }
    case undefined:
      return {};
  }
}

/** Where the money came from, of an account its last five digits (page 28010); `none` stands there until it has. */
function payerInfo({ state, isSimulated, code }: Order, paymentUrl: PaymentUrl, none: string | null) {
  const isPaid = state === 'paid' && !isSimulated;
  const payFrom = isPaid ? 'ibon' : none;
  if (code?.method === 'cvs') {
    const { paymentNo } = code;
    return { CVSInfo: { PayFrom: payFrom, PaymentNo: paymentNo, PaymentURL: paymentUrl(paymentNo) } };
  }
  if (code?.method === 'barcode') return { BarcodeInfo: { PayFrom: payFrom } };
  return {
    ATMInfo: isPaid ? { ATMAccBank: '822', ATMAccNo: '12345' } : { ATMAccBank: none, ATMAccNo: none },
  };
}

export const issuedAnswer = (order: Order, paymentUrl: PaymentUrl) => ({
  RtnCode: 1,
  RtnMsg: '成功',
  ...head(order),
  OrderInfo: orderInfo(order),
  ...codeInfo(order.code, paymentUrl),
  ...customField(order),
});

export const duplicateAnswer = (order: Order) => ({
  RtnCode: 10300028,
  RtnMsg: 'Creation failed due to duplicate order number',
  ...head(order),
  OrderInfo: { MerchantTradeNo: order.merchantTradeNo },
  CustomField: null,
});

export const unknownAnswer = { RtnCode: 10000185, RtnMsg: 'Cant not find the trade data' };

/** Page 5740's code; its words are not published. */
export const outOfRangeAnswer = { RtnCode: 5100070, RtnMsg: 'The amount is out of range, or no method can be used.' };

export const codeAnswer = (order: Order, paymentUrl: PaymentUrl) => ({
  ...issuedAnswer(order, paymentUrl),
  RtnMsg: 'Success!',
});

export const tradeAnswer = (order: Order, paymentUrl: PaymentUrl) => ({
  RtnCode: 1,
  RtnMsg: 'Success!',
  ...head(order),
  ...customField(order),
  OrderInfo: { ...orderInfo(order), ProcessFee: 0, RefundAmount: order.refunded ?? 0 },
  ...payerInfo(order, paymentUrl, null),
});

/** What ECPay posts to the ReturnURL. A repeated callback says `paid` where the first said `Success`. */
export const callbackData = (order: Order, isRepeat: boolean, paymentUrl: PaymentUrl) => ({
  RtnCode: order.state === 'failed' ? failedCode : 1,
  RtnMsg: order.state === 'failed' ? 'Trade failed' : isRepeat ? 'paid' : 'Success',
  SimulatePaid: order.isSimulated ? 1 : 0,
  ...head(order),
  OrderInfo: { ...orderInfo(order), ProcessFee: 0 },
  ...payerInfo(order, paymentUrl, ''),
  ...customField(order),
});
