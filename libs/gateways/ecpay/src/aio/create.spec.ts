import { createRequire } from 'node:module';
import { jest } from '@jest/globals';
import type { Order, Page } from '@paycore/core';
import { SimulatedGateway } from '@paycore/testing';
import { createVector } from '../fixtures/mac-vectors.ts';
import { ecpay } from '../index.ts';
import { ecpaySimulator } from '../simulator/index.ts';

const credentials = { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' };

async function formOf(route: string, changes: Partial<Order> = {}, input: object = credentials) {
  const joined = new SimulatedGateway(ecpay, ecpaySimulator);
  const order = joined.order(route, changes);
  const { page, info } = await joined.gateway.open(input, 'test').create(order);
  return { joined, order, info, ...(page as Extract<Page, { kind: 'form' }>) };
}

describe("the form for ECPay's cashier", () => {
  it('is the published one, to the letter', async () => {
    const paymentNo = 'PAY202606220001ABCDEFGH';
    const { fields } = await formOf('aio/atm', {
      paymentNo,
      gatewayOrderNo: 'PC202606220001ABCDEF',
      itemName: 'PayCore 測試商品',
      description: 'PayCore',
      urls: {
        callback: 'https://paycore.example/api/paycore/webhooks/ecpay',
        return: '',
        returnWithToken: '',
        page: `https://paycore.example/zh-tw/pay/${paymentNo}?token=t0k3n`,
        locale: 'zh-TW',
      },
    });
    expect(fields).toEqual({ ...createVector.fields, CheckMacValue: createVector.mac });
  });

  it.each([
    ['aio', 'ALL', { ExpireDate: '7' }, true, true],
    ['aio/credit', 'Credit', {}, false, true],
    ['aio/atm', 'ATM', { ExpireDate: '7' }, true, false],
    ['aio/cvs', 'CVS', { StoreExpireDate: '10080' }, true, false],
    ['aio/barcode', 'BARCODE', { StoreExpireDate: '7' }, true, false],
  ])('of %s asks for %s and names where news and browser go', async (route, choice, term, hasCode, hasResult) => {
    const { order, action, fields } = await formOf(route);
    const { callback, page } = order.urls;
    expect(action).toBe('http://sandbox.test/ecpay/Cashier/AioCheckOut/V5');
    expect(fields).toEqual({
      MerchantID: '3002607',
      MerchantTradeNo: order.gatewayOrderNo,
      MerchantTradeDate: '2026/06/22 12:00:00',
      PaymentType: 'aio',
      TotalAmount: '980',
      TradeDesc: '測試商品',
      ItemName: '測試商品',
      ReturnURL: callback,
      ChoosePayment: choice,
      EncryptType: '1',
      CustomField1: order.paymentNo,
      ...(hasCode && { PaymentInfoURL: callback, ClientRedirectURL: page }),
      ...(hasResult && { OrderResultURL: page }),
      ...term,
      CheckMacValue: expect.stringMatching(/^[0-9A-F]{64}$/),
    });
  });

  it.each([
    ['aio/atm', 0, { ExpireDate: '1' }],
    ['aio/atm', 60, { ExpireDate: '60' }],
    ['aio', 61, { ExpireDate: '60' }],
    ['aio/cvs', 1, { StoreExpireDate: '1440' }],
    ['aio/cvs', 30, { StoreExpireDate: '43200' }],
    ['aio/cvs', 60, { StoreExpireDate: '43200' }],
    ['aio/barcode', 1, { StoreExpireDate: '1' }],
    ['aio/barcode', 60, { StoreExpireDate: '30' }],
  ])('of %s turns %i days into %j', async (route, expireDays, term) => {
    expect((await formOf(route, { expireDays })).fields).toMatchObject(term);
  });

  it('leaves out where the browser goes back to, where ECPay would find the address too long', async () => {
    const page = (length: number) => 'https://pay.test/'.padEnd(length, 'x');
    const urls = { callback: 'https://pay.test/hook', return: '', returnWithToken: '', locale: 'zh-TW' };
    const full = await formOf('aio', { urls: { ...urls, page: page(200) } });
    expect(full.fields).toMatchObject({ ClientRedirectURL: page(200), OrderResultURL: page(200) });
    const { joined, action, fields } = await formOf('aio', { urls: { ...urls, page: page(201) } });
    expect(Object.keys(fields)).not.toEqual(expect.arrayContaining(['ClientRedirectURL']));
    expect(Object.keys(fields)).not.toEqual(expect.arrayContaining(['OrderResultURL']));
    await joined.post({ kind: 'form', action, fields });
    expect(joined.simulator.orders()).toHaveLength(1);
  });

  it("goes to ECPay's own hosts where there is no sandbox", async () => {
    const { joined, order } = await formOf('aio');
    const { fetch } = joined.fake;
    for (const [environment, host] of [
      ['test', 'https://payment-stage.ecpay.com.tw'],
      ['production', 'https://payment.ecpay.com.tw'],
    ] as const) {
      const { page } = await ecpay
        .make({ fetch, now: () => joined.now })
        .open(credentials, environment)
        .create(order);
      expect(page).toMatchObject({ action: `${host}/Cashier/AioCheckOut/V5` });
    }
  });

  it('names the platform where one was given', async () => {
    const { fields } = await formOf('aio', {}, { ...credentials, platform_id: '3002599' });
    expect(fields).toMatchObject({ PlatformID: '3002599' });
  });

  it('holds texts that the firewall lets through and that no callback can be cut from', async () => {
    const { fields, joined, page } = await formOf('aio/credit', {
      itemName: `curl & "eval" <b>&RtnCode=1&TradeAmt=980&z=${'字'.repeat(300)}`,
    }).then((form) => ({ ...form, page: { kind: 'form', action: form.action, fields: form.fields } as const }));
    expect(fields.ItemName).toMatch(/^ｃｕｒｌ ＆ "ｅｖａｌ" ＜b＞＆RtnCode=1＆TradeAmt=980＆z=字+$/);
    expect(fields.ItemName).toHaveLength(200);
    await joined.post(page);
    expect(joined.simulator.orders()).toHaveLength(1);
  });

  it.each(['ping pong table', 'finger puppet', 'perl necklace', 'telnet cable', 'Medieval sword', '買ping球'])(
    'lets a payer of %j get past the firewall, by the cashier and in the background',
    async (itemName) => {
      const { joined, order, action, fields } = await formOf('aio/credit', { itemName, description: itemName });
      await joined.post({ kind: 'form', action, fields });
      const account = joined.gateway.open(credentials, 'test');
      await account.create({ ...order, route: 'atm', gatewayOrderNo: `${order.gatewayOrderNo.slice(0, -1)}B` });
      expect(joined.simulator.orders()).toHaveLength(2);
      expect(fields.ItemName?.normalize('NFKC')).toBe(itemName);
    },
  );

  it("carries the contract's object of a barcode, without what ECPay has yet to issue", async () => {
    expect((await formOf('aio/barcode')).info).toEqual({
      ecpay: {
        selected_payment_method: 'barcode',
        barcode_user_copy_url: '{payment_url}',
        barcode_segments_copyable: false,
        barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes',
        barcode_intro_url: 'https://www.ecpay.com.tw/introcvs',
      },
    });
    expect((await formOf('aio/cvs')).info).toEqual({});
  });
});

/** What ECPay's own package makes. It prints the keys, and writes to fields as they come. */
interface Oracle {
  readonly payment_client: {
    readonly helper: { gen_chk_mac_value(fields: object): string };
    aio_check_out_all(fields: object): string;
    aio_check_out_credit_onetime(fields: object): string;
    aio_check_out_atm(fields: object, infoUrl: string, days: string, redirectUrl: string): string;
    aio_check_out_cvs(info: object, fields: object, invoice: object, redirectUrl: string): string;
    aio_check_out_barcode(info: object, fields: object, invoice: object, redirectUrl: string): string;
  };
}

describe("ECPay's own package", () => {
  const OfficialClient = createRequire(import.meta.url)('ecpay_aio_nodejs') as new (options: object) => Oracle;
  const official = () =>
    new OfficialClient({
      OperationMode: 'Test',
      MercProfile: { MerchantID: '3002607', HashKey: credentials.hash_key, HashIV: credentials.hash_iv },
      IgnorePayment: [],
      IsProjectContractor: false,
    }).payment_client;

  beforeEach(() => void jest.spyOn(console, 'log').mockImplementation(() => undefined));
  afterEach(() => void jest.restoreAllMocks());

  it.each(['aio', 'aio/credit', 'aio/atm', 'aio/cvs', 'aio/barcode'])('signs our form of %s alike', async (route) => {
    for (const itemName of ['PayCore 測試商品', "Tom's (new) ~Shop~ #2!", 'a curl & a b=c']) {
      const { CheckMacValue, ...fields } = (await formOf(route, { itemName })).fields;
      expect(official().helper.gen_chk_mac_value({ ...fields })).toBe(CheckMacValue);
    }
  });

  const plain = () => ({
    MerchantTradeNo: 'f0a0d7e9fae1bb72bc93',
    MerchantTradeDate: '2026/06/22 12:00:00',
    TotalAmount: '100',
    TradeDesc: '測試交易描述',
    ItemName: '測試商品等',
    ReturnURL: 'https://pay.test/api/paycore/webhooks/ecpay?payment_no=PAY202606220001ABCDEFGH',
  });
  const desc = { Desc_1: '', Desc_2: '', Desc_3: '', Desc_4: '' };
  const store = { ...desc, PaymentInfoURL: 'https://pay.test/info' };
  const back = 'https://pay.test/back';

  it.each<[string, (client: Oracle['payment_client']) => string]>([
    ['all', (client) => client.aio_check_out_all(plain())],
    ['credit', (client) => client.aio_check_out_credit_onetime(plain())],
    ['atm', (client) => client.aio_check_out_atm(plain(), store.PaymentInfoURL, '7', back)],
    ['cvs', (client) => client.aio_check_out_cvs({ ...store, StoreExpireDate: '15' }, plain(), {}, back)],
    ['barcode', (client) => client.aio_check_out_barcode({ ...store, StoreExpireDate: '5' }, plain(), {}, back)],
  ])('prints a form of %s that our simulator takes', async (method, print) => {
    const inputs = print(official()).matchAll(/<input type="hidden" name="(\w+)" id="\w+" value="([^"]*)" \/>/g);
    const fields = Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
    const joined = new SimulatedGateway(ecpay, ecpaySimulator);
    const action = 'http://sandbox.test/ecpay/Cashier/AioCheckOut/V5';
    expect((await joined.post({ kind: 'form', action, fields })).status).toBe(200);
    expect(joined.simulator.orders()).toMatchObject([
      { order_no: 'f0a0d7e9fae1bb72bc93', method, amount: 100, payment_no: 'PAY202606220001ABCDEFGH' },
    ]);
  });
});
