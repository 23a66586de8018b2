import type { World } from '../world.ts';

const accounts = {
  text: { appid: 'plus2109', secret_key: 'c81e728d9d4c2f636f06' },
  none: { appid: 'plus3003', secret_key: 'eccbc87e4b5ce2fe2830' },
};

const failure = (status: number, error_code: string, message?: string) => ({
  status,
  body: { success: false, error: { error_code }, ...(message !== undefined && { message }) },
});

/** Row 24: what lies in a PLUS account. */
export function describeBalance(of: () => World): void {
  const ask = (body: object, gateway = 'plus', key?: string) =>
    of().api('POST', `/api/paycore/gateways/${gateway}/balance`, body, key);
  const ours = () => ({ gateway_credentials: of().demo.credentials['plus'] });
  const secretOf = { appid: 'paycore-demo', secret_key: 'unknown' };

  describe('row 24: POST gateways/plus/balance', () => {
    afterEach(() => of().clearFaults('plus'));

    it('answers a whole number, with the whole of PLUS’s answer', async () => {
      const before = Number((await ask(ours())).body.data['balance']);
      const { orderNo } = await of().placed('plus/atm');
      await of().drive(orderNo, 'paid', 'plus');
      const { data, message } = (await ask(ours())).body;
      expect(message).toBe('Gateway action completed');
      expect(data).toEqual({ gateway: 'plus', balance: before + 980, raw_response: data['raw_response'] });
      expect(data['raw_response']).toMatchObject({ balance: before + 980 });
    });

    it.each([
      ['text', accounts.text, '10000.50'],
      ['nothing', accounts.none, null],
    ])('answers %s where PLUS does', async (_what, credentials, balance) => {
      expect((await ask({ gateway_credentials: credentials })).body.data).toMatchObject({ gateway: 'plus', balance });
    });

    it.each([
      ['nothing', {}, failure(422, 'VALIDATION_FAILED', 'Validation failed')],
      [
        'no appid',
        { gateway_credentials: { secret_key: 'x' } },
        failure(422, 'PLUS_CREDENTIAL_INVALID', 'PLUS appid is required.'),
      ],
      [
        'no secret_key',
        { gateway_credentials: { appid: 'x' } },
        failure(422, 'PLUS_CREDENTIAL_INVALID', 'PLUS secret_key is required.'),
      ],
      [
        'a secret_key that PLUS refuses',
        { gateway_credentials: secretOf },
        failure(502, 'GATEWAY_ACTION_FAILED', 'Gateway action failed'),
      ],
    ])('is refused with %s', async (_what, body, refusal) => {
      expect(await ask(body)).toMatchObject(refusal);
    });

    it.each(['status', 'garbage', 'reset'])('says that PLUS failed: %s', async (mode) => {
      await of().fault({ mode, times: 1, path: '/api/balance' }, 'plus');
      expect(await ask(ours())).toMatchObject(failure(502, 'GATEWAY_ACTION_FAILED', 'Gateway action failed'));
    });

    it('wants a key', async () => {
      expect(await ask(ours(), 'plus', '')).toMatchObject(failure(401, 'UNAUTHORIZED'));
    });

    it.each(['ecpay', 'smilepay', 'paypal', 'stripe'])('is no action of %s', async (gateway) => {
      const answer = await ask({ gateway_credentials: of().demo.credentials[gateway] }, gateway);
      expect(answer).toMatchObject(failure(422, 'UNSUPPORTED_GATEWAY_ACTION', 'Unsupported gateway action'));
    });

    it('is the only action, and not of what is no gateway', async () => {
      const other = await of().api('POST', '/api/paycore/gateways/plus/refund', ours());
      expect(other).toMatchObject(failure(422, 'UNSUPPORTED_GATEWAY_ACTION', 'Unsupported gateway action'));
      expect(await ask(ours(), 'moon')).toMatchObject(failure(404, 'NOT_FOUND'));
    });
  });
}
