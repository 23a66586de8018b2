import type { Order } from '@paycore/core';
import * as z from 'zod';
import { issuedCodes, type CodeMethod } from '../issued-code.ts';
import type { Credentials } from '../credentials.ts';
import { firewallSafeText } from '../firewall-safe-text.ts';
import { code, merchantFields, readScalar, terms, tradeDate } from '../wire.ts';
import type { Faults } from './refusals.ts';

/** RtnCode of a successful call. */
export const accepted = '1';

const tradeNo = z.string().min(1).optional().catch(undefined);

/** Part of every answer's and callback's `Data`. */
export const verdict = z.object({ RtnCode: code, RtnMsg: z.string().optional().catch(undefined) });

/** The order as ECPay knows it, to be compared with ours. */
const orderInfo = z.object({
  MerchantTradeNo: z.string(),
  TradeNo: tradeNo,
  TradeAmt: z.unknown().optional(),
  TradeStatus: code.optional(),
  RefundAmount: z.unknown().optional(),
});

/** QueryTrade's answer, page 28020. */
export const trade = verdict.extend({ MerchantID: z.unknown().optional(), OrderInfo: orderInfo });
export type Trade = z.infer<typeof trade>;

/** The callback of a payment, page 28010. `SimulatePaid` is at the top level, and there only if it is 1. */
export const callbackData = trade.extend({ SimulatePaid: code.optional() });
export type CallbackData = z.infer<typeof callbackData>;

/** `Data` of an answer whose envelope ECPay accepted: its verdict, and the whole of it. */
export interface Answer {
  readonly code: string;
  readonly message: string;
  readonly data: unknown;
}

/** Why an answer is not about our order; undefined where it is. */
export function mismatchOf(
  { MerchantID, OrderInfo }: Trade,
  credentials: Credentials,
  orderNo: string,
): string | undefined {
  if (readScalar(MerchantID) !== credentials.merchantId) return 'MerchantID differs';
  return OrderInfo.MerchantTradeNo === orderNo ? undefined : 'MerchantTradeNo differs';
}

export function readAnswer<S extends z.ZodType<Trade>>(schema: S, answer: Answer, faults: Faults): z.infer<S> {
  const result = schema.safeParse(answer.data);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path }) => path.join('.'));
  throw faults.failed({ reason: 'unreadable fields', fields, rtn_code: answer.code });
}

/** GenPaymentCode's fields for one method, and where its answer and QueryPaymentInfo's have the code. */
interface Method {
  readonly choice: string;
  readonly term: (order: Order) => object;
  readonly issued: z.ZodType<Trade & { readonly code: z.output<(typeof issuedCodes)[CodeMethod]> }>;
}

export const methods: Readonly<Record<CodeMethod, Method>> = {
  atm: {
    choice: 'ATM',
    // An empty bank code leaves the bank to ECPay.
    term: (order) => ({ ATMInfo: { ExpireDate: terms.atm(order), ATMBankCode: '' } }),
    issued: trade
      .extend({ ATMInfo: issuedCodes.atm })
      .transform(({ ATMInfo, ...rest }) => ({ code: ATMInfo, ...rest })),
  },
  cvs: {
    choice: 'CVS',
    // Any of the four chains.
    term: (order) => ({ CVSInfo: { ExpireDate: terms.cvs(order), CVSCode: 'CVS' } }),
    issued: trade.extend({ CVSInfo: issuedCodes.cvs }).transform(({ CVSInfo, ...rest }) => ({
      code: { ...CVSInfo, info: { payment_code_url: null, ...CVSInfo.info } },
      ...rest,
    })),
  },
  barcode: {
    choice: 'BARCODE',
    term: (order) => ({ BarcodeInfo: { ExpireDate: terms.barcode(order) } }),
    issued: trade
      .extend({ BarcodeInfo: issuedCodes.barcode })
      .transform(({ BarcodeInfo, ...rest }) => ({ code: BarcodeInfo, ...rest })),
  },
};

/** GenPaymentCode's `Data`; not begun by a spread, after which V8 adds each member by a call of its runtime. */
export function codeRequest(credentials: Credentials, { choice, term }: Method, order: Order) {
  const { itemName, description = itemName } = order;
  const item = firewallSafeText(itemName);
  return Object.assign(merchantFields(credentials), {
    ChoosePayment: choice,
    OrderInfo: {
      MerchantTradeNo: order.gatewayOrderNo,
      MerchantTradeDate: tradeDate(order),
      TotalAmount: order.amount,
      ReturnURL: order.urls.callback,
      TradeDesc: description === itemName ? item : firewallSafeText(description),
      ItemName: item,
    },
    ...term(order),
  });
}
