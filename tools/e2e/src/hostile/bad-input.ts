import { readAnswer } from '../answers.ts';
import type { World } from '../world.ts';
import { stored } from './stored-counts.ts';

const path = '/api/paycore/pay/ecpay/atm';

interface Sent {
  readonly key?: string | null;
  readonly type?: string | null;
  readonly encoding?: string;
}

/** What careless and hostile clients send instead of a create. */
export function describeBadInput(of: () => World): void {
  /** A create as a careless or hostile client sends it. */
  async function send(body: string | Uint8Array, { key = of().demo.project.api_key, type, encoding }: Sent = {}) {
    const answer = await fetch(of().demo.api + path, {
      method: 'POST',
      headers: {
        ...(key !== null && { 'X-API-KEY': key }),
        ...(type !== null && { 'Content-Type': type ?? 'application/json' }),
        ...(encoding !== undefined && { 'Content-Encoding': encoding }),
      },
      body: typeof body === 'string' && type === null ? Buffer.from(body) : body,
    });
    return readAnswer('POST', path, answer);
  }

  const good = (differences: Readonly<Record<string, unknown>> = {}) => JSON.stringify(of().order(differences));

  describe('a create that is no create', () => {
    let before: number[];

    beforeEach(async () => {
      before = await stored(of());
    });

    afterEach(async () => {
      expect(await stored(of())).toEqual(before);
    });

    const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;
    const padded = (length: number) => {
      const body = good();
      return body.slice(0, -1) + ' '.repeat(length - Buffer.byteLength(body)) + '}';
    };

    it.each<[string, () => string, Sent, number, string]>([
      ['a body of 64 kB and a byte', () => padded(65_537), {}, 413, 'PAYLOAD_TOO_LARGE'],
      ['broken JSON', () => good().slice(0, -1), {}, 400, 'INVALID_JSON'],
      ['text after the JSON', () => `${good()}x`, {}, 400, 'INVALID_JSON'],
      ['an empty body', () => '', {}, 400, 'INVALID_JSON'],
      ['a form', () => 'amount=980', { type: 'application/x-www-form-urlencoded' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['JSON called text', () => good(), { type: 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['JSON without a content type', () => good(), { type: null }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['a list', () => `[${good()}]`, {}, 422, 'VALIDATION_FAILED'],
      ['null', () => 'null', {}, 422, 'VALIDATION_FAILED'],
    ])('is refused: %s', async (_what, body, how, status, code) => {
      expect(await send(body(), how)).toMatchObject({ status, body: { success: false, error: { error_code: code } } });
    });

    it.each<[string, () => string]>([
      ['lists 9,000 deep', () => nested(9_000, '[', ']')],
      ['objects 9,000 deep in a field', () => `{"gateway_credentials":${nested(9_000, '{"a":', '}')}}`],
      ['lists 9,000 deep in a credential', () => good().replace('"3002607"', nested(9_000, '[', ']'))],
      [
        'lists 9,000 deep beside valid credentials',
        () => good().replace('"gateway_credentials":{', `$&"x":${nested(9_000, '[', ']')},`),
      ],
      ['objects 33 deep', () => nested(33, '{"a":', '}')],
    ])('is refused, and the process lives on: %s', async (_what, body) => {
      expect(await send(body())).toMatchObject({
        status: 400,
        body: { success: false, error: { error_code: 'INVALID_JSON' } },
      });
    });

    it('is refused with every fault at once', async () => {
      const answer = await send(
        JSON.stringify({ amount: 0, expire_days: 61, buyer_email: 'x', success_url: 'ftp://x' }),
      );
      expect(answer).toMatchObject({ status: 422, body: { message: 'Validation failed' } });
      expect(answer.body.error).toEqual({
        error_code: 'VALIDATION_FAILED',
        fields: {
          merchant_order_no: ['The merchant_order_no field is required.'],
          amount: ['The amount field must be at least 1.'],
          expire_days: ['The expire_days field must be between 1 and 60.'],
          buyer_email: ['The buyer_email field must be a valid email address.'],
          success_url: ['The success_url field must be a valid URL.'],
          gateway_credentials: ['The gateway_credentials field is required.'],
        },
      });
    });

    it.each(['merchant_order_no', 'amount', 'currency', 'item_name', 'buyer_email', 'payok_url', 'expire_days'])(
      'is refused with an operator, a list or an object as its %s',
      async (field) => {
        for (const value of [{ $ne: null }, { $gt: '' }, [], ['a'], {}, true]) {
          const answer = await send(good({ [field]: value }));
          expect(answer).toMatchObject({ status: 422, body: { error: { error_code: 'VALIDATION_FAILED' } } });
          expect(Object.keys(answer.body.error.fields ?? {})).toEqual([field]);
        }
      },
    );

    it.each(['merchant_id', 'hash_key', 'hash_iv', 'environment', 'platform_id'])(
      'is refused with an operator, a list or an object as its credentials’ %s',
      async (name) => {
        for (const value of [{ $ne: null }, [], ['a'], {}, true]) {
          const credentials = { ...of().demo.credentials['ecpay'], [name]: value };
          const answer = await send(good({ gateway_credentials: credentials }));
          expect(answer).toMatchObject({ status: 422, body: { error: { error_code: 'ECPAY_CREDENTIAL_INVALID' } } });
          expect(Object.keys(answer.body.error.fields ?? {})).toEqual([`gateway_credentials.${name}`]);
        }
      },
    );

    it('takes nothing from __proto__ or constructor', async () => {
      const { merchant_order_no: orderNo } = of().order();
      const answer = await send(
        `{"merchant_order_no":"${String(orderNo)}","__proto__":${good()},"constructor":{"prototype":${good()}}}`,
      );
      expect(answer.status).toBe(422);
      expect(Object.keys(answer.body.error.fields ?? {}).sort()).toEqual(['amount', 'gateway_credentials']);
      const credentials = await send(
        `{"gateway_credentials":{"__proto__":${JSON.stringify(of().demo.credentials['ecpay'])}},"merchant_order_no":"1","amount":1}`,
      );
      expect(credentials.body.error.error_code).toBe('ECPAY_CREDENTIAL_INVALID');
    });

    it.each<[string, Sent]>([
      ['no key', { key: null }],
      ['an empty key', { key: '' }],
      ['a malformed key', { key: 'pc_test_abc' }],
      ['a key nobody has', { key: `pc_test_${'A'.repeat(44)}` }],
      ['an operator as key', { key: '{"$ne":null}' }],
      ['a key of 7,000 characters', { key: `pc_test_${'A'.repeat(7_000)}` }],
    ])('is refused without reading it: %s', async (_what, how) => {
      const unauthorized = { status: 401, body: { success: false, error: { error_code: 'UNAUTHORIZED' } } };
      expect(await send(good(), how)).toMatchObject(unauthorized);
      expect(await send('{', how)).toMatchObject(unauthorized);
    });
  });

  describe('another project', () => {
    it('cannot tell a payment that is not its own from an unknown one, nor use a revoked key', async () => {
      const { project } = (await of().cli('project', 'create', 'Other shop')) as { project: string };
      const { api_key: key } = (await of().cli('key', 'create', project)) as { api_key: string };
      const { paymentNo } = await of().issued();
      const unknown = 'PAY202606220001ABCDEFGH';
      const ask = (no: string) => of().api('GET', `/api/paycore/payments/${no}`, undefined, key);
      const sync = (no: string) => of().api('POST', `/api/paycore/payments/${no}/sync`, {}, key);
      expect(await ask(paymentNo)).toEqual(await ask(unknown));
      expect(await sync(paymentNo)).toEqual(await sync(unknown));
      expect(await ask(paymentNo)).toMatchObject({ status: 404, body: { error: { error_code: 'PAYMENT_NOT_FOUND' } } });
      expect(await of().cli('key', 'revoke', key)).toEqual({ revoked: true });
      const refused = await of().until('the key to be refused', async () => {
        const answer = await ask(paymentNo);
        return answer.status !== 404 && answer;
      });
      expect(refused).toMatchObject({ status: 401, body: { error: { error_code: 'UNAUTHORIZED' } } });
      expect((await of().query(paymentNo)).status).toBe(200);
    }, 120_000);

    it.each(['%00', '%ff', '..%2f..', 'PAY', '{"$ne":null}', '__proto__', 'A'.repeat(5_000)])(
      'finds no payment %s',
      async (no) => {
        const answer = await of().api('GET', `/api/paycore/payments/${no}`);
        expect(answer).toMatchObject({ status: 404, body: { success: false } });
      },
    );
  });
}
