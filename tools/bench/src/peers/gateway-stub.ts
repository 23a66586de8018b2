import type { RequestListener, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { account, openData, sealData, type OrderData } from './ecpay-wire.ts';

/** An order that somebody placed: what is needed to pay it, and how long the gateway itself took. */
export interface PlacedOrder {
  readonly callbackUrl: string;
  readonly orderNo: string;
  readonly amount: number;
  readonly ms: number;
}

/** What the seeded payments cost; a query of an order that was never placed answers this. */
export const seededAmount = 980;

/** ECPay's background interface as far as creates and queries need it. `delayMs` may change while it serves. */
export class GatewayStub {
  delayMs = 0;
  /** Questions answered so far. */
  queries = 0;
  #placed: PlacedOrder[] = [];

  /** All orders placed since the last call. */
  take(): PlacedOrder[] {
    return this.#placed.splice(0);
  }

  async answer(path: string, body: string, res: ServerResponse): Promise<void> {
    const begun = performance.now();
    const { Data } = JSON.parse(body) as { readonly Data: string };
    const asked = openData(Data) as OrderData;
    if (this.delayMs > 0) await pause(this.delayMs);
    const isQuery = !path.endsWith('/GenPaymentCode');
    if (isQuery) this.queries += 1;
    const answer = isQuery ? unpaid(asked) : issued(asked);
    const text = envelope(answer);
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text);
    const { OrderInfo: order } = asked;
    if (!order) return;
    const { ReturnURL: callbackUrl, MerchantTradeNo: orderNo, TotalAmount: amount } = order;
    this.#placed.push({ callbackUrl, orderNo, amount, ms: performance.now() - begun });
  }
}

const envelope = (data: object): string =>
  JSON.stringify({
    MerchantID: account.merchant_id,
    RpHeader: { Timestamp: Math.floor(Date.now() / 1000) },
    TransCode: 1,
    TransMsg: '',
    Data: sealData({ RtnCode: 1, RtnMsg: 'Success', MerchantID: account.merchant_id, ...data }),
  });

function issued({ OrderInfo }: OrderData): object {
  const { MerchantTradeNo = '', TotalAmount = 0 } = OrderInfo ?? {};
  return {
    OrderInfo: { MerchantTradeNo, TradeNo: `26${MerchantTradeNo.slice(-14)}`, TradeAmt: TotalAmount },
    ATMInfo: { BankCode: '812', vAccount: '9103522175887271', ExpireDate: '2099/12/31' },
  };
}

const unpaid = ({ MerchantTradeNo = '' }: OrderData): object => ({
  OrderInfo: { MerchantTradeNo, TradeAmt: seededAmount, TradeStatus: '0' },
});

/** Reads a whole request before `use` sees it. */
export const withBody =
  (use: (path: string, body: string, res: ServerResponse) => void): RequestListener =>
  (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => use(req.url ?? '', Buffer.concat(chunks).toString('utf8'), res));
  };
