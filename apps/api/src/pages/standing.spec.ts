import { Secret, type Payment } from '@paycore/core';
import { anAttempt, type PaymentDifferences } from '@paycore/testing';
import request from 'supertest';
import { kinds, payable } from './fixtures/kinds.ts';
import { payerApp } from './fixtures/payer-app.ts';
import type { Locale } from './texts.ts';

const now = new Date('2026-06-22T04:00:00Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

/** What the payer of the first of these payments meets. */
function aPayer(payment: Payment, ...others: Payment[]) {
  const payer = payerApp(payment, ...others);
  const open = (query = '', locale: Locale = 'zh-tw') => request(payer.app).get(payer.pathOf(payment, locale) + query);
  const status = async (query = '') => {
    const url = payer.pathOf(payment).replace('?', '/status?') + query;
    return (await request(payer.app).get(url)).body as unknown;
  };
  return { ...payer, open, status };
}

const nothingPayable = /<form|<button|class="bars"|data-copy|data-element|data-once|gateway\.example/;

describe('an order that another payment has paid', () => {
  const late = payable(kinds.account);
  /** The order's payment that closed before its money came, and the one that took its place. */
  const ofOneOrder = (page: Parameters<typeof payable>[0], differences: PaymentDifferences = {}) => {
    const first = payable(kinds.account, { status: 'expired', holdsOrder: false, request: late.request });
    return { first, second: payable(page, { ...differences, request: late.request }) };
  };

  const pages = [
    ['account', kinds.account],
    ['code', kinds.code],
    ['barcode', kinds.barcode],
    ['form', kinds.form],
    ['redirect', kinds.redirect],
    ['element', { kind: 'element', params: { client_secret: 's3cr3t' } }],
  ] as const;

  it.each(pages)('asks for no money on the open page of the other one: %s', async (kind, page) => {
    const { first, second } = ofOneOrder(page, kind === 'element' ? { gateway: 'toy' } : {});
    const { open, status, settle } = aPayer(second, first);
    expect((await open()).text).toContain(`data-version="${kind}"`);
    expect(await status()).toEqual({ status: 'pending', version: kind });
    await settle(first, { status: 'paid' });
    expect(await status()).toEqual({ status: 'failed', version: 'paidBeside' });
    for (const query of ['', '&back=1', '&failed=1']) {
      const { status: code, text, headers } = await open(query);
      expect(code).toBe(200);
      expect(text).toContain('<h1>此訂單已付款，請勿再付款</h1>');
      expect(text).not.toMatch(nothingPayable);
      expect(text).toContain('href="https://shop.example/thanks"');
      expect(headers['content-security-policy']).toContain("form-action 'none'");
    }
    expect((await open('', 'en')).text).toContain('<h1>Already paid, do not pay again</h1>');
  });

  it.each(['failed', 'expired'] as const)('says so where the other one is %s too', async (state) => {
    const { first, second } = ofOneOrder(kinds.code, { status: state, holdsOrder: false });
    const { open, settle } = aPayer(second, first);
    await settle(first, { status: 'paid' });
    expect((await open()).text).toContain('<h1>此訂單已付款，請勿再付款</h1>');
  });

  it('strikes through the codes that were on show, which nobody can copy', async () => {
    for (const [page, code] of [
      [kinds.code, kinds.code.code],
      [kinds.account, kinds.account.account],
    ] as const) {
      const { first, second } = ofOneOrder(page);
      const { open, settle } = aPayer(second, first);
      await settle(first, { status: 'paid' });
      const { text } = await open();
      expect(text.split(code)).toHaveLength(2);
      expect(text).toContain(`<dd><del>${code}</del></dd>`);
    }
  });

  it('tells who paid all the same that the money was not needed', async () => {
    const { first, second } = ofOneOrder(kinds.code);
    const { open, settle } = aPayer(second, first);
    await settle(first, { status: 'paid' });
    await settle(second, { status: 'paid' });
    const { text } = await open();
    expect(text).toContain('<h1>付款完成</h1>');
    expect(text).toContain('這筆訂單付款了兩次，商店已收到通知。');
  });
});

describe('a payment whose two attempts were paid', () => {
  it('says so, and one paid once does not', async () => {
    const payment = payable(kinds.account);
    const second = anAttempt({ no: 2, page: Secret.of(kinds.code) });
    const { open, settle } = aPayer({ ...payment, attempts: [...payment.attempts, second] });
    await settle(payment, { status: 'paid' }, 1);
    expect((await open()).text).not.toContain('付款了兩次');
    await settle(payment, { status: 'paid' }, 2);
    expect((await open()).text).toContain('付款了兩次');
    expect((await open('', 'en')).text).toContain('This order was paid twice');
  });
});

describe('after the deadline', () => {
  const barcode = (differences: PaymentDifferences = {}) =>
    payable(kinds.barcode, { expiresAt: inHours(1), closesAt: inHours(73), ...differences });

  it('a barcode says until when its money may yet be reported, and then that it is over', async () => {
    const { open, status, clock } = aPayer(barcode());
    expect((await open()).text).toContain('class="bars"');
    clock.advance(3_600_000);
    const { text } = await open();
    expect(await status()).toEqual({ status: 'expired', version: 'late' });
    expect(text).toContain('<h1>已超過繳費期限</h1>');
    expect(text).toContain('若您已在期限內付款，入帳確認最晚可能到 2026年6月25日週四 13:00（台北時間）');
    expect(text).not.toMatch(nothingPayable);
    expect(text).toContain('data-poll-seconds="30"');
    expect((await open('', 'en')).text).toContain('may take until Thu, June 25, 2026 at 13:00 (Taipei time)');
    clock.advance(72 * 3_600_000);
    expect(await status()).toEqual({ status: 'expired', version: 'expired' });
    expect((await open()).text).not.toContain('6月25日');
  });

  it.each([kinds.redirect, kinds.form, { kind: 'element', params: {} } as const])(
    'nothing leads to the gateway any more: $kind',
    async (page) => {
      const over = payable(page, { gateway: 'toy', expiresAt: inHours(-1), closesAt: inHours(1) });
      const { text } = await aPayer(over).open();
      expect(text).toContain('<h1>已超過繳費期限</h1>');
      expect(text).not.toMatch(nothingPayable);
    },
  );

  describe('with a fresh code beside it', () => {
    const fresh = (first: PaymentDifferences = {}) => {
      const payment = barcode({ expiresAt: inHours(-1), closesAt: inHours(71), ...first });
      const page = Secret.of(kinds.code);
      const second = anAttempt({ no: 2, route: 'barcode', page, expiresAt: inHours(24), closesAt: inHours(48) });
      return { ...payment, attempts: [...payment.attempts, second] };
    };

    it('the page first asks whether the earlier one was paid', async () => {
      const { open, status, clock } = aPayer(fresh());
      const { text } = await open();
      expect(text).toContain(kinds.code.code);
      expect(text).toContain('data-version="code-2"');
      const question = '已經用先前的繳費資料付款了嗎？那麼請勿再付款：入帳確認最晚可能到 2026年6月25日週四 11:00';
      expect(text.indexOf(question)).toBeGreaterThan(0);
      expect(text.indexOf(question)).toBeLessThan(text.indexOf(kinds.code.code));
      expect((await open('', 'en')).text).toContain(
        'Then do not pay again: the confirmation may take until Thu, June 25',
      );
      clock.advance(23 * 3_600_000);
      expect(await status()).toEqual({ status: 'pending', version: 'code-2' });
    });

    it('the way to the cashier asks so too', async () => {
      const { attempts, ...payment } = fresh();
      const cashier = anAttempt({ no: 2, page: Secret.of(kinds.form), expiresAt: inHours(24) });
      const [first] = attempts;
      const { open } = aPayer({ ...payment, attempts: first ? [first, cashier] : [] });
      const { text } = await open();
      expect(text).toContain('<h1>前往付款</h1>');
      expect(text).toContain('已經用先前的繳費資料付款了嗎？');
      expect(text).not.toContain('data-once');
    });

    it.each<[string, PaymentDifferences]>([
      ['is awaited no more', { closesAt: inHours(-1) }],
      ['had no code', { page: Secret.of(kinds.form) }],
      ['was cancelled', { status: 'failed' }],
    ])('and does not ask where that %s', async (_how, first) => {
      expect((await aPayer(fresh(first)).open()).text).not.toContain('先前的繳費資料');
    });

    it('an open page of the earlier one loads itself anew', async () => {
      const payment = barcode({ expiresAt: inHours(-1) });
      expect(await aPayer(payment).status()).toEqual({ status: 'expired', version: 'late' });
      expect(await aPayer(fresh()).status()).toEqual({ status: 'pending', version: 'code-2' });
    });
  });
});

describe('money that is on its way', () => {
  it.each([kinds.redirect, { kind: 'element', params: {} } as const])('is not asked for again: $kind', async (page) => {
    for (const moving of [{ isUnderWay: true }, { completing: { attempt: 1, until: inHours(1) } }]) {
      const { text } = await aPayer(payable(page, { gateway: 'toy', ...moving })).open();
      expect(text).toContain('<h1>正在確認付款結果</h1>');
      expect(text).not.toMatch(nothingPayable);
      expect(text).not.toContain('再試一次');
    }
  });
});

describe('a payment whose method the merchant named', () => {
  it.each(['&choose=1', '&attempt=1', '&refused=1', '&unfit=1', '&checking=1', '&codes=1'])(
    'is shown as ever, whatever the address asks for: %s',
    async (query) => {
      const attempts = [kinds.account, kinds.code].map((page, at) => anAttempt({ no: at + 1, page: Secret.of(page) }));
      const { open, status } = aPayer({ ...payable(kinds.code), attempts });
      expect((await open(query)).text).toBe((await open()).text);
      expect(await status(query)).toEqual({ status: 'pending', version: 'code-2' });
    },
  );
});
