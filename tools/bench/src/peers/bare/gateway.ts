import { Pool } from 'undici';
import { account, openData, sealData } from '../ecpay-wire.ts';

export interface Issued {
  readonly OrderInfo: { readonly TradeNo: string };
  readonly ATMInfo: { readonly BankCode: string; readonly vAccount: string; readonly ExpireDate: string };
}

export type Issue = (orderNo: string, amount: number, callbackUrl: string) => Promise<Issued>;

/** The gateway call of an ATM create, with nothing checked. Connections stay open, as PayCore's do. */
export function gatewayAt(url: string): Issue {
  const pool = new Pool(url, { connections: 64 });
  return async (orderNo, amount, callbackUrl) => {
    const order = {
      MerchantTradeNo: orderNo,
      MerchantTradeDate: '2026/06/22 12:00:00',
      TotalAmount: amount,
      ReturnURL: callbackUrl,
      TradeDesc: 'Bench',
      ItemName: 'Bench',
    };
    const { body } = await pool.request({
      path: '/ecpay/1.0.0/Cashier/GenPaymentCode',
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        MerchantID: account.merchant_id,
        RqHeader: { Timestamp: Math.floor(Date.now() / 1000) },
        Data: sealData({
          MerchantID: account.merchant_id,
          ChoosePayment: 'ATM',
          OrderInfo: order,
          ATMInfo: { ExpireDate: 7, ATMBankCode: '' },
        }),
      }),
    });
    const { Data } = (await body.json()) as { readonly Data: string };
    return openData(Data) as Issued;
  };
}
