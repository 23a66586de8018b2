import {
  bench,
  back,
  form,
  lineOf,
  order,
  orderNo,
  returnUrl,
  seconds,
  signed,
  taken,
  type Fields,
} from '../../fixtures/cashier-bench.ts';
import { handMac } from '../../fixtures/hand-mac.ts';

describe('the checkout', () => {
  it('takes an order and lets a person choose', async () => {
    const { simulator, checkOut } = bench();
    const { status, text } = await checkOut();
    expect(status).toBe(200);
    expect(text).toContain('<html lang="zh-Hant-TW">');
    expect(text).toContain('name="viewport"');
    expect(text).toContain('&lt;b&gt;');
    for (const value of ['atm', 'cvs', 'barcode']) expect(text).toContain(`value="${value}"`);
    expect(text).toContain('pay by card');
    expect(text).not.toMatch(/s3cr3t|t0k3n/);
    expect(simulator.orders()).toEqual([
      {
        gateway: 'ecpay',
        order_no: orderNo,
        trade_no: '2606221200000000',
        payment_no: 'PAY202606221200ABCDEFGH',
        method: 'all',
        amount: 123,
        currency: 'TWD',
        state: 'open',
        callback_url: returnUrl,
        callbacks: [],
      },
    ]);
  });

  it.each([
    ['Credit', 'credit', /pay by card/, /get a code/],
    ['ATM', 'atm', /value="atm"/, /pay by card|value="cvs"/],
    ['CVS', 'cvs', /value="cvs"/, /pay by card|value="atm"/],
    ['BARCODE', 'barcode', /value="barcode"/, /pay by card|value="atm"/],
  ])('of %s is for %s alone', async (ChoosePayment, method, shown, hidden) => {
    const { simulator, checkOut } = bench();
    const { text } = await checkOut({ ChoosePayment });
    expect(text).toMatch(shown);
    expect(text).not.toMatch(hidden);
    expect(simulator.orders()).toMatchObject([{ method }]);
  });

  it.each<[Fields, string]>([
    [{ MerchantID: '1234567' }, '10200002'],
    [{ TotalAmount: '0' }, '10200050'],
    [{ TotalAmount: '12.3' }, '10200050'],
    [{ TotalAmount: '1,000' }, '10200050'],
    [{ MerchantTradeNo: 'PC-1' }, '10100050'],
    [{ MerchantTradeNo: 'P'.repeat(21) }, '10100050'],
    [{ MerchantTradeDate: '2026-06-22 12:00:00' }, '10100050'],
    [{ EncryptType: '0' }, '10100050'],
    [{ ReturnURL: `https://pay.test/${'x'.repeat(200)}` }, '10100050'],
    [{ OrderResultURL: returnUrl }, '10100050'],
    [{ ItemName: '' }, '10100050'],
    [{ CustomField1: 'x'.repeat(51) }, '10100050'],
    [{ ExpireDate: '61' }, '10100050'],
    [{ ChoosePayment: 'BARCODE', StoreExpireDate: '31' }, '10100050'],
    [{ ChoosePayment: 'CVS', StoreExpireDate: '43201' }, '10100050'],
    [{ ChoosePayment: 'Cash' }, '10100050'],
    [{ ItemName: 'A Curl' }, '10400011'],
  ])('refuses %j with %s', async (differences, code) => {
    const { simulator, checkOut } = bench();
    expect((await checkOut(differences)).text).toContain(`(${code})`);
    expect(simulator.orders()).toEqual([]);
  });

  it.each([
    ['no MAC', form(order)],
    ['a MAC over other fields', form({ ...order, CheckMacValue: handMac({ ...order, TotalAmount: '1' }) })],
    ["another merchant's keys", signed(order, '5294y06JbISpM5x9', 'v77hoKGq4kWxNNIS')],
  ])('refuses %s with 10200073', async (_, body) => {
    expect((await bench().post('/Cashier/AioCheckOut/V5', body)).text).toContain('(10200073)');
  });

  it.each([undefined, 'issued', 'paid', 'failed', 'expired'] as const)(
    'refuses a number that it has seen, from any browser and with any other form: %s',
    async (outcome) => {
      const { checkOut, drive, simulator } = await taken();
      if (outcome) await drive(outcome);
      const before = simulator.orders();
      for (const differences of [{}, { TotalAmount: '124', ItemName: 'B', ChoosePayment: 'ATM' }]) {
        const { text } = await checkOut(differences);
        expect(text).toContain('MerchantTradeNo Error');
        expect(text).toContain('(10200047)');
      }
      expect(simulator.orders()).toEqual(before);
      expect((await checkOut({ MerchantTradeNo: 'PC2606221200SECOND02' })).text).not.toContain('Error');
      expect(simulator.orders()).toHaveLength(2);
    },
  );
});

describe('a query', () => {
  it('of an open, paid or failed order tells its state in a signed line', async () => {
    const { query, drive } = await taken();
    const states: unknown[] = [];
    for (const outcome of [undefined, 'failed', 'paid'] as const) {
      if (outcome) await drive(outcome);
      const { CheckMacValue, ...fields } = lineOf((await query('QueryTradeInfo/V5')).text);
      expect(CheckMacValue).toBe(handMac(fields));
      states.push([fields.TradeStatus, fields.PaymentType, fields.ItemName]);
    }
    const item = '<b>測試 商品 1</b>';
    expect(states).toEqual([
      ['0', '', item],
      ['10200095', 'Credit_CreditCard', item],
      ['1', 'Credit_CreditCard', item],
    ]);
  });

  it('of an unknown order answers as recorded', async () => {
    const { query } = await taken();
    const unknown = { MerchantTradeNo: orderNo.toLowerCase() };
    const trade = lineOf((await query('QueryTradeInfo/V5', unknown)).text);
    expect(trade).toMatchObject({ ...unknown, MerchantID: '3002607', TradeAmt: '0', TradeStatus: '10200047' });
    expect(lineOf((await query('QueryPaymentInfo', unknown)).text)).toMatchObject({
      MerchantID: '',
      RtnCode: '10200047',
    });
    expect(lineOf((await query('QueryTradeInfo/V5', { MerchantTradeNo: '' })).text).TradeStatus).toBe('10200052');
  });

  it('for a code tells it until it is paid', async () => {
    const { query, drive, sent } = await taken();
    await drive('issued');
    const { CheckMacValue, RtnMsg, ...code } = lineOf((await query('QueryPaymentInfo')).text);
    expect(sent[0]?.fields).toMatchObject(code);
    expect([CheckMacValue, RtnMsg]).toEqual([expect.stringMatching(/^[0-9A-F]{64}$/), 'Succeeded']);
    await drive('paid');
    expect(lineOf((await query('QueryPaymentInfo')).text).RtnCode).toBe('10200047');
  });

  it.each<[string, Fields, (fields: Fields) => string]>([
    ['is late', { TimeStamp: String(seconds - 181) }, signed],
    ['is early', { TimeStamp: String(seconds + 181) }, signed],
    ['is of an unknown merchant', { MerchantID: '1' }, signed],
    ['has no number', { TimeStamp: 'x' }, signed],
  ])('that %s is a 500', async (_, differences, body) => {
    const { query } = await taken();
    for (const path of ['QueryTradeInfo/V5', 'QueryPaymentInfo']) {
      expect(await query(path, differences, body)).toMatchObject({ status: 500, text: '' });
    }
  });
});

describe('a form in the other encoding', () => {
  const multipart = (fields: Fields) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...fields, CheckMacValue: handMac(fields) })) data.append(name, value);
    return data;
  };
  const asked = { MerchantID: '3002607', MerchantTradeNo: orderNo, TimeStamp: String(seconds) };

  it('is read at the cashier and in queries', async () => {
    const { post, simulator, drive } = bench();
    expect((await post('/Cashier/AioCheckOut/V5', multipart(order))).status).toBe(200);
    expect(simulator.orders()).toMatchObject([{ order_no: orderNo, amount: 123 }]);
    const trade = await post('/Cashier/QueryTradeInfo/V5', multipart(asked));
    expect(lineOf(trade.text)).toMatchObject({ MerchantTradeNo: orderNo, TradeStatus: '0' });
    await drive('issued');
    const code = await post('/Cashier/QueryPaymentInfo', multipart(asked));
    expect(lineOf(code.text)).toMatchObject({ RtnCode: '2', BankCode: '822' });
  });

  it.each<[string, (data: FormData) => void]>([
    ['a field twice', (data) => data.append('ItemName', 'twice')],
    ['a file', (data) => data.set('ItemName', new Blob(['x']), 'x.txt')],
  ])('with %s is none', async (_, spoil) => {
    const { post, simulator } = bench();
    const data = multipart(order);
    spoil(data);
    expect((await post('/Cashier/AioCheckOut/V5', data)).text).toContain('(10200002)');
    expect(simulator.orders()).toEqual([]);
  });

  it('that is cut off is none', async () => {
    const { simulator } = bench();
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const request = new Request('http://127.0.0.1:4003/Cashier/QueryTradeInfo/V5', {
      method: 'POST',
      headers,
      body: '--x',
    });
    expect((await simulator.fetch(request)).status).toBe(500);
  });
});

describe('a question whose MAC is wrong', () => {
  it.each<[string, (fields: Fields) => string]>([
    ['absent', form],
    ["another merchant's", (fields) => signed(fields, '5294y06JbISpM5x9', 'v77hoKGq4kWxNNIS')],
  ])('(%s) is answered in ECPay’s own words, unsigned', async (_, body) => {
    const { query } = await taken();
    for (const path of ['QueryTradeInfo/V5', 'QueryPaymentInfo']) {
      expect(await query(path, {}, body)).toMatchObject({
        status: 200,
        text: 'TradeStatus=10200073&RtnMsg=CheckMacValue verify fail',
      });
    }
  });
});

describe('a driven order of the cashier', () => {
  it('is paid and told with all fields signed', async () => {
    const { drive, sent } = await taken();
    expect(await drive('paid')).toMatchObject({
      state: 'paid',
      callbacks: [{ url: returnUrl, status: 200, body: '1|OK' }],
    });
    const { CheckMacValue, ...fields } = sent[0]?.fields ?? {};
    expect(sent[0]?.type).toBe('application/x-www-form-urlencoded');
    expect(fields).toEqual({
      MerchantID: '3002607',
      MerchantTradeNo: orderNo,
      StoreID: '',
      RtnCode: '1',
      RtnMsg: '交易成功',
      TradeNo: '2606221200000000',
      TradeAmt: '123',
      PaymentDate: '2026/06/22 12:00:00',
      PaymentType: 'Credit_CreditCard',
      PaymentTypeChargeFee: '1',
      TradeDate: '2026/06/22 12:00:00',
      PlatformID: '',
      SimulatePaid: '0',
      CustomField1: 'PAY202606221200ABCDEFGH',
      CustomField2: '',
      CustomField3: '',
      CustomField4: '',
    });
    expect(CheckMacValue).toBe(handMac(fields));
  });

  it.each([
    [
      'ATM',
      '2',
      { BankCode: '822', vAccount: /^\d{16}$/, ExpireDate: /^2026\/06\/29$/, PaymentType: 'ATM_CHINATRUST' },
    ],
    ['CVS', '10100073', { PaymentNo: /^\w{14}$/, ExpireDate: /^2026\/06\/29 12:00:00$/, Barcode1: '', Barcode3: '' }],
    [
      'BARCODE',
      '10100073',
      { PaymentNo: '', Barcode1: /^150629\w{3}$/, Barcode2: /^\d{16}$/, Barcode3: /^\d{6}000000123$/ },
    ],
    ['ALL', '2', { BankCode: '822' }],
  ])('has a code of %s, told as RtnCode %s', async (ChoosePayment, RtnCode, expected) => {
    const { drive, sent } = await taken({ ChoosePayment, StoreExpireDate: ChoosePayment === 'CVS' ? '10080' : '7' });
    expect(await drive('issued')).toMatchObject({ state: 'issued', callbacks: [{ url: returnUrl }] });
    const { CheckMacValue, ...fields } = sent[0]?.fields ?? {};
    expect(fields.RtnCode).toBe(RtnCode);
    for (const [name, value] of Object.entries(expected)) expect(fields[name]).toMatch(value);
    expect(CheckMacValue).toBe(handMac(fields));
    await drive('issued');
    expect(sent[1]?.fields).toEqual(sent[0]?.fields);
  });

  it('tells of a code after the payment too', async () => {
    const { drive, sent } = await taken({ ChoosePayment: 'ATM' });
    await drive('paid');
    expect(await drive('issued')).toMatchObject({ state: 'paid' });
    expect(sent.map(({ fields }) => fields.RtnCode)).toEqual(['1', '2']);
  });

  it.each(['expired', 'declined'] as const)('tells nobody when it is %s', async (outcome) => {
    const { drive, sent } = await taken({ ChoosePayment: 'Credit' });
    expect(await drive(outcome)).toMatchObject({ state: outcome === 'expired' ? 'expired' : 'open', callbacks: [] });
    await drive('issued');
    expect(sent).toEqual([]);
  });

  it.each([
    ['Credit', '10200058'],
    ['ATM', '10200095'],
  ])('of %s fails with %s', async (ChoosePayment, RtnCode) => {
    const { drive, sent } = await taken({ ChoosePayment });
    expect(await drive('failed')).toMatchObject({ state: 'failed' });
    expect(sent).toMatchObject([{ fields: { RtnCode } }]);
  });

  it('is paid in name only, of another amount, so often, or in silence', async () => {
    const { drive, sent, query } = await taken();
    await drive('paid', { simulated: true, amount: 5, times: 2 });
    expect(sent).toMatchObject([
      { fields: { RtnCode: '1', RtnMsg: '交易成功', SimulatePaid: '1', TradeAmt: '5' } },
      { fields: { RtnCode: '1', RtnMsg: 'paid', SimulatePaid: '1', TradeAmt: '5' } },
    ]);
    expect(lineOf((await query('QueryTradeInfo/V5')).text)).toMatchObject({ TradeStatus: '0', TradeAmt: '5' });
    expect(await drive('paid', { silent: true })).toMatchObject({ state: 'paid' });
    expect(sent).toHaveLength(2);
  });

  it('stays as it is behind forged news', async () => {
    const { drive, sent, later, reply } = await taken();
    reply.status = 400;
    expect(await drive('paid', { forged: true })).toMatchObject({ state: 'open' });
    expect(await drive('issued', { forged: true })).toMatchObject({ state: 'open' });
    expect(sent.map(({ fields }) => fields.RtnCode)).toEqual(['1', '2']);
    for (const { fields } of sent) {
      const { CheckMacValue, ...rest } = fields;
      expect(CheckMacValue).not.toBe(handMac(rest));
    }
    expect(later).toEqual([]);
  });

  it.each(['paid', 'issued'] as const)('repeats the news of being %s until it is acknowledged', async (outcome) => {
    const { drive, later, reply, sent } = await taken();
    reply.body = 'OK';
    await drive(outcome);
    await later[0]?.task();
    reply.body = '1|OK';
    await later[1]?.task();
    expect(later.map((task) => task.seconds)).toEqual([600, 600]);
    const texts = sent.map(({ fields }) => fields.RtnMsg);
    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(2);
    expect(new Set(sent.map(({ fields }) => fields.CheckMacValue)).size).toBe(2);
  });
});

describe('a person at the cashier', () => {
  /** The form that sends the browser back to the shop. */
  const wayBack = (text: string) => ({
    url: /<form method="post" action="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&'),
    fields: Object.fromEntries(
      [...text.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  });

  it.each(['atm', 'cvs', 'barcode'])('gets a code of %s and goes back with it', async (method) => {
    const { post, sent, simulator } = await taken();
    const { status, text } = await post(`/orders/${orderNo}/issue`, form({ method }));
    expect(status).toBe(200);
    expect(text).toContain('document.forms[0].submit()');
    expect(wayBack(text)).toEqual({ url: back, fields: sent[0]?.fields });
    expect(simulator.orders()).toMatchObject([{ state: 'issued', method: 'all' }]);
    const paid = await post(`/orders/${orderNo}/pay`, '');
    expect([paid.status, paid.location]).toEqual([303, `http://127.0.0.1:4003/ecpay/orders/${orderNo}`]);
    expect(sent[1]?.fields).toMatchObject({
      RtnCode: '1',
      PaymentType: expect.stringMatching(new RegExp(method, 'i')),
    });
  });

  it.each([
    ['pay', '1', 'paid'],
    ['decline', '10200058', 'failed'],
  ])('can %s by card, and goes back with RtnCode %s', async (step, RtnCode, state) => {
    const { post, sent, simulator } = await taken({ ChoosePayment: 'Credit' });
    const { text } = await post(`/orders/${orderNo}/${step}`, '');
    expect(sent).toMatchObject([{ url: returnUrl, fields: { RtnCode } }]);
    const { url, fields } = wayBack(text);
    const { CheckMacValue, ...unsigned } = fields;
    expect(url).toBe(back);
    expect(CheckMacValue).toBe(handMac(unsigned));
    // The browser's form says of a payment what rytass calls CLIENT_POST.
    const RtnMsg = RtnCode === '1' ? 'Succeeded' : '付款失敗';
    expect(fields).toEqual({ ...sent[0]?.fields, RtnMsg, CheckMacValue });
    expect(simulator.orders()).toMatchObject([{ state }]);
  });

  it('stays at the cashier where the shop wants nobody back', async () => {
    const { post, sent } = await taken({ ClientRedirectURL: '', OrderResultURL: '', PaymentInfoURL: '' });
    expect(await post(`/orders/${orderNo}/issue`, form({ method: 'cvs' }))).toMatchObject({ status: 303 });
    expect(sent).toEqual([]);
  });

  it('finds no order that is not there, and no code of an odd kind', async () => {
    const { post } = await taken();
    for (const path of ['/orders/NONE/issue', '/orders/NONE/decline']) {
      expect((await post(path, form({ method: 'atm' }))).status).toBe(404);
    }
    expect((await post(`/orders/${orderNo}/issue`, form({ method: 'gold' }))).status).toBe(404);
  });
});
