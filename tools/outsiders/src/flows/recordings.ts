import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Board } from '../board.ts';
import { ecpayOfficial } from '../clients.ts';
import type { Stage } from '../stage.ts';
import { orderNo, taipeiTime } from './order-no.ts';
import { unlike } from './shape.ts';

type Json = Readonly<Record<string, unknown>>;

/** Of https://github.com/paid-tw/payment, recorded on ECPay's test system on 2026-08-01: what 幕後取號 answers, decrypted. */
const orderInfo = {
  MerchantTradeNo: 'PCATM85542622715',
  TradeNo: '2608010803430236',
  PaymentDate: '',
  TradeAmt: 123,
  TradeDate: '2026/08/01 08:03:43',
  ChargeFee: 1.23,
  TradeStatus: '0',
};
const head = { RtnCode: 1, RtnMsg: '成功', PlatformID: '', MerchantID: '3002607', CustomField: '' };
const issued: Readonly<Record<string, Json>> = {
  ATM: {
    ...head,
    OrderInfo: { ...orderInfo, PaymentType: 'ATM' },
    ATMInfo: { BankCode: '822', vAccount: '9251262164875291', ExpireDate: '2026/08/04' },
  },
  CVS: {
    ...head,
    OrderInfo: { ...orderInfo, PaymentType: 'CVS' },
    CVSInfo: {
      PaymentNo: 'LLL26213917389',
      ExpireDate: '2026/08/05 12:03:43',
      PaymentURL: 'https://payment-stage.ecpay.com.tw/PaymentRule/CVSBarCode?PaymentNo=LLL26213917389',
    },
  },
  BARCODE: {
    ...head,
    OrderInfo: { ...orderInfo, PaymentType: 'BARCODE' },
    BarcodeInfo: {
      Barcode1: '1508086CY',
      Barcode2: '1557352207269145',
      Barcode3: '080829000000789',
      ExpireDate: '2026/08/08 23:59:59',
    },
  },
};
const queried: Json = {
  ...head,
  RtnMsg: 'Success!',
  OrderInfo: { ...orderInfo, PaymentType: 'ATM', ProcessFee: 0, RefundAmount: 0 },
  ATMInfo: { ATMAccBank: null, ATMAccNo: null },
};
const duplicate: Json = {
  ...head,
  RtnCode: 10300028,
  RtnMsg: 'Creation failed due to duplicate order number',
  OrderInfo: { MerchantTradeNo: 'PCDUP85542627152' },
  CustomField: null,
};
const notFound: Json = { RtnCode: 10000185, RtnMsg: 'Cant not find the trade data' };

/** The same people's, of the cashier's query: a card paid on 2026-07-02, and an order that is not there. */
const queryPaid =
  'CustomField1=&CustomField2=&CustomField3=&CustomField4=&HandlingCharge=30&ItemName=paidcli test&MerchantID=3002607' +
  '&MerchantTradeNo=paidcli1782998612529&PaymentDate=2026/07/02 21:27:45&PaymentType=Credit_CreditCard' +
  '&PaymentTypeChargeFee=31&StoreID=&TradeAmt=1234&TradeDate=2026/07/02 21:24:11&TradeNo=2607022124117236&TradeStatus=1' +
  '&CheckMacValue=63850FCB511519F566886EB7D34B4DC449537F7549625DA5BF6FE0BA61F7ACE9';
const queryNotFound =
  'HandlingCharge=0&ItemName=&MerchantID=3002607&MerchantTradeNo=paidcli-probe-001&PaymentDate=&PaymentType=' +
  '&PaymentTypeChargeFee=0&TradeAmt=0&TradeDate=&TradeNo=&TradeStatus=10200047' +
  '&CheckMacValue=F874E8D5FE8B1306F6CE10A4C5E30D3E20C3F22B51DEB641440B9F7A8B7FB865';

const name = "recording of ECPay's test system (paid-tw/payment)";

export function recordingFlows(board: Board, of: () => Stage): void {
  for (const method of ['ATM', 'CVS', 'BARCODE'] as const) {
    const flow = `background ${method}: the sandbox answers field by field alike`;
    board.other(name, flow, undefined, async () => {
      const answer = await generate(of(), method);
      expect(unlike(answer, issued[method] ?? {})).toEqual([]);
    });
  }
  board.other(name, 'background query, a second issue and an unknown order: alike', undefined, () => askAgain(of()));
  const asked = "cashier's query of a paid card and of an unknown order: alike";
  board.flow({ name, runtime: ecpayOfficial.runtime }, asked, () => cashier(of()));
}

async function askAgain(stage: Stage): Promise<void> {
  const MerchantTradeNo = orderNo();
  await generate(stage, 'ATM', MerchantTradeNo);
  const query = (no: string) =>
    background(stage, 'QueryTrade', { MerchantID: merchant(stage).id, MerchantTradeNo: no });
  expect(unlike(await query(MerchantTradeNo), queried)).toEqual([]);
  const second = await generate(stage, 'ATM', MerchantTradeNo);
  expect(unlike(second, duplicate)).toEqual([]);
  expect(second).toMatchObject({ RtnCode: 10300028, RtnMsg: duplicate['RtnMsg'], CustomField: null });
  expect(await query(orderNo())).toEqual(notFound);
}

function generate(stage: Stage, method: 'ATM' | 'CVS' | 'BARCODE', MerchantTradeNo = orderNo()): Promise<Json> {
  const info = { ATM: 'ATMInfo', CVS: 'CVSInfo', BARCODE: 'BarcodeInfo' }[method];
  return background(stage, 'GenPaymentCode', {
    MerchantID: merchant(stage).id,
    ChoosePayment: method,
    OrderInfo: {
      MerchantTradeNo,
      MerchantTradeDate: taipeiTime(),
      TotalAmount: 123,
      ReturnURL: `${stage.world.demo.webhooks}/nowhere`,
      TradeDesc: '測試',
      ItemName: '折傘',
    },
    [info]: { ExpireDate: method === 'CVS' ? 6000 : 3 },
  });
}

const merchant = ({ world }: Stage) => {
  const { merchant_id: id = '', hash_key: key = '', hash_iv: iv = '' } = world.demo.credentials['ecpay'] ?? {};
  return { id, key, iv };
};

/** One call of ECPay's encrypted interface, by hand; answers the decrypted `Data`. */
async function background(stage: Stage, action: string, data: Json): Promise<Json> {
  const { id, key, iv } = merchant(stage);
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  const plain = encodeURIComponent(JSON.stringify(data)).replace(/%20/g, '+');
  const answer = await fetch(`${stage.world.demo.sandbox}/ecpay/1.0.0/Cashier/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      MerchantID: id,
      RqHeader: { Timestamp: Math.floor(Date.now() / 1000) },
      Data: Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64'),
    }),
  });
  const { TransCode, Data } = (await answer.json()) as { TransCode: number; Data: string };
  expect(TransCode).toBe(1);
  const decipher = createDecipheriv('aes-128-cbc', key, iv);
  const opened = Buffer.concat([decipher.update(Data, 'base64'), decipher.final()]).toString('utf8');
  return JSON.parse(decodeURIComponent(opened.replace(/\+/g, ' '))) as Json;
}

/** Both asked by ECPay's own client, whose requests are beyond doubt. */
async function cashier(stage: Stage): Promise<void> {
  const client = stage.client(ecpayOfficial);
  const no = orderNo();
  await client.call('place', { orderNo: no, method: 'credit', amount: 1234, at: taipeiTime() });
  await stage.world.drive(no, 'paid');
  const ask = async (asked: string) => (await client.call<{ fields: Json }>('query', { orderNo: asked })).fields;
  expect(unlike(await ask(no), fieldsOf(queryPaid))).toEqual([]);
  const unknown = await ask(orderNo());
  expect(unlike(unknown, fieldsOf(queryNotFound))).toEqual([]);
  expect(unknown).toMatchObject({ TradeStatus: '10200047', TradeAmt: '0', TradeNo: '' });
}

const fieldsOf = (line: string): Json => Object.fromEntries(new URLSearchParams(line));
