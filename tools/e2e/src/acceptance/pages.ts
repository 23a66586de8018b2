import type { Placed, World } from '../world.ts';

/** A page as a browser sees it that follows no redirects. */
export async function open(url: string) {
  const answer = await fetch(url, { redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text(), answer };
}

/** What a page must not show to whom it does not know. */
export function expectStateOnly(text: string, { answer, body }: Placed): void {
  const { payment_url: url, payment_no: paymentNo, payment_info: info } = answer.body.data;
  const token = new URL(url).searchParams.get('token') ?? '?';
  const account = typeof info['account_code'] === 'string' ? info['account_code'] : '980';
  for (const secret of [
    token,
    paymentNo,
    String(body['merchant_order_no']),
    '980',
    'Teapot',
    '/thanks',
    '/cart',
    account,
  ]) {
    expect(text).not.toContain(secret);
  }
}

/** What the shop may tell of an order. */
export const shopping = {
  item_name: 'Teapot',
  success_url: 'https://shop.example/thanks',
  cancel_url: 'https://shop.example/cart',
};

/** Rows 30 to 32: what the payer's browser meets. */
export function describePages(of: () => World): void {
  const place = (path: string, currency = 'TWD') => of().placed(path, { ...shopping, currency });
  const urlOf = ({ answer }: Placed) => answer.body.data.payment_url;
  const returnTo = (gateway: string, { paymentNo }: Placed, query = '') =>
    open(`${of().demo.api}/zh-tw/payment/${gateway}/return/${paymentNo}${query}`);
  const statusOf = async ({ paymentNo }: Placed) => (await of().query(paymentNo)).body.data.status;

  describe('row 32: GET /zh-tw/pay/{paymentNo}', () => {
    it.each([
      ['ecpay/atm', 'TWD', 'ATM 轉帳付款'],
      ['ecpay/cvs', 'TWD', '超商代碼繳費'],
      ['ecpay/barcode', 'TWD', '超商條碼繳費'],
      ['ecpay/aio', 'TWD', '/attempts'],
      ['smilepay/atm', 'TWD', 'ATM 轉帳付款'],
      ['smilepay/cvs', 'TWD', '超商代碼繳費'],
      ['smilepay/barcode', 'TWD', '超商條碼繳費'],
      ['paypal/checkout', 'USD', '/paypal/checkoutnow?token='],
      ['stripe/credit', 'USD', '/stripe/stripe.js'],
      ['stripe/alipay', 'CNY', 'data-element'],
      ['stripe/wechat-pay', 'HKD', 'data-element'],
      ['stripe/grabpay', 'SGD', 'data-element'],
      ['stripe/paynow', 'SGD', 'data-element'],
      ['stripe/promptpay', 'THB', 'data-element'],
      ['stripe/fpx', 'MYR', 'data-element'],
      ['plus/atm', 'TWD', 'ATM 轉帳付款'],
    ])('shows what the payer of %s needs', async (path, currency, shown) => {
      const amount = currency === 'THB' ? 9_800 : 980;
      const placed = await of().placed(path, { ...shopping, currency, amount });
      const { status, text, answer } = await open(urlOf(placed));
      expect(status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      for (const each of [shown, 'Teapot', placed.paymentNo, shopping.cancel_url]) expect(text).toContain(each);
    });

    it('links the introduction of its own gateway only', async () => {
      const [ecpay, smilepay] = [await place('ecpay/barcode'), await place('smilepay/barcode')];
      const texts = [(await open(urlOf(ecpay))).text, (await open(urlOf(smilepay))).text];
      expect(texts.map((text) => text.includes('ecpay.com.tw'))).toEqual([true, false]);
      expect(texts.map((text) => text.includes('smilepay.net'))).toEqual([false, true]);
    });

    it('shows a code that ECPay’s cashier issued, once the payer is back', async () => {
      const placed = await place('ecpay/aio/cvs');
      await of().drive(placed.orderNo, 'issued');
      const { payment_info: info } = (await of().query(placed.paymentNo)).body.data;
      expect((await open(urlOf(placed))).text).toContain(String(info['payment_code']));
    });

    it.each(['success_url', 'return_url'])('leads a payer who has paid to %s', async (field) => {
      const placed = await of().placed('ecpay/atm', { [field]: 'https://shop.example/done' });
      await of().drive(placed.orderNo, 'paid');
      expect((await open(urlOf(placed))).text).toContain('https://shop.example/done');
    });

    it('is the same 404 page for a wrong token, none, another language and an unknown payment', async () => {
      const placed = await place('ecpay/atm');
      const [path = '', token = ''] = urlOf(placed).split('?');
      const wrong = [
        path,
        `${path}?token=${'A'.repeat(32)}`,
        `${path}?${token}&${token}`,
        `${path.replace(placed.paymentNo, 'PAY202606220001ABCDEFGH')}?${token}`,
        `${path.replace('/zh-tw/', '/de/')}?${token}`,
      ];
      for (const url of wrong) {
        const { status, text } = await open(url);
        expect([url, status]).toEqual([url, 404]);
        expectStateOnly(text, placed);
      }
    });
  });

  describe.each([
    { row: 30, gateway: 'paypal', path: 'paypal/checkout' },
    { row: 31, gateway: 'plus', path: 'plus/atm' },
  ])('row $row: GET /zh-tw/payment/$gateway/return/{paymentNo}', ({ gateway, path }) => {
    it.each(['', '?token=WRONG', '?t=WRONG', '?status=paid&paid=1', '?token=A&token=B'])(
      'shows the state alone, and moves nothing: %s',
      async (query) => {
        const placed = await place(path);
        const { status, text, answer } = await returnTo(gateway, placed, query);
        expect(status).toBe(200);
        expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
        expect(text).toContain('等待付款');
        expectStateOnly(text, placed);
        expect(await statusOf(placed)).toBe('pending');
        await of().drive(placed.orderNo, 'paid', gateway);
        const paid = await returnTo(gateway, placed, query);
        expect(paid.text).toContain('付款完成');
        expectStateOnly(paid.text, placed);
      },
    );

    it('is in English too', async () => {
      const { paymentNo } = await place(path);
      const { text } = await open(`${of().demo.api}/en/payment/${gateway}/return/${paymentNo}`);
      expect(text).toContain('lang="en"');
    });

    it('is a 404 page for another gateway’s payment, an unknown one and another language', async () => {
      const placed = await place('ecpay/atm');
      expect((await returnTo(gateway, placed)).status).toBe(404);
      const unknown = `${of().demo.api}/zh-tw/payment/${gateway}/return/PAY202606220001ABCDEFGH`;
      expect((await open(unknown)).status).toBe(404);
      expect((await open(unknown.replace('/zh-tw/', '/de/'))).status).toBe(404);
    });
  });

  describe('row 31: PLUS’s return', () => {
    it('leads to the payment’s page with the token that PLUS was given', async () => {
      const placed = await place('plus/atm');
      const counter = await open(`${of().demo.sandbox}/plus/orders/${placed.orderNo}`);
      const [, back = ''] = /href="([^"]+return[^"]+)"/.exec(counter.text) ?? [];
      const waiting = await open(back.replaceAll('&amp;', '&'));
      expect([waiting.status, waiting.location]).toEqual([303, `${urlOf(placed)}&back=1`]);
      await of().drive(placed.orderNo, 'paid', 'plus');
      const paid = await open(back.replaceAll('&amp;', '&'));
      expect([paid.status, paid.location]).toEqual([303, urlOf(placed)]);
    });
  });
}
