import type { Drive, SimulatedOutcome } from '@paycore/simulator-kit';
import { checksumVectors } from '../fixtures/sign-vectors.ts';
import { big5Item, big5Name } from '../fixtures/callbacks.ts';
import { smilepaySimulator } from './index.ts';
import { midOf } from './sign.ts';

const roturl = 'https://pay.test/api/paycore/webhooks/smilepay?payment_no=PAY202606221200ABCDEFGH&secret=s3cr3t';
const now = new Date('2026-06-22T04:00:07Z');

const order = {
  Dcvc: '107',
  Rvg2c: '1',
  Verify_key: '174A02F97A95F72CE301137B3F98D128',
  Od_sob: '測試商品',
  Pay_zg: '2',
  Data_id: 'PC26062212000ABCDE',
  Deadline_date: '2026/06/28',
  Deadline_time: '23:59:59',
  Amount: '980',
  Pur_name: '王小明',
  Mobile_number: '0912345678',
  Roturl: roturl,
  Roturl_status: 'OK',
};

interface Sent {
  readonly url: string;
  readonly init: { method?: string; headers: Record<string, string>; body: string; timeoutMs: number };
}

function bench(journal: unknown[] = [], enforcesLimits = true) {
  const sent: Sent[] = [];
  const later: { seconds: number; task: () => Promise<void> }[] = [];
  const reply = { status: 200, body: 'OK' };
  const simulator = smilepaySimulator.open({
    baseUrl: 'http://127.0.0.1:4003/smilepay',
    callbackUrl: 'http://127.0.0.1:4001/api/paycore/webhooks/smilepay',
    enforcesLimits,
    now: () => now,
    send: (url, init) => {
      sent.push({ url, init });
      return Promise.resolve({ ...reply });
    },
    later: (seconds, task) => void later.push({ seconds, task }),
    journal: { read: () => journal, append: (entry) => void journal.push(JSON.parse(JSON.stringify(entry))) },
  });
  const page = (path: string, init?: RequestInit) => simulator.fetch(new Request(`http://127.0.0.1:4003${path}`, init));
  const read = async (answer: Response | Promise<Response>) => {
    const { status, headers } = await answer;
    expect(status).toBe(200);
    const type = headers.get('content-type') ?? '';
    const charset = type.replace('text/xml; charset=', '');
    const text = new TextDecoder(charset).decode(await (await answer).arrayBuffer());
    expect(text).toContain(`<?xml version="1.0" encoding="${charset}"?>`);
    const elements = [...text.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [name, value]);
    return { charset, ...Object.fromEntries(elements) } as Record<string, string>;
  };
  const ask = (changes: Record<string, string> = {}) =>
    read(page('/api/SPPayment.asp', { method: 'POST', body: new URLSearchParams({ ...order, ...changes }) }));
  const drive = (outcome: SimulatedOutcome, how: Drive = {}) => simulator.drive(order.Data_id, outcome, how);
  return { simulator, journal, sent, later, reply, page, read, ask, drive };
}

async function issued(changes: Record<string, string> = {}) {
  const all = bench();
  await all.ask(changes);
  return all;
}

describe('the desk', () => {
  it.each([
    ['2', 'UTF-8', { AtmBankNo: '809', AtmNo: /^80117\d{11}$/ }],
    ['3', 'UTF-8', { Barcode1: /^1506286AA$/, Barcode2: /^\d{16}$/, Barcode3: /^\d{6}000000980$/ }],
    ['4', 'big5', { IbonNo: /^SL\d{12}$/ }],
    ['6', 'big5', { FamiNO: /^FM\d{12}$/ }],
  ])('issues Pay_zg %s in %s', async (Pay_zg, charset, code) => {
    const answer = await bench().ask({ Pay_zg });
    const { Status, Desc, Dcvc, Rvg2c, SmilePayNO, Data_id, Amount, PayEndDate, charset: encoding, ...rest } = answer;
    expect({ Status, Desc, Dcvc, Rvg2c, SmilePayNO, Data_id, Amount, PayEndDate, encoding }).toEqual({
      Status: '1',
      Desc: '取號成功',
      Dcvc: '107',
      Rvg2c: '1',
      SmilePayNO: '260622000000',
      Data_id: 'PC26062212000ABCDE',
      Amount: '980',
      PayEndDate: '2026/06/28 23:59:59',
      encoding: charset,
    });
    expect(rest).toEqual(
      Object.fromEntries(Object.entries(code).map(([name, form]) => [name, expect.stringMatching(form)])),
    );
  });

  it('takes the same as a query, and a date of its own where none is asked for', async () => {
    const { page, read, simulator } = bench();
    const asked = new URLSearchParams({ ...order, Deadline_date: '', Deadline_time: '' });
    expect(await read(page(`/api/SPPayment.asp?${asked}`))).toMatchObject({ PayEndDate: '2026/06/29 23:59:59' });
    expect(simulator.orders()).toHaveLength(1);
  });

  it.each([
    ['-2001', { Dcvc: '999' }],
    ['-2001', { Rvg2c: '2' }],
    ['-2002', { Verify_key: 'x' }],
    ['-2003', { Pay_zg: '99' }],
    ['-2004', { Deadline_date: '2026-06-28' }],
    ['-2004', { Deadline_date: '2026/06/21' }],
    ['-2004', { Deadline_date: '2026/08/22' }],
    ['-2004', { Deadline_date: '2026/08/11', Pay_zg: '3' }],
    ['-2004', { Deadline_date: '2026/06/29', Pay_zg: '4' }],
    ['-2004', { Deadline_date: '2026/06/22', Deadline_time: '13:00:00', Pay_zg: '6' }],
    ['-2005', { Amount: '' }],
    ['-2005', { Amount: '1.5' }],
    ['-2007', { Data_id: 'PC26062212000ABCDEF' }],
    ['-2007', { Od_sob: 'x'.repeat(41) }],
    ['-2007', { Roturl: roturl.padEnd(201, 'x') }],
    ['-3004', { Amount: '12' }],
    ['-3004', { Amount: '20001' }],
    ['-3004', { Amount: '24', Pay_zg: '3' }],
    ['-3004', { Amount: '20001', Pay_zg: '3' }],
    ['-3004', { Amount: '34', Pay_zg: '4' }],
    ['-3004', { Amount: '20001', Pay_zg: '6' }],
  ])('answers %s to %j', async (status, changes) => {
    const { ask, simulator } = bench();
    expect(await ask(changes)).toMatchObject({ Status: status, charset: 'big5' });
    expect(simulator.orders()).toEqual([]);
  });

  it.each([
    ['13', '2'],
    ['25', '3'],
    ['35', '4'],
    ['20000', '6'],
  ])('takes NT$%s by Pay_zg %s', async (Amount, Pay_zg) => {
    expect(await bench().ask({ Amount, Pay_zg })).toMatchObject({ Status: '1' });
  });

  it('leaves the limits of amounts alone where told', async () => {
    const { ask } = bench([], false);
    for (const Amount of ['1', '99999999']) expect(await ask({ Amount, Pay_zg: '4' })).toMatchObject({ Status: '1' });
    expect(await ask({ Roturl: roturl.padEnd(201, 'x') })).toMatchObject({ Status: '-2007' });
  });

  it('has a merchant without barcodes', async () => {
    const shop = { Dcvc: '3003', Verify_key: 'E5D81B7730F24C6A9B02C8A4D71F563E' };
    const refused = { Status: '-3003', Desc: 'Can not use this Pay_zg service(Store)' };
    expect(await bench().ask({ ...shop, Pay_zg: '3' })).toMatchObject(refused);
    expect(await bench().ask(shop)).toMatchObject({ Status: '1' });
  });

  it('makes another order of the same Data_id, and drives the newest', async () => {
    const { ask, simulator, drive } = await issued();
    await ask();
    await drive('paid');
    expect(simulator.orders().map(({ trade_no, state }) => [trade_no, state])).toEqual([
      ['260622000001', 'paid'],
      ['260622000000', 'issued'],
    ]);
  });

  it('writes markup as text', async () => {
    const { page } = await issued({ Od_sob: '<b>&' });
    expect(await (await page(`/orders/${order.Data_id}`)).text()).toContain('&lt;b&gt;&amp;');
  });
});

describe('the callback', () => {
  it.each(checksumVectors)('signs %s, %s, %s with %s', (code, amount, smseid, expected) => {
    expect(midOf(code, amount, smseid)).toBe(expected);
  });

  it('is a form in Big5 of the recorded fields', async () => {
    const { drive, sent } = await issued();
    const after = await drive('paid');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe(roturl);
    expect(sent[0]?.init.headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(sent[0]?.init.body.replace(/80117\d{11}/, 'N')).toBe(
      `Classif=B&Classif_sub=&Od_sob=${big5Item}&Data_id=PC26062212000ABCDE&Process_date=2026%2F6%2F22` +
        '&Process_time=12%3A00%3A7&Auth_code=&LastPan=&Payment_no=N&Moneytype=TW&Purchamt=980' +
        `&Amount=980&Errdesc=&Pur_name=${big5Name}&Tel_number=&Mobile_number=0912345678&Address=&Email=` +
        '&Invoice_num=&Remark=&Smseid=260622000000&Foreign=&Veirify_number=' +
        `&Mid_smilepay=${midOf('1111', 980, '260622000000')}`,
    );
    expect(after).toMatchObject({
      gateway: 'smilepay',
      order_no: 'PC26062212000ABCDE',
      trade_no: '260622000000',
      payment_no: 'PAY202606221200ABCDEFGH',
      method: 'atm',
      amount: 980,
      currency: 'TWD',
      state: 'paid',
      callbacks: [{ url: roturl, status: 200, body: 'OK', at: now.toISOString() }],
    });
  });

  const field = (name: string, { init }: Sent) => new URLSearchParams(init.body).get(name);

  it.each([
    ['3', 'C', 'barcode'],
    ['4', 'E', 'cvs'],
    ['6', 'F', 'cvs'],
  ])('of Pay_zg %s is Classif %s', async (Pay_zg, classif, method) => {
    const { drive, sent, simulator } = await issued({ Pay_zg });
    await drive('paid');
    expect(field('Classif', sent[0] as Sent)).toBe(classif);
    expect(field('Payment_no', sent[0] as Sent)).not.toBe('');
    expect(simulator.orders()[0]?.method).toBe(method);
  });

  it('of a failure reports 0', async () => {
    const { drive, sent } = await issued();
    expect((await drive('failed'))?.state).toBe('failed');
    const names = ['Response_id', 'Amount', 'Purchamt', 'Errdesc'];
    expect(names.map((name) => field(name, sent[0] as Sent)).slice(0, 3)).toEqual(['0', '0', '980']);
    expect(sent[0]?.init.body).toContain('Errdesc=%A5%E6%A9%F6%A5%A2%B1%D1');
  });

  it.each<[SimulatedOutcome, Record<string, string>, string | null]>([
    ['paid', {}, null],
    ['paid', { response_id: 'none' }, null],
    ['paid', { response_id: '' }, ''],
    ['paid', { response_id: '0' }, '0'],
    ['paid', { response_id: '1' }, '1'],
    ['paid', { response_id: '7' }, '7'],
    ['failed', {}, '0'],
    ['failed', { response_id: 'none' }, null],
  ])('of %s with %j has Response_id %j', async (outcome, options, expected) => {
    const { drive, sent } = await issued();
    await drive(outcome, { options });
    expect(field('Response_id', sent[0] as Sent)).toBe(expected);
  });

  it('names another way of paying where told', async () => {
    const { drive, sent } = await issued();
    await drive('paid', { options: { classif: 'A' } });
    expect(field('Classif', sent[0] as Sent)).toBe('A');
  });

  it.each([
    [roturl, `${roturl}&`],
    ['https://pay.test/hook', 'https://pay.test/hook?'],
  ])('goes by GET where told, to %s', async (Roturl, head) => {
    const { drive, sent, reply, later } = await issued({ Roturl });
    reply.body = 'no';
    await drive('paid', { options: { via: 'get' } });
    await later[0]?.task();
    for (const { url, init } of sent) {
      expect(url.startsWith(`${head}Classif=B&`)).toBe(true);
      expect(url).toContain(`&Od_sob=${big5Item}&`);
      expect(init).toEqual({ method: 'GET', headers: {}, body: '', timeoutMs: 10_000 });
    }
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['OK', 1],
    ['<html><Roturlstatus>OK</Roturlstatus></html>', 0],
  ])('wants the tag where told: %s', async (body, repeats) => {
    const { drive, reply, later } = await issued();
    reply.body = body;
    await drive('paid', { options: { ack: 'tag' } });
    expect(later).toHaveLength(repeats);
  });

  it('is as ever where an option makes no sense', async () => {
    const { drive, sent } = await issued();
    await drive('paid', { options: { via: 'PIGEON', ack: 'loud', moon: '1' } });
    expect(sent[0]?.init).toMatchObject({ body: expect.stringContaining('Classif=B&') });
  });

  it('reports the amount that a test wants', async () => {
    const { drive, sent } = await issued();
    await drive('paid', { amount: 1 });
    expect([field('Amount', sent[0] as Sent), field('Purchamt', sent[0] as Sent)]).toEqual(['1', '1']);
  });

  it('of a simulated payment is JSON', async () => {
    const { drive, sent } = await issued();
    await drive('paid', { simulated: true });
    expect(sent[0]?.init.headers).toEqual({ 'content-type': 'application/json' });
    expect(JSON.parse(sent[0]?.init.body ?? '')).toMatchObject({
      Dcvc: '107',
      Data_id: 'PC26062212000ABCDE',
      SmilePayNO: '260622000000',
      Amount: 980,
      Status: 1,
      AtmBankNo: '809',
      PayEndDate: '2026/06/28 23:59:59',
    });
  });

  it('goes out as often as told, and not at all where nothing is reported', async () => {
    const { drive, sent } = await issued();
    await drive('paid', { times: 3 });
    expect(sent).toHaveLength(3);
    for (const outcome of ['issued', 'declined', 'expired'] as const) await drive(outcome);
    await drive('paid', { silent: true });
    expect(sent).toHaveLength(3);
  });

  it('forged: with a secret of its own, and no change', async () => {
    const { drive, sent, later, reply, simulator } = await issued({ Roturl: `${roturl}&validation_token=tok` });
    reply.status = 400;
    await drive('paid', { forged: true, times: 2 });
    const { searchParams } = new URL(sent[1]?.url ?? '');
    expect(Object.fromEntries(searchParams)).toEqual({
      payment_no: 'PAY202606221200ABCDEFGH',
      secret: 'forged',
      validation_token: 'forged',
    });
    expect(simulator.orders()[0]).toMatchObject({ state: 'issued', callbacks: [{ status: 400 }, { status: 400 }] });
    expect(later).toEqual([]);
    await drive('paid');
    expect(sent[2]?.url).toBe(`${roturl}&validation_token=tok`);
  });

  it.each([
    [200, 'OK', true],
    [200, ' OK\n', true],
    [200, '<html><Roturlstatus>OK</Roturlstatus></html>', true],
    [200, 'ok', false],
    [200, 'NOT OK', false],
    [200, '<Roturlstatus>ok</Roturlstatus>', false],
    [200, '', false],
    [500, 'OK', false],
    [0, '', false],
  ])('answered %s %j: content is %s', async (status, body, isContent) => {
    const { drive, later, reply } = await issued();
    Object.assign(reply, { status, body });
    await drive('paid');
    expect(later).toHaveLength(isContent ? 0 : 1);
  });

  it('comes again until it is acknowledged, and gives up', async () => {
    const { drive, sent, later, reply } = await issued();
    reply.body = 'no';
    await drive('paid');
    for (let run = 0; run < later.length; run += 1) await later[run]?.task();
    expect(sent).toHaveLength(5);
    expect(later.map(({ seconds }) => seconds)).toEqual([600, 600, 600, 600]);
  });

  it('goes nowhere without an address', async () => {
    const { drive, sent, later } = await issued({ Roturl: 'ftp://x' });
    expect(await drive('paid')).toMatchObject({ state: 'paid', payment_no: null });
    expect([sent, later]).toEqual([[], []]);
  });
});

describe('for people', () => {
  it('lists the orders and lets one pay', async () => {
    const { page, sent } = await issued();
    expect(await (await page('/')).text()).toContain('/smilepay/orders/PC26062212000ABCDE');
    expect(await (await page('/orders/PC26062212000ABCDE')).text()).toContain('pay at the counter');
    const paid = await page('/orders/PC26062212000ABCDE/pay', { method: 'POST' });
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      'http://127.0.0.1:4003/smilepay/orders/PC26062212000ABCDE',
    ]);
    expect(sent).toHaveLength(1);
    expect(await (await page('/orders/PC26062212000ABCDE')).text()).not.toContain('pay at the counter');
  });

  it('knows what it does not know', async () => {
    const { page, simulator } = bench();
    expect(await (await page('/')).text()).toContain('還沒有訂單');
    expect((await page('/orders/X')).status).toBe(404);
    expect((await page('/orders/X/pay', { method: 'POST' })).status).toBe(404);
    expect(await simulator.drive('X', 'paid', {})).toBeUndefined();
  });

  it('keeps its orders over a restart', async () => {
    const { journal, simulator, drive } = await issued();
    await drive('paid');
    const again = bench(journal).simulator;
    expect(again.orders()).toEqual(simulator.orders());
  });

  it('knows the merchant of its demo', async () => {
    const { dcvc = '', rvg2c = '', verify_key = '' } = smilepaySimulator.demoCredentials;
    expect(await bench().ask({ Dcvc: dcvc, Rvg2c: rvg2c, Verify_key: verify_key })).toMatchObject({ Status: '1' });
  });
});
