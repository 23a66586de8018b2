import { gatewayUnavailable, maxAttempts, PayCoreError, Secret } from '@paycore/core';
import { anAttempt } from '@paycore/testing';
import request from 'supertest';
import { allMethods, chooserApp, linkEnd } from '../pages/fixtures/chooser-app.ts';
import { kinds } from '../pages/fixtures/kinds.ts';

const day = 86_400_000;
const refusal = new PayCoreError('rejected', 'PAYMENT_GATEWAY_ERROR', 'Payment gateway error');
const fails = (error: Error) => () => {
  throw error;
};

/** The methods that the page's buttons post, in order. */
const methodsOf = (text: string): string[] =>
  [...text.matchAll(/name="gateway" value="([^"]*)"[^<]*<input type="hidden" name="method" value="([^"]*)"/g)].map(
    ([, gateway = '', method = '']) => `${gateway}/${method}`,
  );

const policyOf = (headers: unknown) => String((headers as Record<string, string>)['content-security-policy']);
const locationOf = ({ headers }: request.Response) => String(headers['location']);
const codes = (text: string): number => text.match(/<li>\s*<p>\s*<a href/g)?.length ?? 0;

describe('the chooser', () => {
  it('offers the methods in the shop’s order, by their names, with the gateway’s and the brands of cards', async () => {
    const { open, payment } = await chooserApp();
    const { status, text, headers } = await open();
    expect(status).toBe(200);
    expect(text).toContain('<h1>選擇付款方式</h1>');
    expect(methodsOf(text)).toEqual([...allMethods]);
    expect(text.match(/<form method="post" action="([^"]*)"/)?.[1]).toBe(`/zh-tw/pay/${payment.paymentNo}/attempts`);
    expect(text.match(/<span\s*>信用卡 <small>(綠界|toy)<\/small>\s*<span class="marks"/g)).toHaveLength(2);
    expect(text.match(/<span\s*>ATM 轉帳 <small>(綠界|smilepay)<\/small>/g)).toHaveLength(2);
    expect(text).toMatch(/<span\s*>超商條碼 <small>綠界<\/small>/);
    expect(text).toContain('1,234');
    expect(policyOf(headers)).toContain("form-action 'self';");
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  it('tells a gateway’s own page from what is issued here', async () => {
    const app = await chooserApp({ methods: ['ecpay/atm', 'ecpay/aio/atm'] });
    const besides = (text: string) =>
      [...text.matchAll(/<small>([^<]*)<\/small>\s*<\/span/g)].map(([, words]) => words);
    expect(besides((await app.open()).text)).toEqual(['綠界', '綠界的付款頁']);
    expect(besides((await app.open('', 'en')).text)).toEqual(['綠界', 'on the page of 綠界']);
  });

  it('names a method that it has no words for by its gateway', async () => {
    const { text } = await (await chooserApp()).open();
    expect(text).toMatch(/<span\s*>toy toypay/);
  });

  it('speaks English', async () => {
    const { open } = await chooserApp();
    const { text } = await open('', 'en');
    for (const words of [
      'Choose how to pay',
      'Credit card',
      'ATM transfer',
      'Convenience store barcode',
      '7-ELEVEN (ibon)',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/超商|信用卡/);
  });

  it('shows the link’s end as the deadline while nothing is picked', async () => {
    const { text } = await (await chooserApp()).open();
    expect(text).toContain(`<time datetime="${linkEnd.toISOString()}">2026年6月29日週一 12:00</time>`);
  });

  it('asks for a method’s choice together with it', async () => {
    const { text } = await (await chooserApp()).open();
    expect(text.match(/<input type="radio" name="cvs_type" value="(ibon|fami)" required \/>/g)).toHaveLength(2);
  });

  it('makes no order for a hundred visits', async () => {
    const { open, attempts, app, path, token } = await chooserApp();
    for (let visit = 0; visit < 100; visit += 1) await open(visit % 2 === 0 ? '' : '&choose=1');
    await request(app).get(`${path}/attempts?token=${token}&after=0&gateway=ecpay&method=atm`);
    expect(await attempts()).toEqual([]);
  });

  it('offers no more than the shop does now', async () => {
    const { open, offer } = await chooserApp();
    await offer(['ecpay/atm', 'smilepay/cvs']);
    expect(methodsOf((await open()).text)).toEqual(['ecpay/atm', 'smilepay/cvs']);
    await offer([]);
    const { text } = await open();
    expect(text).toContain('<h1>目前沒有可用的付款方式</h1>');
    expect(text).not.toContain('<form');
  });

  it('shows the amount in major units, whatever the methods count in', async () => {
    const payment = {
      request: { merchantOrderNo: 'O', amount: 999, decimals: 2, currency: 'TWD', buyer: {}, urls: {}, extra: {} },
    };
    const cents = await chooserApp({ payment, methods: [] });
    expect((await cents.open()).text).toContain('9.99');
  });
});

describe('one method', () => {
  it('is no choice: its button is pressed by script for who comes first', async () => {
    const { open, payment } = await chooserApp({ methods: ['ecpay/atm'] });
    const { text } = await open();
    expect(text).toContain('<h1>前往付款</h1>');
    expect(text).toContain(`data-once="${payment.paymentNo}"`);
    expect(text).toContain('<button type="submit">以ATM 轉帳付款</button>');
    expect(text).toContain('若未自動前往');
  });

  it.each(['&back=1', '&choose=1', '&failed=1', '&refused=1'])(
    'is not pressed for who has been here: %s',
    async (query) => {
      const { text } = await (await chooserApp({ methods: ['ecpay/atm'] })).open(query);
      expect(text).toContain('<button type="submit">');
      expect(text).not.toContain('data-once');
    },
  );

  it('is not pressed once there was an attempt, nor where something is to be chosen', async () => {
    const failed = await chooserApp({ methods: ['ecpay/atm'] });
    failed.ecpay.create.next(fails(refusal));
    await failed.pick('ecpay/atm');
    expect((await failed.open()).text).not.toContain('data-once');
    const { text } = await (await chooserApp({ methods: ['smilepay/cvs'] })).open();
    expect(text).toContain('name="cvs_type"');
    expect(text).not.toContain('data-once');
  });
});

describe('a pick', () => {
  it('of a code leads to the page, which shows it', async () => {
    const { pick, open, path, token, attempts } = await chooserApp();
    const answer = await pick('ecpay/atm');
    expect([answer.status, locationOf(answer), answer.text]).toEqual([303, `${path}?token=${token}`, '']);
    const { text, headers } = await open();
    expect(text).toContain('<h1>ATM 轉帳付款</h1>');
    expect(text).toContain(kinds.account.account);
    expect(policyOf(headers)).toContain("form-action 'none'");
    expect(await attempts()).toHaveLength(1);
  });

  it('of a cashier is answered with its form, to that origin alone', async () => {
    const { pick, attempts, path, token } = await chooserApp();
    const { status, text, headers } = await pick('ecpay/aio/credit');
    expect(status).toBe(200);
    expect(text).toContain('<form method="post" action="https://gateway.example/Cashier/Checkout">');
    expect(text).toContain(`value="${(await attempts())[0]?.gatewayOrderNo}"`);
    expect(text).toContain(`href="${path}?token=${token}&amp;back=1"`);
    expect(policyOf(headers)).toContain('form-action https://gateway.example;');
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('of a gateway’s own form or page leads to it', async () => {
    const { pick, open } = await chooserApp();
    await pick('toy/card');
    const { text, headers } = await open();
    expect(text).toContain('data-element');
    expect(policyOf(headers)).toContain("script-src 'self' https://js.gateway.example");
    await pick('toy/wallet');
    expect((await open()).text).toContain('href="https://gateway.example/approve?order=1');
  });

  it('takes its choice along, and is unfit with another one', async () => {
    const { pick, attempts, path, token } = await chooserApp();
    for (const choices of [{}, { cvs_type: 'x' }]) {
      expect(locationOf(await pick('smilepay/cvs', choices))).toBe(`${path}?token=${token}&unfit=1`);
    }
    await pick('smilepay/cvs', { cvs_type: 'fami' });
    expect(await attempts()).toMatchObject([{ gateway: 'smilepay', route: 'cvs', extra: { cvs_type: 'fami' } }]);
  });

  it('with fields that come twice has none of them', async () => {
    const { post, token, path, attempts } = await chooserApp();
    const twice = [
      ['gateway=ecpay&gateway=ecpay&method=atm', ''],
      ['gateway=ecpay&method=atm&method=atm', ''],
      ['gateway=smilepay&method=cvs&cvs_type=ibon&cvs_type=fami', '&unfit=1'],
    ];
    for (const [fields, note] of twice) {
      const answer = await post(`token=${token}&after=0&${fields}`);
      expect([answer.status, locationOf(answer)]).toEqual([303, `${path}?token=${token}${note}`]);
    }
    expect((await post(`token=${token}&token=${token}&after=0&gateway=ecpay&method=atm`)).status).toBe(404);
    expect((await post(`token=${token}&after=0&after=0&gateway=ecpay&method=atm`)).status).toBe(303);
    expect(await attempts()).toEqual([]);
  });

  it.each(['ecpay/aio', 'ecpay/constructor', 'nobody/atm', '__proto__/toString', 'toy/atm', 'smilepay/atm/../cvs'])(
    'of what is not offered (%s) says that it does not fit',
    async (name) => {
      const { pick, open, attempts, path, token } = await chooserApp({ methods: ['ecpay/atm', 'ecpay/barcode'] });
      const answer = await pick(name);
      expect([answer.status, locationOf(answer)]).toEqual([303, `${path}?token=${token}&unfit=1`]);
      expect((await open('&unfit=1')).text).toContain('role="alert">這筆付款不能使用剛才選擇的付款方式');
      expect(await attempts()).toEqual([]);
    },
  );

  it('of a page that is old makes nothing: a double click, a reload, a step back, another tab', async () => {
    const { post, token, attempts, path } = await chooserApp();
    const fields = { token, after: '0', gateway: 'ecpay', method: 'atm' };
    await Promise.all([post(fields), post(fields), post({ ...fields, method: 'barcode' })]);
    expect(await attempts()).toHaveLength(1);
    for (const after of [{ after: '0' }, { after: '2' }, { after: 'x' }]) {
      const answer = await post({ ...fields, ...after, method: 'barcode' });
      expect([answer.status, locationOf(answer)]).toEqual([303, `${path}?token=${token}`]);
    }
    expect((await post({ token, gateway: 'ecpay', method: 'barcode' })).status).toBe(303);
    expect(await attempts()).toHaveLength(1);
  });

  it('is 404 with a wrong token, 403 from another site, 413 with more than a form of ours holds', async () => {
    const { post, token, attempts } = await chooserApp();
    const fields = { token, after: '0', gateway: 'ecpay', method: 'atm' };
    expect((await post({ ...fields, token: 'x' })).status).toBe(404);
    expect((await post(fields, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await post({ ...fields, more: 'x'.repeat(2_000) })).status).toBe(413);
    expect(await attempts()).toEqual([]);
  });

  it('without a method makes nothing', async () => {
    const { post, token, attempts } = await chooserApp();
    expect((await post({ token, after: '0' })).status).toBe(303);
    expect((await post({ token, after: '0', gateway: 'ecpay' })).status).toBe(303);
    expect(await attempts()).toEqual([]);
  });

  it('of a code that lives makes no other, and shows it: also after others', async () => {
    const { pick, open, attempts, path, token } = await chooserApp();
    await pick('ecpay/atm');
    expect(locationOf(await pick('ecpay/atm'))).toBe(`${path}?token=${token}`);
    await pick('ecpay/barcode');
    const answer = await pick('ecpay/atm');
    expect(locationOf(answer)).toBe(`${path}?token=${token}&attempt=1`);
    expect(await attempts()).toHaveLength(2);
    const { text } = await open('&attempt=1');
    expect(text).toContain('<h1>ATM 轉帳付款</h1>');
    expect((await open()).text).toContain('<h1>超商條碼繳費</h1>');
  });

  it('after the money came shows that it is paid', async () => {
    const { pick, open, settle, payment, attempts } = await chooserApp();
    await pick('ecpay/atm');
    await settle(payment, { status: 'paid' });
    expect((await pick('ecpay/barcode')).status).toBe(303);
    expect(await attempts()).toHaveLength(1);
    expect((await open('&choose=1')).text).toContain('<h1>付款完成</h1>');
  });
});

describe('a method that the gateway', () => {
  it('refused is marked, and can be tried again', async () => {
    const { pick, open, ecpay, path, token } = await chooserApp();
    ecpay.create.next(fails(refusal));
    expect(locationOf(await pick('ecpay/barcode'))).toBe(`${path}?token=${token}&refused=1`);
    const { text } = await open('&refused=1');
    expect(text).toContain('<p class="notice" role="alert">無法使用剛才選擇的付款方式');
    expect(text.match(/class="refused"/g)).toHaveLength(1);
    expect(text).toMatch(/超商條碼 <small>綠界<\/small>\s+<span class="refused">無法使用，請選擇其他方式<\/span>/);
    expect(methodsOf((await open()).text)).toEqual([...allMethods]);
    await pick('ecpay/barcode');
    expect((await open()).text).toContain('<h1>超商條碼繳費</h1>');
  });

  it('could not be reached leads back to the others, and says so', async () => {
    const { pick, open, ecpay, path, token } = await chooserApp();
    ecpay.create.next(fails(gatewayUnavailable(new Error('timeout'))));
    expect(locationOf(await pick('ecpay/atm'))).toBe(`${path}?token=${token}&failed=1`);
    const { text } = await open('&failed=1');
    expect(text).toContain('<h1>選擇付款方式</h1>');
    expect(text).toContain('role="alert">目前無法連上剛才選擇的付款方式');
    await pick('smilepay/atm');
    const after = (await open('&failed=1')).text;
    expect(after).toContain('<h1>ATM 轉帳付款</h1>');
    expect(after).not.toContain('role="alert"');
  });
});

describe('another way to pay', () => {
  it('is a link of each attempt’s page, and says of a code that it can still be paid', async () => {
    const { pick, open, path, token } = await chooserApp();
    await pick('ecpay/atm');
    const { text } = await open();
    expect(text).toContain(`href="${path}?token=${token}&amp;choose=1">改用其他付款方式`);
    expect(text).toContain('這組繳費資料在期限前仍可付款；請擇一付款，勿重複付款');
    const chooser = (await open('&choose=1')).text;
    expect(chooser).toContain('<h1>選擇付款方式</h1>');
    expect(chooser).toContain('您已取得的繳費資料仍可付款');
    expect(chooser).toContain(`href="${path}?token=${token}">不更換`);
  });

  it.each(['toy/card', 'toy/wallet', 'ecpay/aio/credit'])(
    'is a link of the page of %s, without words on codes',
    async (name) => {
      const { pick, open } = await chooserApp();
      await pick(name);
      const { text } = await open('&back=1');
      expect(text).toContain('改用其他付款方式');
      expect(text).not.toContain('仍可付款');
    },
  );

  it('is none where there is but one', async () => {
    const { pick, open } = await chooserApp({ methods: ['ecpay/atm'] });
    await pick('ecpay/atm');
    expect((await open()).text).not.toContain('改用其他付款方式');
  });

  it('lists the codes that can still be paid, with amount and deadline', async () => {
    const { pick, open, path, token } = await chooserApp();
    await pick('ecpay/atm');
    await pick('ecpay/barcode');
    await pick('smilepay/cvs', { cvs_type: 'ibon' });
    const { text } = await open();
    expect(codes(text)).toBe(2);
    expect(text).toContain(`href="${path}?token=${token}&amp;attempt=1">ATM 轉帳`);
    expect(text).toContain(`<span class="number">${kinds.account.account}</span>`);
    expect(text).toContain('NT$1,234 · 期限 2026年6月25日週四 12:00（台北時間）');
    for (const segment of kinds.barcode.segments) expect(text).not.toContain(segment);
    expect(codes((await open('&choose=1')).text)).toBe(3);
    expect(codes((await open('&attempt=2')).text)).toBe(2);
    await pick('toy/wallet');
    expect(codes((await open()).text)).toBe(3);
  });

  it('asks about codes past their deadline, whose money may yet be reported', async () => {
    const { pick, open, clock } = await chooserApp();
    await pick('ecpay/atm');
    expect((await open('&choose=1')).text).not.toContain('先前的繳費資料付款了嗎');
    clock.advance(3 * day + 1);
    const { text } = await open();
    expect(text).toContain('<h1>選擇付款方式</h1>');
    expect(text).toContain('已經用先前的繳費資料付款了嗎？');
    expect(codes(text)).toBe(0);
  });

  it('leads a payer past the cashier’s page that was opened before', async () => {
    const { pick, open, app, pathOf, payment } = await chooserApp();
    await pick('ecpay/aio/credit');
    const { text } = await open();
    expect(text).toContain('先前曾前往付款頁。若已在該頁完成付款或取號，請勿再付款');
    expect(methodsOf(text)).toEqual(['ecpay/aio/credit']);
    expect(text).not.toContain('data-once');
    expect((await open('&choose=1')).text).toContain('role="note">先前曾前往付款頁');
    await request(app).post(pathOf(payment));
    const back = (await open('&back=1')).text;
    expect(back).toContain('<h1>正在確認付款結果</h1>');
    expect(back).toContain('改用其他付款方式');
  });

  it('takes a new number at the cashier each time', async () => {
    const { pick, attempts } = await chooserApp();
    expect((await pick('ecpay/aio/credit')).status).toBe(200);
    expect((await pick('ecpay/aio/credit')).status).toBe(200);
    expect(new Set((await attempts()).map(({ gatewayOrderNo }) => gatewayOrderNo)).size).toBe(2);
  });
});

describe('money that moves', () => {
  it('leaves nothing to choose', async () => {
    const { pick, open, settle, payment, status } = await chooserApp();
    await pick('ecpay/atm');
    await pick('toy/card');
    await settle(payment, { status: 'pending', underWay: true });
    for (const query of ['', '&choose=1', '&attempt=1']) {
      const { text } = await open(query);
      expect(text).toContain('<h1>正在確認付款結果</h1>');
      expect(text).not.toMatch(/<form|改用其他付款方式|class="codes"/);
    }
    expect((await status('&choose=1')).version).toBe('awaited-2');
  });

  it('is told to who picks at that moment', async () => {
    const { pick, open, toy, path, token } = await chooserApp();
    await pick('toy/card');
    toy.cancel.next(() => ({ status: 'pending' }));
    expect(locationOf(await pick('ecpay/atm'))).toBe(`${path}?token=${token}&checking=1`);
    expect((await open('&checking=1')).text).toContain('role="alert">正在確認您先前的付款');
  });

  it('cannot be left while its gateway cannot be asked, and the payer may try again', async () => {
    const { pick, open, toy, path, token, attempts } = await chooserApp();
    await pick('toy/card');
    toy.cancel.next(fails(gatewayUnavailable(new Error('timeout'))));
    expect(locationOf(await pick('ecpay/atm'))).toBe(`${path}?token=${token}&stuck=1`);
    const { text } = await open('&stuck=1');
    expect(text).toContain('role="alert">目前無法改用其他付款方式');
    expect(text).toContain('data-element');
    await pick('ecpay/atm');
    expect(await attempts()).toHaveLength(2);
  });
});

describe('an end', () => {
  it('paid: the chooser is gone, the other codes are struck through', async () => {
    const { pick, open, settle, payment } = await chooserApp();
    await pick('ecpay/atm');
    await pick('ecpay/barcode');
    await pick('smilepay/cvs', { cvs_type: 'ibon' });
    await settle(payment, { status: 'paid' }, 3);
    const { text } = await open('&choose=1');
    expect(text).toContain('<h1>付款完成</h1>');
    expect(text.match(/<del>[^<]*<\/del>/g)).toEqual([`<del>${kinds.account.account}</del>`, '<del>超商條碼</del>']);
    expect(text).not.toMatch(/<form|改用其他付款方式/);
  });

  it('paid elsewhere: nothing payable', async () => {
    const { pick, open, payments, payment } = await chooserApp();
    await pick('ecpay/atm');
    const [other] = await Promise.all([payments.find(payment.paymentNo)]);
    await payments.update(other ?? payment, { set: { paidBeside: 'PAY202606220001ABCDEFGH' } });
    const { text } = await open('&choose=1');
    expect(text).toContain('<h1>此訂單已付款，請勿再付款</h1>');
    expect(text).toContain(`<del>${kinds.account.account}</del>`);
    expect(text).not.toContain('<form');
  });

  it('closed by the merchant: as any other', async () => {
    const { open, payment, core } = await chooserApp();
    await core.cancelPayment.execute(payment.paymentNo);
    const { text } = await open('&choose=1');
    expect(text).toContain('<h1>付款未完成</h1>');
    expect(text).not.toContain('<form');
  });

  it('of the link: nothing is picked any more, a code can still be paid', async () => {
    const { pick, open, clock, payment } = await chooserApp();
    clock.advance(6 * day + 23 * 3_600_000);
    await pick('ecpay/atm');
    clock.advance(2 * 3_600_000);
    expect(payment.link?.expiresAt.getTime()).toBeLessThan(clock.now().getTime());
    const { text } = await open('&choose=1');
    expect(text).toContain('<h1>ATM 轉帳付款</h1>');
    expect(text).not.toMatch(/<form|改用其他付款方式/);
    clock.advance(3 * day);
    expect((await open()).text).toContain('<h1>已超過繳費期限</h1>');
  });

  it('of the link before anything was picked', async () => {
    const { open, clock, pick, attempts } = await chooserApp();
    clock.advance(7 * day + 1);
    expect((await open()).text).toContain('<h1>已超過繳費期限</h1>');
    expect((await pick('ecpay/atm')).status).toBe(303);
    expect(await attempts()).toEqual([]);
  });
});

describe('limits', () => {
  const attempt = (no: number, more: Parameters<typeof anAttempt>[0] = {}) =>
    anAttempt({ no, status: 'failed', ...more });
  const aCode = (no: number) =>
    attempt(no, { status: 'pending', page: Secret.of(kinds.account), expiresAt: linkEnd, closesAt: linkEnd });

  it('twenty attempts: says so', async () => {
    const attempts = Array.from({ length: maxAttempts }, (_, at) => attempt(at + 1));
    const { open, pick, path, token } = await chooserApp({ payment: { attempts } });
    const { text } = await open('&choose=1');
    expect(text).toContain('<h1>無法再選擇付款方式</h1>');
    expect(text).not.toContain('<form');
    expect(locationOf(await pick('ecpay/atm'))).toBe(`${path}?token=${token}`);
  });

  it('twenty attempts: what can still be paid stays', async () => {
    const attempts = Array.from({ length: maxAttempts }, (_, at) => (at === 1 ? aCode(2) : attempt(at + 1)));
    const { open } = await chooserApp({ payment: { attempts } });
    const { text } = await open();
    expect(text).toContain('<h1>您可以付款的繳費資料</h1>');
    expect(text).toContain('選擇付款方式的次數已達上限');
    expect(codes(text)).toBe(1);
    const code = (await open('&attempt=2')).text;
    expect(code).toContain('<h1>ATM 轉帳付款</h1>');
    expect(code).toContain('選擇付款方式的次數已達上限');
  });

  it('five codes: says so, offers no method of a sixth, and takes the payer to a cashier all the same', async () => {
    const attempts = [1, 2, 3, 4, 5].map(aCode);
    const { open, pick, path, token } = await chooserApp({ payment: { attempts } });
    expect((await open('&choose=1')).text).toContain('您已有 5 組可用的繳費資料');
    expect(locationOf(await pick('ecpay/barcode'))).toBe(`${path}?token=${token}&codes=1`);
    const { text } = await open('&codes=1');
    expect(text).toContain('role="alert">您已有太多組可用的繳費資料');
    // The codes that are held are all by ecpay/atm.
    expect(methodsOf(text)).toEqual(['ecpay/aio/credit', 'ecpay/atm', 'toy/card', 'toy/wallet']);
    expect((await pick('ecpay/aio/credit')).status).toBe(200);
  });
});

describe('an open page in another tab', () => {
  it('differs once something was picked or paid', async () => {
    const { status, pick, settle, payment } = await chooserApp();
    expect(await status()).toEqual({ status: 'pending', version: 'choose' });
    await pick('ecpay/atm');
    expect(await status()).toEqual({ status: 'pending', version: 'account-1' });
    await pick('smilepay/atm');
    expect(await status()).toEqual({ status: 'pending', version: 'account-2' });
    await settle(payment, { status: 'paid' }, 1);
    expect((await status()).status).toBe('paid');
  });

  it('stays as it is under the fingers of who chooses, until it is paid or closed', async () => {
    const { status, pick, open, settle, payment } = await chooserApp();
    await pick('ecpay/atm');
    const before = await status('&choose=1');
    const { text } = await open('&choose=1');
    expect(text).toContain(`data-version="${before.version}"`);
    expect(text).not.toContain('http-equiv="refresh"');
    await pick('ecpay/barcode');
    expect(await status('&choose=1')).toEqual(before);
    await settle(payment, { status: 'paid' });
    expect(await status('&choose=1')).toMatchObject({ status: 'paid' });
  });

  it.each(['&attempt=x', '&attempt=99', '&attempt=1&attempt=2', '&attempt=', '&attempt=-1'])(
    'shows the current one where the address names none: %s',
    async (query) => {
      const { pick, open } = await chooserApp();
      await pick('ecpay/atm');
      await pick('ecpay/barcode');
      expect((await open(query)).text).toContain('<h1>超商條碼繳費</h1>');
    },
  );
});
