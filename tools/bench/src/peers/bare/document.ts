import { randomBytes } from 'node:crypto';
import type { UpdateFilter } from 'mongodb';
import type { Issued } from './gateway.ts';

export interface CreateBody {
  readonly merchant_order_no: string;
  readonly amount: number;
  readonly item_name: string;
  readonly payok_url?: string | undefined;
  readonly gateway_credentials: unknown;
}

/** What the gateway says of a payment. */
export interface BackgroundAnswer {
  readonly RtnCode: number;
  readonly MerchantID: string;
  readonly OrderInfo: { readonly MerchantTradeNo: string; readonly TradeAmt: number; readonly TradeNo: string };
}

export interface Notice {
  readonly id: string;
  readonly state: string;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
  readonly nextAt: Date;
}

/** As many fields as PayCore stores of the same payment. */
export interface Stored {
  readonly _id: string;
  readonly project: string;
  readonly request: Requested;
  readonly gateway: string;
  readonly route: string;
  readonly method: string;
  readonly accountId: string;
  readonly environment: string;
  readonly gatewayOrderNo: string;
  readonly gatewayTradeNo?: string;
  readonly status: string;
  readonly simulated: boolean;
  readonly info: object;
  readonly page?: unknown;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly paidAt?: Date;
  readonly creating?: object;
  readonly closesAt?: Date;
  readonly asksAt?: Date;
  readonly asks: number;
  readonly notice?: Notice | undefined;
  readonly events: readonly Event[];
  readonly refusedCallbacks: number;
  readonly version: number;
  readonly orderKey: string;
  readonly paidKey?: string;
  /** What only this program may read: credentials and where the merchant is told. */
  readonly secrets: unknown;
  readonly mac?: string | undefined;
}

interface Requested {
  readonly merchantOrderNo: string;
  readonly amount: number;
  readonly currency: string;
  readonly itemName: string;
  readonly buyer: object;
  readonly extra: object;
}

/** What must not change unseen. */
export const covered = (payment: Stored): string => {
  const { _id, project, environment, request, status, paidAt, orderKey, gatewayOrderNo, accountId } = payment;
  const { merchantOrderNo, amount, currency } = request;
  return JSON.stringify([
    ...[_id, project, environment, merchantOrderNo, amount, currency, status, paidAt, orderKey],
    ...[gatewayOrderNo, accountId, payment.paidKey],
  ]);
};

interface Event {
  readonly at: Date;
  readonly type: string;
  readonly detail?: object;
}

/** What stands before the gateway is called. */
export function intent(body: CreateBody, secrets: unknown): Stored {
  const { merchant_order_no: merchantOrderNo, amount, item_name: itemName } = body;
  const createdAt = new Date();
  const drawn = randomBytes(10).toString('hex').toUpperCase();
  return {
    _id: `PAY202606220001${drawn.slice(0, 12)}`,
    project: 'prj_bench',
    request: { merchantOrderNo, amount, currency: 'TWD', itemName, buyer: {}, extra: {} },
    gateway: 'ecpay',
    route: 'atm',
    method: 'atm',
    accountId: '3002607',
    environment: 'test',
    gatewayOrderNo: `PC260622${drawn.slice(8, 20)}`,
    status: 'pending',
    simulated: false,
    info: {},
    createdAt,
    creating: { token: drawn, until: new Date(createdAt.getTime() + 25_000), attempts: 1, isReleased: false },
    asks: 0,
    events: [{ at: createdAt, type: 'created' }],
    refusedCallbacks: 0,
    version: 1,
    orderKey: `prj_bench:${merchantOrderNo}`,
    secrets,
  };
}

export const infoOf = ({ ATMInfo }: Issued) => ({
  bank_code: ATMInfo.BankCode,
  bank_name: 'Bank',
  virtual_account: ATMInfo.vAccount,
  expire_at: ATMInfo.ExpireDate,
});

/** The update that stores what the gateway issued. */
export function issuedUpdate(issued: Issued, page: unknown, mac: string | undefined): UpdateFilter<Stored> {
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 604_800_000);
  const set = { info: infoOf(issued), page, expiresAt, gatewayTradeNo: issued.OrderInfo.TradeNo, mac };
  return {
    $inc: { version: 1 },
    $set: { ...set, closesAt: expiresAt, asksAt: new Date(now.getTime() + 600_000) },
    $unset: { creating: '' },
    $push: { events: { at: now, type: 'issued' } },
  };
}

/** The answer to a create, as long as PayCore's. */
export const answerTo = (body: CreateBody, stored: Stored, issued: Issued) => ({
  success: true,
  data: {
    payment_no: stored._id,
    merchant_order_no: body.merchant_order_no,
    gateway: 'ecpay',
    method: 'atm',
    amount: body.amount,
    currency: 'TWD',
    status: 'pending',
    payment_url: `http://127.0.0.1:4000/zh-tw/pay/${stored._id}?token=00000000000000000000000000000000`,
    payment_info: infoOf(issued),
    environment: 'test',
    simulated: false,
    created_at: stored.createdAt.toISOString(),
    paid_at: null,
    expires_at: stored.createdAt.toISOString(),
    created: true,
  },
  message: 'Payment created successfully',
});
