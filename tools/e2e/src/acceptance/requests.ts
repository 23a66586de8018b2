import type { World } from '../world.ts';

/** What creates take beside the plain request, by the contract. */
export function describeRequests(of: () => World): void {
  const credentialsOf = (gateway: string) => of().demo.credentials[gateway] ?? {};

  describe('rows 4 to 23: what creates take as well', () => {
    it('ECPay’s own names of credentials', async () => {
      const { merchant_id: MerchantID, hash_key: HashKey, hash_iv: HashIV } = credentialsOf('ecpay');
      for (const environment of ['stage', 'staging', 'test', 'testing', undefined]) {
        await of().placed('ecpay/atm', { gateway_credentials: { MerchantID, HashKey, HashIV, environment } });
      }
    });

    it('SmilePay’s own names of credentials', async () => {
      const { dcvc: Dcvc, rvg2c: Rvg2c, verify_key: Verify_key } = credentialsOf('smilepay');
      await of().placed('smilepay/atm', { gateway_credentials: { Dcvc, Rvg2c, Verify_key } });
    });

    it.each([
      [undefined, undefined, 'ibon'],
      [undefined, 'barcode', 'ibon'],
      [undefined, 'famiport', 'fami'],
      ['family', undefined, 'fami'],
      ['famiport', 'ibon', 'fami'],
      ['ibon', 'fami', 'ibon'],
    ])('cvs_type %s with default_cvs_type %s, which is %s', async (cvs_type, default_cvs_type, meant) => {
      const gateway_credentials = { ...credentialsOf('smilepay'), default_cvs_type };
      const { answer } = await of().placed('smilepay/cvs', { cvs_type, gateway_credentials });
      expect(answer.body.data.payment_info['cvs_type']).toBe(meant);
    });

    it('a currency in small letters, and none, which is TWD', async () => {
      const small = await of().placed('ecpay/cvs', { currency: 'twd' });
      expect(small.answer.body.data['currency']).toBe('TWD');
      const none = await of().placed('paypal/checkout');
      expect(none.answer.body.data['currency']).toBe('TWD');
    });

    it('every field of the contract', async () => {
      const { answer } = await of().placed('plus/atm', {
        currency: 'TWD',
        payer_account: 'member-1',
        success_url: 'https://shop.example/ok',
        return_url: 'https://shop.example/back',
        cancel_url: 'https://shop.example/cancel',
        item_name: '測試商品',
        description: 'A teapot',
        buyer_name: '王小明',
        buyer_mobile: '0912345678',
        buyer_phone: '0223456789',
        buyer_tel: '0223456789',
        buyer_email: 'payer@shop.example',
        expire_days: 3,
      });
      expect(answer.body.data.status).toBe('pending');
    });
  });

  describe('row 14: a SmilePay account without barcodes', () => {
    it('leaves no payment behind', async () => {
      const without = { dcvc: '3003', rvg2c: '1', verify_key: 'E5D81B7730F24C6A9B02C8A4D71F563E' };
      const body = of().order({}, 'smilepay');
      const refused = await of().create({ ...body, gateway_credentials: without }, 'smilepay/barcode');
      expect(refused).toMatchObject({
        status: 422,
        body: { error: { error_code: 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED' } },
      });
      expect(await of().documents({ 'request.merchantOrderNo': body['merchant_order_no'] })).toEqual([]);
      expect((await of().create(body, 'smilepay/barcode')).body.data).toMatchObject({ created: true });
    });
  });

  describe('rows 1 to 24: another address', () => {
    it.each(['pay/ecpay/moon', 'pay/moon/atm', 'moon'])('is not found: %s', async (path) => {
      const answer = await of().api('POST', `/api/paycore/${path}`, {});
      expect(answer).toMatchObject({ status: 404, body: { error: { error_code: 'NOT_FOUND' } } });
    });
  });
}
