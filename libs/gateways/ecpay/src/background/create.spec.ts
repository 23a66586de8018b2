import { createDecipheriv } from 'node:crypto';
import { PayCoreError, type Order } from '@paycore/core';
import { SimulatedGateway } from '@paycore/testing';
import { encryptData } from './sign.ts';
import { ecpay } from '../index.ts';
import { ecpaySimulator } from '../simulator/index.ts';

const keys = { hashKey: 'pwFHCqoQZGmho4w6', hashIv: 'EkRm7iFT261dpevs' };
const credentials = { merchant_id: '3002607', hash_key: keys.hashKey, hash_iv: keys.hashIv };

function world(input: object = credentials) {
  const joined = new SimulatedGateway(ecpay, ecpaySimulator);
  return { joined, account: joined.gateway.open(input, 'test'), order: joined.order('atm') };
}

function unseal(data: string): unknown {
  const cipher = createDecipheriv('aes-128-cbc', keys.hashKey, keys.hashIv);
  const text = cipher.update(data, 'base64', 'utf8') + cipher.final('utf8');
  return JSON.parse(decodeURIComponent(text.replaceAll('+', ' ')));
}

/** What the adapter sent in its nth call. */
function sent(joined: SimulatedGateway, nth = 0) {
  const { url, init } = joined.fake.calls[nth] ?? { url: '', init: {} };
  const { Data, ...envelope } = JSON.parse(String(init.body)) as Record<string, unknown>;
  return { url, init, envelope, data: unseal(String(Data)) };
}

const envelope = (data: unknown, top: object = {}) =>
  Response.json({
    MerchantID: '3002607',
    RpHeader: { Timestamp: 1782100800 },
    TransCode: 1,
    TransMsg: 'Success!',
    Data: encryptData(data, keys),
    ...top,
  });

/** ECPay's answer as recorded, for this order. */
const issued = (order: Order, top: object = {}, info: object = {}) => ({
  RtnCode: 1,
  RtnMsg: '成功',
  PlatformID: '',
  MerchantID: '3002607',
  OrderInfo: {
    MerchantTradeNo: order.gatewayOrderNo,
    TradeNo: '2606221200000001',
    PaymentDate: '',
    TradeAmt: 980,
    PaymentType: 'ATM',
    TradeDate: '2026/06/22 12:00:00',
    ChargeFee: 9.8,
    TradeStatus: '0',
    ...info,
  },
  ATMInfo: { BankCode: '822', vAccount: '9103522175887271', ExpireDate: '2026/06/29' },
  CustomField: '',
  ...top,
});

async function errorOf(act: Promise<unknown> | undefined): Promise<PayCoreError> {
  const thrown = await act?.catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(PayCoreError);
  return thrown as PayCoreError;
}

describe('asking for an account number', () => {
  it('sends what the contract of GenPaymentCode names', async () => {
    const { joined, account, order } = world();
    await account.create({ ...order, description: 'A curl of hair' });
    expect(sent(joined)).toMatchObject({
      url: 'http://sandbox.test/ecpay/1.0.0/Cashier/GenPaymentCode',
      init: { method: 'POST', timeoutMs: 15_000, headers: { 'content-type': 'application/json' } },
      envelope: { MerchantID: '3002607', RqHeader: { Timestamp: 1782100800 } },
    });
    expect(sent(joined).data).toEqual({
      MerchantID: '3002607',
      ChoosePayment: 'ATM',
      OrderInfo: {
        MerchantTradeNo: order.gatewayOrderNo,
        MerchantTradeDate: '2026/06/22 12:00:00',
        TotalAmount: 980,
        ReturnURL: order.urls.callback,
        TradeDesc: 'A ｃｕｒｌ of hair',
        ItemName: '測試商品',
      },
      ATMInfo: { ExpireDate: 7, ATMBankCode: '' },
    });
  });

  it.each([
    [0, 1],
    [1, 1],
    [60, 60],
    [61, 60],
  ])('turns %i days into %i', async (expireDays, expected) => {
    const { joined, account, order } = world();
    await account.create({ ...order, expireDays });
    expect(sent(joined).data).toMatchObject({ ATMInfo: { ExpireDate: expected } });
  });

  it('names the platform where one was given', async () => {
    const { joined, account, order } = world({ ...credentials, platform_id: '3002599' });
    await account.create(order);
    expect(sent(joined).data).toMatchObject({ PlatformID: '3002599' });
  });

  it.each([
    ['test', 'https://ecpayment-stage.ecpay.com.tw/1.0.0/Cashier/GenPaymentCode'],
    ['production', 'https://ecpayment.ecpay.com.tw/1.0.0/Cashier/GenPaymentCode'],
  ] as const)("speaks to ECPay's own %s host where there is no sandbox", async (environment, expected) => {
    const { joined, order } = world();
    joined.fake.answer = () => envelope(issued(order));
    const { fetch } = joined.fake;
    await ecpay
      .make({ fetch, now: () => joined.now })
      .open(credentials, environment)
      .create(order);
    expect(joined.fake.calls[0]?.url).toBe(expected);
  });

  it('reads the answer into our words', async () => {
    const { joined, account, order } = world();
    joined.fake.answer = () => envelope(issued(order));
    expect(await account.create(order)).toEqual({
      gatewayTradeNo: '2606221200000001',
      info: {
        bank_code: '822',
        bank_name: '中國信託',
        virtual_account: '9103522175887271',
        expire_at: '2026-06-29 23:59:59',
      },
      page: { kind: 'account', bankCode: '822', bankName: '中國信託', account: '9103522175887271' },
      expiresAt: new Date('2026-06-29T15:59:59Z'),
    });
  });

  it('knows no name of an unknown bank', async () => {
    const { joined, account, order } = world();
    const ATMInfo = { BankCode: '999', vAccount: '9103522175887271', ExpireDate: '2026/06/29' };
    joined.fake.answer = () => envelope(issued(order, { ATMInfo }));
    const { info, page } = await account.create(order);
    expect([info, page]).toEqual([
      expect.objectContaining({ bank_code: '999', bank_name: null }),
      { kind: 'account', bankCode: '999', account: '9103522175887271' },
    ]);
  });

  it('reads a known order again by QueryPaymentInfo', async () => {
    const { joined, account, order } = world();
    const first = await account.create(order);
    expect(await account.create(order)).toEqual(first);
    expect(sent(joined, 2)).toMatchObject({
      url: 'http://sandbox.test/ecpay/1.0.0/Cashier/QueryPaymentInfo',
      data: { MerchantID: '3002607', MerchantTradeNo: order.gatewayOrderNo },
    });
  });

  it.each([
    ['an unknown order', { RtnCode: 10000185, RtnMsg: 'Cant not find the trade data' }, {}],
    ['a refused envelope', {}, { TransCode: 0, Data: '' }],
  ])('keeps trying where a known order is answered with %s', async (_, data, top) => {
    const { joined, account, order } = world();
    joined.fake.answer = ({ url }) =>
      url.endsWith('GenPaymentCode') ? envelope({ RtnCode: 10300028 }) : envelope(data, top);
    expect(await errorOf(account.create(order))).toMatchObject({
      kind: 'unavailable',
      code: 'ECPAY_BACKGROUND_CODE_FAILED',
    });
  });
});

describe('asking for a code to pay by in a store', () => {
  it.each([
    ['cvs', 'CVS', 7, { CVSInfo: { ExpireDate: 10_080, CVSCode: 'CVS' } }],
    ['cvs', 'CVS', 0, { CVSInfo: { ExpireDate: 1440, CVSCode: 'CVS' } }],
    ['cvs', 'CVS', 60, { CVSInfo: { ExpireDate: 43_200, CVSCode: 'CVS' } }],
    ['barcode', 'BARCODE', 7, { BarcodeInfo: { ExpireDate: 7 } }],
    ['barcode', 'BARCODE', 60, { BarcodeInfo: { ExpireDate: 30 } }],
  ])('sends for %s, %s, in %i days, %j', async (route, ChoosePayment, expireDays, info) => {
    const { joined, account } = world();
    await account.create(joined.order(route, { expireDays }));
    const { data } = sent(joined);
    expect(data).toMatchObject({ MerchantID: '3002607', ChoosePayment, ...info });
    expect(data).not.toHaveProperty('ATMInfo');
  });

  const expireDate = '2026/06/29 12:00:00';

  it('reads a code and its page', async () => {
    const { joined, account } = world();
    const order = joined.order('cvs');
    const PaymentURL = 'https://payment-stage.ecpay.com.tw/PaymentRule/CVSBarCode?PaymentNo=LLL22176000000';
    const CVSInfo = { PaymentNo: 'LLL22176000000', ExpireDate: expireDate, PaymentURL };
    joined.fake.answer = () => envelope(issued(order, { ATMInfo: undefined, CVSInfo }));
    expect(await account.create(order)).toEqual({
      gatewayTradeNo: '2606221200000001',
      info: { payment_code: 'LLL22176000000', payment_code_url: PaymentURL, expire_at: '2026-06-29 12:00:00' },
      page: { kind: 'code', code: 'LLL22176000000', url: PaymentURL, chains: ['ibon', 'fami', 'hilife', 'ok'] },
      expiresAt: new Date('2026-06-29T04:00:00Z'),
    });
  });

  it.each([undefined, '', 'javascript:alert(1)', null])('names no page that is %j', async (PaymentURL) => {
    const { joined, account } = world();
    const order = joined.order('cvs');
    const CVSInfo = { PaymentNo: 'LLL22176000000', ExpireDate: expireDate, PaymentURL };
    joined.fake.answer = () => envelope(issued(order, { CVSInfo }));
    const { info, page } = await account.create(order);
    expect(page).toMatchObject({ kind: 'code', code: 'LLL22176000000' });
    expect(page).not.toHaveProperty('url');
    expect(info).toMatchObject({ payment_code: 'LLL22176000000', payment_code_url: null });
  });

  it("reads three barcodes into the contract's object", async () => {
    const { joined, account } = world();
    const order = joined.order('barcode');
    const segments = ['150629ACY', '6763618191673429', '000000000000980'];
    const [Barcode1, Barcode2, Barcode3] = segments;
    const BarcodeInfo = { Barcode1, Barcode2, Barcode3, ExpireDate: expireDate };
    joined.fake.answer = () => envelope(issued(order, { BarcodeInfo }));
    const introUrl = 'https://www.ecpay.com.tw/introcvs';
    expect(await account.create(order)).toEqual({
      gatewayTradeNo: '2606221200000001',
      info: {
        ecpay: {
          selected_payment_method: 'barcode',
          barcode1: Barcode1,
          barcode2: Barcode2,
          barcode3: Barcode3,
          barcode_user_copy_url: '{payment_url}',
          barcode_segments_copyable: false,
          barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes',
          barcode_intro_url: introUrl,
          expire_at: '2026-06-29 12:00:00',
        },
      },
      page: { kind: 'barcode', segments, introUrl, chains: ['ibon', 'fami', 'hilife', 'ok'] },
      expiresAt: new Date('2026-06-29T04:00:00Z'),
    });
  });

  it.each<[string, object]>([
    ['cvs', {}],
    ['cvs', { CVSInfo: { PaymentNo: '', ExpireDate: expireDate } }],
    ['cvs', { CVSInfo: { PaymentNo: 'LLL22176000000', ExpireDate: 'soon' } }],
    ['barcode', { BarcodeInfo: { Barcode1: 'A', Barcode2: '', Barcode3: 'C', ExpireDate: expireDate } }],
    ['barcode', { BarcodeInfo: { Barcode1: 'a b', Barcode2: '1', Barcode3: '2', ExpireDate: expireDate } }],
  ])('is unavailable where the code of %s cannot be read: %j', async (route, info) => {
    const { joined, account } = world();
    const order = joined.order(route);
    joined.fake.answer = () => envelope(issued(order, info));
    expect(await errorOf(account.create(order))).toMatchObject({ code: 'ECPAY_BACKGROUND_CODE_FAILED' });
  });
});

describe('a refusal', () => {
  it('of the order names what ECPay said', async () => {
    const { joined, account, order } = world();
    joined.fake.answer = () => envelope({ RtnCode: 10200050, RtnMsg: 'TotalAmount Error' });
    expect(await errorOf(account.create(order))).toMatchObject({
      kind: 'rejected',
      code: 'ECPAY_BACKGROUND_CODE_FAILED',
      message: 'ECPay issued no payment code: TotalAmount Error (10200050).',
      log: { rtn_code: '10200050', rtn_msg: 'TotalAmount Error' },
    });
  });

  it('of the envelope too, as for keys that are not this merchant’s', async () => {
    const { account, order } = world({ ...credentials, hash_key: 'x'.repeat(16) });
    expect(await errorOf(account.create(order))).toMatchObject({
      kind: 'rejected',
      code: 'ECPAY_BACKGROUND_CODE_FAILED',
      log: { trans_code: '0', trans_msg: 'Decrypt Error' },
    });
  });

  it('to talk at all pauses the account for half an hour', async () => {
    const { joined, account, order } = world();
    const { placed } = await joined.pay(account, credentials, order);
    joined.fake.answer = () => new Response('Forbidden', { status: 403 });
    expect(await errorOf(account.query?.(placed))).toMatchObject({ kind: 'unavailable', pauseSeconds: 1800 });
    expect(await errorOf(account.create(order))).toMatchObject({ kind: 'unavailable', pauseSeconds: 1800 });
  });
});

describe('an answer that cannot be taken for this order’s', () => {
  const atm = { BankCode: '822', vAccount: '9103522175887271', ExpireDate: '2026/06/29' };

  it.each<[string, object, object]>([
    ['another merchant', { MerchantID: '2000132' }, {}],
    ['another order', {}, { MerchantTradeNo: 'PC2606221200OTHER001' }],
    ['another amount', {}, { TradeAmt: 979 }],
    ['no amount', {}, { TradeAmt: undefined }],
    ['no account', { ATMInfo: undefined }, {}],
    ['an empty account', { ATMInfo: { ...atm, vAccount: '' } }, {}],
    ['markup for an account', { ATMInfo: { ...atm, vAccount: '<b>1</b>' } }, {}],
    ['no bank', { ATMInfo: { ...atm, BankCode: null } }, {}],
    ['no such day', { ATMInfo: { ...atm, ExpireDate: '2026/02/30' } }, {}],
    ['no RtnCode', { RtnCode: undefined }, {}],
  ])('is unavailable: %s', async (_, top, info) => {
    const { joined, account, order } = world();
    joined.fake.answer = () => envelope(issued(order, top, info));
    expect(await errorOf(account.create(order))).toMatchObject({
      kind: 'unavailable',
      code: 'ECPAY_BACKGROUND_CODE_FAILED',
    });
  });

  it.each<[string, object]>([
    ['sealed with other keys', { Data: encryptData({ RtnCode: 1 }, { ...keys, hashKey: 'x'.repeat(16) }) }],
    ['Data missing', { Data: undefined }],
    ['TransCode an object', { TransCode: { toString: 1 } }],
  ])('is unavailable: %s', async (_, top) => {
    const { joined, account, order } = world();
    joined.fake.answer = () => envelope(issued(order), top);
    expect((await errorOf(account.create(order))).kind).toBe('unavailable');
  });
});

describe('asking for a payment’s state', () => {
  async function answering(data: object | ((order: Order) => object)) {
    const { joined, account, order } = world();
    const { placed } = await joined.pay(account, credentials, order);
    joined.fake.answer = () => envelope(typeof data === 'function' ? data(order) : data);
    return { query: () => account.query?.(placed) };
  }

  it('learns nothing of an order that ECPay does not know', async () => {
    const { query } = await answering({ RtnCode: 10000185, RtnMsg: 'Cant not find the trade data' });
    expect(await query()).toEqual({ status: 'pending' });
  });

  it('takes a simulated payment for none', async () => {
    const { joined, account, order } = world();
    const { placed } = await joined.pay(account, credentials, order);
    await joined.simulator.drive(order.gatewayOrderNo, 'paid', { simulated: true, silent: true });
    expect(await account.query?.(placed)).toMatchObject({ status: 'pending' });
  });

  it('learns of a failure', async () => {
    const { joined, account, order } = world();
    const { placed } = await joined.pay(account, credentials, order);
    await joined.simulator.drive(order.gatewayOrderNo, 'failed', { silent: true });
    expect(await account.query?.(placed)).toMatchObject({ status: 'failed' });
  });

  it.each([
    ['another code', { RtnCode: 10200001, RtnMsg: 'No.' }],
    ['no order', { RtnCode: 1, MerchantID: '3002607' }],
    ['another merchant', { RtnCode: 1, MerchantID: '2000132', OrderInfo: { MerchantTradeNo: 'X', TradeAmt: 980 } }],
    ['another order', { RtnCode: 1, MerchantID: '3002607', OrderInfo: { MerchantTradeNo: 'X', TradeAmt: 980 } }],
  ])('is unavailable for %s', async (_, data) => {
    const { query } = await answering(data);
    expect(await errorOf(query())).toMatchObject({ kind: 'unavailable', code: 'PAYMENT_GATEWAY_ERROR' });
  });

  it('learns how much was returned, once for each sum', async () => {
    const { joined, account, order } = world();
    const { placed } = await joined.pay(account, credentials, order);
    const { drive } = joined.simulator;
    await drive(order.gatewayOrderNo, 'paid', { silent: true });
    expect(await account.query?.(placed)).not.toHaveProperty('postPayment');
    for (const amount of [100, 980]) {
      await drive(order.gatewayOrderNo, 'refunded', { amount });
      const { status, gatewayTradeNo = '', postPayment } = (await account.query?.(placed)) ?? {};
      expect(status).toBe('paid');
      expect(postPayment).toEqual([
        { type: 'refunded', id: `${gatewayTradeNo}-${amount}`, amount: String(amount), currency: 'TWD' },
      ]);
    }
  });

  it.each([0, null, '', '0', -5, '12.5', {}])('takes RefundAmount %j for nothing returned', async (RefundAmount) => {
    const { joined, account, order } = world();
    const { placed } = await joined.pay(account, credentials, order);
    joined.fake.answer = () => envelope(issued(order, {}, { TradeStatus: '1', RefundAmount }));
    expect(await account.query?.(placed)).toEqual({ status: 'paid', gatewayTradeNo: '2606221200000001' });
  });

  it('refuses another amount by name', async () => {
    const { query } = await answering((order: Order) => issued(order, {}, { TradeAmt: 1, TradeStatus: '1' }));
    expect(await errorOf(query())).toMatchObject({
      kind: 'unavailable',
      message: 'ECPay amount mismatch.',
      log: { expected_amount: 980, received_amount: 1 },
    });
  });
});

describe('answers to ECPay', () => {
  const { gateway } = world().joined;

  it('acknowledges with five bytes', () => {
    expect(gateway.answer()).toEqual({ status: 200, type: 'text/plain', body: '1|OK' });
  });

  it.each([
    ['forged', 'CALLBACK_REFUSED', 400],
    ['notFound', 'PAYMENT_NOT_FOUND', 404],
    ['offline', 'SERVICE_UNAVAILABLE', 503],
    ['unavailable', 'PAYMENT_GATEWAY_ERROR', 503],
  ] as const)('refuses with the envelope: %s', (kind, code, status) => {
    const reply = gateway.answer(new PayCoreError(kind, code, 'A sentence.', { log: { inner: 'thought' } }));
    expect({ ...reply, body: JSON.parse(reply.body) as unknown }).toEqual({
      status,
      type: 'application/json',
      body: { success: false, message: 'A sentence.', error: { error_code: code } },
    });
  });
});
