import { pageUrlPlaceholder, PayCoreError, type Order } from '@paycore/core';
import { SimulatedGateway } from '@paycore/testing';
import iconv from 'iconv-lite';
import { smilepay } from './index.ts';
import { smilepaySimulator } from './simulator/index.ts';

const verifyKey = '174A02F97A95F72CE301137B3F98D128';
const credentials = { dcvc: '107', rvg2c: '1', verify_key: verifyKey };

function bench(more: object = {}) {
  const world = new SimulatedGateway(smilepay, smilepaySimulator);
  const account = world.gateway.open({ ...credentials, ...more }, 'test');
  const sent = () => new URLSearchParams(String(world.fake.calls.at(-1)?.init.body));
  const create = (route: string, changes: Partial<Order> = {}) => account.create(world.order(route, changes));
  /** SmilePay answers with these bytes. */
  const answers = (body: string | Buffer, status = 200) => {
    world.fake.answer = () => new Response(typeof body === 'string' ? body : new Uint8Array(body), { status });
  };
  const refusal = async (route = 'atm', changes: Partial<Order> = {}): Promise<PayCoreError> => {
    const error: unknown = await create(route, changes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PayCoreError);
    return error as PayCoreError;
  };
  return { world, account, sent, create, answers, refusal };
}

describe('the request', () => {
  it('is a form in UTF-8, with nothing in the address', async () => {
    const { world, create, sent } = bench({ validation_token: 'a&b=c+d' });
    const buyer = { name: '王小明', mobile: '0912345678', tel: '02-12345678', email: 'a@b.test' };
    await create('atm', { buyer, itemName: `${'品'.repeat(39)}👍👍` });
    const [call] = world.fake.calls;
    expect(call?.url).toBe('http://sandbox.test/smilepay/api/SPPayment.asp');
    expect(call?.init.method).toBe('POST');
    expect(call?.init.headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' });
    expect(Object.fromEntries(sent())).toEqual({
      Dcvc: '107',
      Rvg2c: '1',
      Verify_key: verifyKey,
      Od_sob: `${'品'.repeat(39)}👍`,
      Pay_zg: '2',
      Data_id: 'PC2606221200TT0001',
      Deadline_date: '2026/06/29',
      Deadline_time: '23:59:59',
      Amount: '980',
      Pur_name: '王小明',
      Mobile_number: '0912345678',
      Tel_number: '02-12345678',
      Email: 'a@b.test',
      Roturl:
        'https://pay.test/api/paycore/webhooks/smilepay?payment_no=PAY202606221200ZZZZAAAB&attempt=1&secret=s3cr3t' +
        '&validation_token=a%26b%3Dc%2Bd',
      Roturl_status: 'OK',
    });
  });

  /** 137 characters on its own, as one of a real host may be. */
  const callback = `https://${'p'.repeat(36)}.test/api/paycore/webhooks/smilepay?payment_no=PAY202606221200ZZZZAAAB&secret=${'s'.repeat(10)}`;
  const { world } = bench();
  const urlsOf = (callback: string) => ({ ...world.order('atm').urls, callback });
  const room = 200 - callback.length - '&validation_token='.length;

  it('carries a Roturl of 200 characters, and none longer: the token is at fault', async () => {
    const fitting = bench({ validation_token: 'x'.repeat(room) });
    await fitting.create('atm', { urls: urlsOf(callback) });
    expect(fitting.sent().get('Roturl')).toHaveLength(200);
    // A letter that the URL spells with three.
    for (const token of ['x'.repeat(room + 1), `é${'x'.repeat(room - 5)}`]) {
      const { world, refusal } = bench({ validation_token: token });
      const error = await refusal('atm', { urls: urlsOf(callback) });
      expect(error).toMatchObject({ kind: 'invalid', code: 'SMILEPAY_CREDENTIAL_INVALID', leavesNoPayment: true });
      expect(error.fields).toEqual({
        'gateway_credentials.validation_token': [
          'The gateway_credentials.validation_token field makes the callback URL 201 characters long; SmilePay takes 200.',
        ],
      });
      expect(world.fake.calls).toEqual([]);
    }
  });

  it('is not sent at all where our own address is too long', async () => {
    const { world, refusal } = bench();
    const error = await refusal('atm', { urls: urlsOf(callback.padEnd(201, 's')) });
    expect(error).toMatchObject({ kind: 'rejected', code: 'INVALID_ARGUMENT', leavesNoPayment: true });
    expect(error.message).toContain('at most 200 characters');
    expect(world.fake.calls).toEqual([]);
  });

  it('goes to the one host that SmilePay has, sandbox or not', async () => {
    const urls: string[] = [];
    const fetch = (url: string | URL) => {
      urls.push(String(url));
      return Promise.reject(new Error('no network'));
    };
    const { world } = bench();
    const account = smilepay.make({ fetch, now: () => world.now }).open(credentials, 'production');
    await expect(account.create(world.order('atm'))).rejects.toThrow(PayCoreError);
    expect(urls).toEqual(['https://ssl.smse.com.tw/api/SPPayment.asp']);
  });

  it.each([
    ['atm', {}, {}, '2'],
    ['barcode', {}, {}, '3'],
    ['cvs', {}, {}, '4'],
    ['cvs', {}, { default_cvs_type: 'family' }, '6'],
    ['cvs', { cvsType: 'ibon' }, { default_cvs_type: 'fami' }, '4'],
    ['cvs', { cvsType: 'fami' }, {}, '6'],
    ['cvs', {}, { default_cvs_type: 'barcode' }, '4'],
  ])('%s with %j and %j is Pay_zg %4$s', async (route, extra, more, payZg) => {
    const { create, sent } = bench(more);
    await create(route, { extra });
    expect(sent().get('Pay_zg')).toBe(payZg);
  });

  it.each([
    ['atm', 60, '2026/08/21 23:59:59'],
    ['atm', 0, '2026/06/23 23:59:59'],
    ['barcode', 60, '2026/08/10 23:59:59'],
    ['barcode', 1, '2026/06/23 23:59:59'],
    ['cvs', 60, '2026/06/29 12:00:00'],
    ['cvs', 1, '2026/06/23 12:00:00'],
  ])('%s of %i days ends %s', async (route, expireDays, expected) => {
    const { create, sent } = bench();
    await create(route, { expireDays });
    expect(`${sent().get('Deadline_date')} ${sent().get('Deadline_time')}`).toBe(expected);
  });

  it('leaves out what is not known of the buyer, and never sends an empty item', async () => {
    const { create, sent } = bench();
    await create('atm', { itemName: '\n\u0000 ' });
    expect(sent().get('Od_sob')).toBe('PayCore');
    for (const name of ['Pur_name', 'Mobile_number', 'Tel_number', 'Email']) expect(sent().has(name)).toBe(false);
  });
});

describe('what is issued', () => {
  it('atm', async () => {
    const { world, create } = bench();
    const { info, page, expiresAt, gatewayTradeNo } = await create('atm');
    const account = info['AtmNo'];
    expect(info).toEqual({
      SmilePayNO: world.simulator.orders()[0]?.trade_no,
      AtmBankNo: '809',
      AtmNo: expect.stringMatching(/^\d{16}$/),
      PayEndDate: '2026/06/29 23:59:59',
      bank_code: '809',
      bank_name: '凱基銀行',
      virtual_account: account,
      expire_at: '2026-06-29 23:59:59',
    });
    expect(page).toEqual({ kind: 'account', bankCode: '809', bankName: '凱基銀行', account });
    expect(expiresAt).toEqual(new Date('2026-06-29T15:59:59Z'));
    expect(gatewayTradeNo).toBe(info['SmilePayNO']);
  });

  it.each(['ibon', 'fami'])('cvs at %s, whose answer is in Big5', async (cvsType) => {
    const { create } = bench();
    const { info, page } = await create('cvs', { extra: { cvsType } });
    expect(info).toEqual({
      SmilePayNO: expect.any(String),
      cvs_type: cvsType,
      payment_code: expect.stringMatching(/^(SL|FM)\d{12}$/),
      PayEndDate: '2026/06/29 12:00:00',
      expire_at: '2026-06-29 12:00:00',
    });
    expect(page).toEqual({ kind: 'code', code: info['payment_code'], chains: [info['cvs_type']] });
  });

  it("barcode, in the contract's shape", async () => {
    const { create } = bench();
    const { info, page } = await create('barcode');
    const { smilepay: all, ...others } = info as Record<string, Record<string, unknown>>;
    expect(others).toEqual({});
    expect(all).toEqual({
      selected_payment_method: 'barcode',
      barcode1: expect.stringMatching(/^[0-9A-Z]+$/),
      barcode2: expect.stringMatching(/^\d{16}$/),
      barcode3: expect.stringMatching(/^\d{6}000000980$/),
      barcode_user_copy_url: pageUrlPlaceholder,
      barcode_segments_copyable: false,
      barcode_user_action: 'copy_payment_page_url_and_scan_rendered_barcodes',
      barcode_intro_url: 'https://www.smilepay.net/es/index_gz_index.asp',
      SmilePayNO: expect.any(String),
      PayEndDate: '2026/06/29 23:59:59',
      expire_at: '2026-06-29 23:59:59',
    });
    const segments = [all?.['barcode1'], all?.['barcode2'], all?.['barcode3']];
    expect(page).toEqual({ kind: 'barcode', segments, introUrl: 'https://www.smilepay.net/es/index_gz_index.asp' });
  });

  const atm = (elements: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><SmilePay><Status>1</Status>${elements}</SmilePay>`;
  const code = '<SmilePayNO>1</SmilePayNO><AtmBankNo>999</AtmBankNo><AtmNo>80117</AtmNo>';

  it.each(['', '<PayEndDate></PayEndDate>', '<PayEndDate>soon</PayEndDate>'])(
    'ends when we asked, where the answer has no date: %s',
    async (element) => {
      const { create, answers } = bench();
      answers(atm(code + element));
      const { info, page, expiresAt } = await create('atm');
      expect(expiresAt).toEqual(new Date('2026-06-29T15:59:59Z'));
      expect(info).toMatchObject({ bank_name: null, expire_at: '2026-06-29 23:59:59' });
      expect(page).toEqual({ kind: 'account', bankCode: '999', account: '80117' });
    },
  );

  it('a date alone is the end of that day', async () => {
    const { create, answers } = bench();
    answers(atm(`${code}<PayEndDate>2026/6/28</PayEndDate>`));
    expect((await create('atm')).info).toMatchObject({ PayEndDate: '2026/6/28', expire_at: '2026-06-28 23:59:59' });
  });

  it.each([
    ['no code', '<SmilePayNO>1</SmilePayNO>'],
    ['another method', '<SmilePayNO>1</SmilePayNO><IbonNo>SL1</IbonNo>'],
    ['no number', '<AtmBankNo>809</AtmBankNo><AtmNo>80117</AtmNo>'],
    ['a number twice', `${code}<AtmNo>80118</AtmNo>`],
    ['a code of markup', '<SmilePayNO>1</SmilePayNO><AtmBankNo>809</AtmBankNo><AtmNo>&lt;b&gt;</AtmNo>'],
    ['another merchant', `${code}<Dcvc>108</Dcvc>`],
    ['another order', `${code}<Data_id>PC2606221200TT0002</Data_id>`],
    ['another order by letter case', `${code}<Data_id>pc2606221200tt0001</Data_id>`],
    ['another amount', `${code}<Amount>98</Amount>`],
    ['two verdicts', `${code}<Status>-2001</Status>`],
  ])('is not believed with %s', async (_, elements) => {
    const { refusal, answers } = bench();
    answers(atm(elements));
    expect(await refusal()).toMatchObject({ kind: 'unavailable', code: 'PAYMENT_GATEWAY_ERROR' });
  });

  it('is not believed beyond 64 kB', async () => {
    const { refusal, answers } = bench();
    answers(atm(`${code}<Desc>${'x'.repeat(70_000)}</Desc>`));
    expect((await refusal()).kind).toBe('unavailable');
  });
});

describe('a refusal', () => {
  const refused = (status: string, desc: string, encoding = 'big5') =>
    iconv.encode(
      `<?xml version="1.0" encoding="${encoding}"?><SmilePay><Status>${status}</Status><Desc>${desc}</Desc></SmilePay>`,
      encoding,
    );

  it.each([
    ['-3003', '商家未開通', 'barcode', 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED', true],
    ['-2003', 'Can not use this Pay_zg service(Store)', 'barcode', 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED', true],
    [
      '-9999',
      'Error: Can not use this Pay_zg service (Store).',
      'barcode',
      'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED',
      true,
    ],
    ['-3003', '商家未開通', 'atm', 'INVALID_ARGUMENT', false],
    ['-2001', '', 'atm', 'SMILEPAY_CREDENTIAL_INVALID', false],
    ['-2002', '', 'cvs', 'SMILEPAY_CREDENTIAL_INVALID', false],
    ['-3001', '', 'barcode', 'SMILEPAY_CREDENTIAL_INVALID', false],
    ['-2007', '欄位過長', 'atm', 'INVALID_ARGUMENT', false],
    ['-3004', '超過限額', 'atm', 'INVALID_ARGUMENT', false],
  ])('%s %s of %s is %s', async (status, desc, route, code, leavesNoPayment) => {
    const { refusal, answers } = bench();
    answers(refused(status, desc));
    const error = await refusal(route);
    expect(error).toMatchObject({ kind: 'rejected', code, leavesNoPayment, log: { status, desc } });
  });

  it('is told in words, and never with the key', async () => {
    const { refusal, answers } = bench();
    answers(refused('-2004', `期限錯誤 ${verifyKey}`));
    const error = await refusal();
    expect(error.message).toBe('SmilePay refused the payment: 期限錯誤 [cut] (-2004).');
    expect(JSON.stringify(error)).not.toContain(verifyKey);
  });

  it.each(['-4002', '-5000', '-6001', '-8100', '0', '2', '-1'])(
    '%s is a failure of SmilePay, worth another try',
    async (status) => {
      const { refusal, answers } = bench();
      answers(refused(status, '系統忙碌'));
      expect(await refusal()).toMatchObject({ kind: 'unavailable', code: 'PAYMENT_GATEWAY_ERROR' });
    },
  );

  it('comes from the simulator for wrong keys, and for an account without barcodes', async () => {
    expect(await bench({ dcvc: '108' }).refusal()).toMatchObject({
      code: 'SMILEPAY_CREDENTIAL_INVALID',
      log: { status: '-2001' },
    });
    expect(await bench({ verify_key: 'x' }).refusal()).toMatchObject({ log: { status: '-2002' } });
    const shop = bench({ dcvc: '3003', verify_key: 'E5D81B7730F24C6A9B02C8A4D71F563E' });
    expect(await shop.refusal('barcode')).toMatchObject({
      kind: 'rejected',
      code: 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED',
    });
    expect(shop.world.simulator.orders()).toEqual([]);
    await shop.create('atm');
  });
});

describe('cvs_type', () => {
  const { gateway } = new SimulatedGateway(smilepay, smilepaySimulator);
  const read = (route: string, cvs_type?: unknown) => gateway.readExtra?.(route, { cvs_type });

  it.each([
    ['ibon', { cvsType: 'ibon' }],
    ['fami', { cvsType: 'fami' }],
    ['famiport', { cvsType: 'fami' }],
    ['family', { cvsType: 'fami' }],
    [undefined, {}],
    [null, {}],
    [' ', {}],
  ])('%p is %j', (input, expected) => expect(read('cvs', input)).toEqual(expected));

  it.each(['barcode', 'IBON', 'toString', 1, ['ibon'], {}])('%p is refused', (input) => {
    expect(() => read('cvs', input)).toThrow(
      expect.objectContaining({ kind: 'invalid', fields: { cvs_type: ['The selected cvs_type is invalid.'] } }),
    );
  });

  it('means nothing elsewhere', () => expect(read('atm', 'nonsense')).toEqual({}));
});
