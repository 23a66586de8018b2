import type { Drive, SimulatedOutcome } from '@paycore/simulator-kit';
import { testAccounts, type Account } from './accounts.ts';
import { seal, unseal } from './background/sign.ts';
import { ecpaySimulator } from './index.ts';

const [account, other] = testAccounts as [Account, Account];
const returnUrl = 'https://pay.test/api/paycore/webhooks/ecpay?payment_no=PAY202606221200ABCDEFGH&secret=s3cr3t';
const seconds = 1782100800;

interface Sent {
  readonly url: string;
  readonly init: { headers: Record<string, string>; body: string; timeoutMs: number };
}

function bench(journal: unknown[] = []) {
  const sent: Sent[] = [];
  const later: { seconds: number; task: () => Promise<void> }[] = [];
  const reply = { status: 200, body: '1|OK' };
  const simulator = ecpaySimulator.open({
    baseUrl: 'http://127.0.0.1:4003/ecpay',
    callbackUrl: 'http://127.0.0.1:4001/api/paycore/webhooks/ecpay',
    enforcesLimits: true,
    now: () => new Date(seconds * 1000),
    send: (url, init) => {
      sent.push({ url, init });
      return Promise.resolve({ ...reply });
    },
    later: (after, task) => void later.push({ seconds: after, task }),
    journal: { read: () => journal, append: (entry) => void journal.push(JSON.parse(JSON.stringify(entry))) },
  });
  const post = async (path: string, body: unknown) => {
    const request = new Request(`http://127.0.0.1:4003/1.0.0/Cashier/${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return (await (await simulator.fetch(request)).json()) as Record<string, unknown>;
  };
  const ask = async (path: string, data: object, by = account) => {
    const MerchantID = by.merchantId;
    const Data = seal({ MerchantID, ...data }, by);
    const answer = await post(path, { MerchantID, RqHeader: { Timestamp: seconds }, Data });
    expect(answer).toMatchObject({ MerchantID, RpHeader: { Timestamp: seconds }, TransCode: 1, TransMsg: 'Success!' });
    return unseal(String(answer.Data), by) as Record<string, unknown>;
  };
  const drive = (outcome: SimulatedOutcome, how: Drive = {}) => simulator.drive('PC2606221200ABCDEFGH', outcome, how);
  const callbacks = () => sent.map(({ init }) => unseal((JSON.parse(init.body) as { Data: string }).Data, account));
  const page = (path: string, method = 'GET') =>
    simulator.fetch(new Request(`http://127.0.0.1:4003${path}`, { method }));
  return { simulator, journal, sent, later, reply, post, ask, drive, callbacks, page };
}

const order = {
  ChoosePayment: 'ATM',
  OrderInfo: {
    MerchantTradeNo: 'PC2606221200ABCDEFGH',
    MerchantTradeDate: '2026/06/22 12:00:00',
    TotalAmount: 123,
    ReturnURL: returnUrl,
    TradeDesc: 'PayCore',
    ItemName: '<b>測試商品</b>',
  },
  ATMInfo: { ExpireDate: 7, ATMBankCode: '822' },
};

const asked = { MerchantTradeNo: 'PC2606221200ABCDEFGH' };

async function issued() {
  const all = bench();
  await all.ask('GenPaymentCode', order);
  return all;
}

describe('the cashier', () => {
  it('issues a code in the recorded shape', async () => {
    expect(await bench().ask('GenPaymentCode', order)).toEqual({
      RtnCode: 1,
      RtnMsg: '成功',
      PlatformID: '',
      MerchantID: '3002607',
      OrderInfo: {
        MerchantTradeNo: 'PC2606221200ABCDEFGH',
        TradeNo: '2606221200000000',
        PaymentDate: '',
        TradeAmt: 123,
        PaymentType: 'ATM',
        TradeDate: '2026/06/22 12:00:00',
        ChargeFee: 1.23,
        TradeStatus: '0',
      },
      ATMInfo: { BankCode: '822', vAccount: expect.stringMatching(/^\d{16}$/), ExpireDate: '2026/06/29' },
      CustomField: '',
    });
  });

  it('takes numbers as text, as a PHP shop sends them', async () => {
    const { ask, simulator } = bench();
    const OrderInfo = { ...order.OrderInfo, TotalAmount: '123' };
    const cvs = { ...order, OrderInfo, ChoosePayment: 'CVS', CVSInfo: { ExpireDate: '1440' } };
    expect(await ask('GenPaymentCode', cvs)).toMatchObject({
      OrderInfo: { TradeAmt: 123 },
      CVSInfo: { ExpireDate: '2026/06/23 12:00:00' },
    });
    expect(simulator.orders()).toMatchObject([{ amount: 123, callback_url: returnUrl }]);
  });

  it('picks bank 004 where none is asked for', async () => {
    const answer = await bench().ask('GenPaymentCode', { ...order, ATMInfo: { ExpireDate: 60, ATMBankCode: '' } });
    expect(answer.ATMInfo).toMatchObject({ BankCode: '004', ExpireDate: '2026/08/21' });
  });

  it('issues a store code with its page, and three barcodes with the amount in the last', async () => {
    const { ask, page } = bench();
    const numbered = (MerchantTradeNo: string) => ({ ...order.OrderInfo, MerchantTradeNo });
    const cvs = { ...order, OrderInfo: numbered('PC1'), ChoosePayment: 'CVS', CVSInfo: { ExpireDate: 1440 } };
    const { CVSInfo, OrderInfo } = (await ask('GenPaymentCode', cvs)) as Record<string, Record<string, string>>;
    expect(CVSInfo).toEqual({
      PaymentNo: expect.stringMatching(/^LLL\d{11}$/),
      ExpireDate: '2026/06/23 12:00:00',
      PaymentURL: `http://127.0.0.1:4003/ecpay/PaymentRule/CVSBarCode?PaymentNo=${CVSInfo?.PaymentNo}`,
    });
    expect(OrderInfo).toMatchObject({ PaymentType: 'CVS', TradeStatus: '0' });
    const shown = await page(new URL(CVSInfo?.PaymentURL ?? '').href.split('/ecpay')[1] ?? '');
    expect(await shown.text()).toContain(CVSInfo?.PaymentNo);
    expect((await page('/PaymentRule/CVSBarCode?PaymentNo=LLL')).status).toBe(404);

    const barcode = { ...order, OrderInfo: numbered('PC2'), ChoosePayment: 'BARCODE', BarcodeInfo: { ExpireDate: 7 } };
    expect((await ask('GenPaymentCode', barcode)).BarcodeInfo).toEqual({
      Barcode1: '1506296CY',
      Barcode2: expect.stringMatching(/^\d{16}$/),
      Barcode3: expect.stringMatching(/^\d{6}000000123$/),
      ExpireDate: '2026/06/29 12:00:00',
    });
  });

  it('refuses a number that it has seen, of this merchant and in this letter case', async () => {
    const { ask } = await issued();
    expect(await ask('GenPaymentCode', order)).toEqual({
      RtnCode: 10300028,
      RtnMsg: 'Creation failed due to duplicate order number',
      PlatformID: '',
      MerchantID: '3002607',
      OrderInfo: asked,
      CustomField: null,
    });
    const lower = { ...order.OrderInfo, MerchantTradeNo: 'pc2606221200abcdefgh' };
    expect(await ask('GenPaymentCode', { ...order, OrderInfo: lower })).toMatchObject({ RtnCode: 1 });
    expect(await ask('GenPaymentCode', order, other)).toMatchObject({ RtnCode: 1 });
  });

  it('reads code and trade again in their own shapes', async () => {
    const { ask } = await issued();
    const code = await ask('QueryPaymentInfo', asked);
    expect(code).toMatchObject({ RtnMsg: 'Success!', ATMInfo: { BankCode: '822' } });
    expect(code.OrderInfo).not.toHaveProperty('ProcessFee');
    expect(await ask('QueryTrade', asked)).toMatchObject({
      OrderInfo: { TradeStatus: '0', ProcessFee: 0, RefundAmount: 0 },
      ATMInfo: { ATMAccBank: null, ATMAccNo: null },
    });
  });

  it.each(['QueryTrade', 'QueryPaymentInfo'])('answers %s of an unknown order sparsely', async (path) => {
    const { ask } = await issued();
    const unknown = { RtnCode: 10000185, RtnMsg: 'Cant not find the trade data' };
    expect(await ask(path, { MerchantTradeNo: 'pc2606221200abcdefgh' })).toEqual(unknown);
    expect(await ask(path, asked, other)).toEqual(unknown);
  });

  it.each<[string, object]>([
    ['a late clock', { RqHeader: { Timestamp: seconds - 601 } }],
    ['an early clock', { RqHeader: { Timestamp: seconds + 601 } }],
    ['an unknown merchant', { MerchantID: '1234567' }],
    ["another merchant's keys", { Data: seal({ MerchantID: '3002607', ...asked }, other) }],
    ['another merchant inside', { Data: seal({ MerchantID: '2000132', ...asked }, account) }],
    ['nothing sealed', { Data: 'AAAA' }],
    ['no header', { RqHeader: undefined }],
  ])('refuses the envelope for %s', async (_, top) => {
    const { post } = await issued();
    const Data = seal({ MerchantID: '3002607', ...asked }, account);
    const answer = await post('QueryTrade', { MerchantID: '3002607', RqHeader: { Timestamp: seconds }, Data, ...top });
    expect(answer).toMatchObject({ TransCode: 0, Data: '' });
  });

  it('refuses a body that is no JSON', async () => {
    expect(await bench().post('GenPaymentCode', 'Data=x')).toMatchObject({ TransCode: 0 });
  });

  it.each<[object, number]>([
    [{ MerchantTradeNo: 'PC2606221200ABCDEFGHI' }, 10100050],
    [{ MerchantTradeNo: 'PC-1' }, 10100050],
    [{ MerchantTradeDate: '2026-06-22 12:00:00' }, 10100050],
    [{ TotalAmount: '12.3' }, 10100050],
    [{ TotalAmount: '' }, 10100050],
    [{ TotalAmount: 0 }, 10100050],
    [{ TotalAmount: 15 }, 5100070],
    [{ TotalAmount: '50000' }, 5100070],
    [{ TotalAmount: 12.3 }, 10100050],
    [{ ReturnURL: `https://pay.test/${'x'.repeat(200)}` }, 10100050],
    [{ ReturnURL: 'https://pay.test/a|b' }, 10100050],
    [{ ItemName: '字'.repeat(401) }, 10100050],
    [{ TradeDesc: '' }, 10100050],
    [{ ItemName: 'A Curl' }, 10400011],
    [{ TradeDesc: 'ping-pong' }, 10400011],
  ])('refuses the order for %j with %i', async (info, RtnCode) => {
    const { ask, simulator } = bench();
    const answer = await ask('GenPaymentCode', { ...order, OrderInfo: { ...order.OrderInfo, ...info } });
    expect(answer).toMatchObject({ RtnCode });
    expect(simulator.orders()).toEqual([]);
  });
});

describe('a driven order', () => {
  it('is paid and told in the recorded way', async () => {
    const { drive, sent, callbacks, ask } = await issued();
    expect(await drive('paid')).toMatchObject({
      gateway: 'ecpay',
      order_no: 'PC2606221200ABCDEFGH',
      trade_no: '2606221200000000',
      payment_no: 'PAY202606221200ABCDEFGH',
      method: 'atm',
      amount: 123,
      currency: 'TWD',
      state: 'paid',
      callbacks: [{ url: returnUrl, status: 200, body: '1|OK', at: '2026-06-22T04:00:00.000Z' }],
    });
    expect(sent[0]).toMatchObject({
      url: returnUrl,
      init: {
        timeoutMs: 10_000,
        headers: { 'content-type': 'application/json', 'user-agent': expect.stringContaining('MSIE') },
      },
    });
    expect(JSON.parse(sent[0]?.init.body ?? '')).toMatchObject({ MerchantID: '3002607', TransCode: 1, RpHeader: {} });
    expect(callbacks()).toEqual([
      expect.objectContaining({
        RtnCode: 1,
        RtnMsg: 'Success',
        SimulatePaid: 0,
        OrderInfo: expect.objectContaining({ TradeAmt: 123, TradeStatus: '1', PaymentDate: '2026/06/22 12:00:00' }),
      }),
    ]);
    expect(await ask('QueryTrade', asked)).toMatchObject({ OrderInfo: { TradeStatus: '1' } });
  });

  it('names the last five digits of the account that paid', async () => {
    const { drive, callbacks, ask } = await issued();
    await drive('paid');
    const payer = { ATMInfo: { ATMAccBank: '822', ATMAccNo: '12345' } };
    expect(callbacks()).toMatchObject([payer]);
    expect(await ask('QueryTrade', asked)).toMatchObject(payer);
  });

  it('is returned where only a query tells it, and nothing else comes after a payment', async () => {
    const { drive, sent, ask } = await issued();
    expect(await drive('refunded')).toMatchObject({ state: 'issued' });
    await drive('paid', { silent: true });
    for (const outcome of ['reversed', 'disputed'] as const)
      expect(await drive(outcome)).toMatchObject({ state: 'paid' });
    expect(await ask('QueryTrade', asked)).toMatchObject({ OrderInfo: { RefundAmount: 0 } });
    expect(await drive('refunded', { amount: 23 })).toMatchObject({ state: 'paid', amount: 123 });
    expect(await ask('QueryTrade', asked)).toMatchObject({ OrderInfo: { RefundAmount: 23, TradeStatus: '1' } });
    expect(sent).toEqual([]);
  });

  it('is paid in name only where it is simulated', async () => {
    const { drive, callbacks, ask } = await issued();
    await drive('paid', { simulated: true });
    expect(callbacks()).toEqual([
      expect.objectContaining({
        RtnCode: 1,
        SimulatePaid: 1,
        OrderInfo: expect.objectContaining({ TradeStatus: '0' }),
      }),
    ]);
    expect(await ask('QueryTrade', asked)).toMatchObject({ OrderInfo: { TradeStatus: '0' } });
  });

  it('fails', async () => {
    const { drive, callbacks } = await issued();
    expect(await drive('failed')).toMatchObject({ state: 'failed' });
    expect(callbacks()).toEqual([expect.objectContaining({ RtnCode: 10200095 })]);
  });

  it.each([
    ['expired', 'expired'],
    ['issued', 'issued'],
    ['declined', 'issued'],
  ] as const)('tells nobody when it is %s', async (outcome, state) => {
    const { drive, sent } = await issued();
    expect(await drive(outcome)).toMatchObject({ state, callbacks: [] });
    expect(sent).toEqual([]);
  });

  it('can be paid after it expired', async () => {
    const { drive } = await issued();
    await drive('expired');
    expect(await drive('paid')).toMatchObject({ state: 'paid' });
  });

  it('changes in silence', async () => {
    const { drive, sent } = await issued();
    expect(await drive('paid', { silent: true })).toMatchObject({ state: 'paid', callbacks: [] });
    expect(sent).toEqual([]);
  });

  it('reports another amount in callback and query', async () => {
    const { drive, callbacks, ask } = await issued();
    await drive('paid', { amount: 1 });
    expect(callbacks()).toEqual([expect.objectContaining({ OrderInfo: expect.objectContaining({ TradeAmt: 1 }) })]);
    expect(await ask('QueryTrade', asked)).toMatchObject({ OrderInfo: { TradeAmt: 1 } });
    await drive('paid', { silent: true });
    expect(await ask('QueryTrade', asked)).toMatchObject({ OrderInfo: { TradeAmt: 123 } });
  });

  it('is told so often, with another text each time after the first', async () => {
    const { drive, callbacks } = await issued();
    const driven = await drive('paid', { times: 3 });
    expect(driven?.callbacks).toHaveLength(3);
    expect(callbacks()).toMatchObject([{ RtnMsg: 'Success' }, { RtnMsg: 'paid' }, { RtnMsg: 'paid' }]);
  });

  it('stays as it is behind a forged callback, which no key opens', async () => {
    const { drive, sent, later, reply } = await issued();
    reply.status = 400;
    expect(await drive('paid', { forged: true, amount: 5 })).toMatchObject({ state: 'issued', amount: 123 });
    expect(sent).toHaveLength(1);
    expect(later).toEqual([]);
    const { Data } = JSON.parse(sent[0]?.init.body ?? '') as { Data: string };
    for (const known of testAccounts) expect(() => unseal(Data, known)).toThrow();
  });

  it.each([
    [500, '1|OK'],
    [204, '1|OK'],
    [200, '1|OK\n'],
    [200, '"1|OK"'],
    [200, ''],
    [0, ''],
  ])('takes %i %j for no ACK, and sends four times more', async (status, body) => {
    const { drive, later, reply, sent, simulator } = await issued();
    Object.assign(reply, { status, body });
    await drive('paid');
    for (let n = 0; n < later.length; n += 1) await later[n]?.task();
    expect(later.map((task) => task.seconds)).toEqual([600, 600, 600, 600]);
    expect(sent).toHaveLength(5);
    expect(simulator.orders()[0]?.callbacks).toHaveLength(5);
  });

  it('is left alone once it was acknowledged', async () => {
    const { drive, later, reply } = await issued();
    reply.status = 500;
    await drive('paid');
    reply.status = 200;
    await later[0]?.task();
    expect(later).toHaveLength(1);
  });

  it('is undefined where there is none', async () => {
    expect(await bench().drive('paid')).toBeUndefined();
  });
});

describe('the journal', () => {
  it('brings all orders back, newest first', async () => {
    const { ask, drive, journal, simulator } = await issued();
    const second = { ...order.OrderInfo, MerchantTradeNo: 'PC2606221200SECOND02' };
    await ask('GenPaymentCode', { ...order, OrderInfo: second });
    await drive('paid');
    const again = bench(journal).simulator;
    expect(again.orders()).toEqual(simulator.orders());
    expect(again.orders().map(({ order_no, state }) => [order_no, state])).toEqual([
      ['PC2606221200SECOND02', 'issued'],
      ['PC2606221200ABCDEFGH', 'paid'],
    ]);
  });
});

describe('the pages', () => {
  it('list the orders', async () => {
    const text = await (await (await issued()).page('/')).text();
    expect(text).toContain('href="http://127.0.0.1:4003/ecpay/orders/PC2606221200ABCDEFGH"');
    expect(await (await bench().page('/')).text()).toContain('還沒有訂單');
  });

  it('let a person pay at the counter', async () => {
    const { page, sent } = await issued();
    const before = await page('/orders/PC2606221200ABCDEFGH');
    const text = await before.text();
    expect(before.headers.get('content-type')).toMatch(/^text\/html/);
    expect(text).toContain('<html lang="zh-Hant-TW">');
    expect(text).toContain('name="viewport"');
    expect(text).toContain('pay at the counter');
    expect(text).toContain('action="http://127.0.0.1:4003/ecpay/orders/PC2606221200ABCDEFGH/pay"');
    expect(text).toContain('&lt;b&gt;測試商品&lt;/b&gt;');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('s3cr3t');

    const paid = await page('/orders/PC2606221200ABCDEFGH/pay', 'POST');
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      'http://127.0.0.1:4003/ecpay/orders/PC2606221200ABCDEFGH',
    ]);
    expect(sent).toHaveLength(1);
    const after = await (await page('/orders/PC2606221200ABCDEFGH')).text();
    expect(after).toContain('已付款');
    expect(after).not.toContain('pay at the counter');
  });

  it('say where there is no such order', async () => {
    const { page } = bench();
    expect((await page('/orders/NONE')).status).toBe(404);
    expect((await page('/orders/NONE/pay', 'POST')).status).toBe(404);
    expect((await page('/elsewhere')).status).toBe(404);
  });
});
