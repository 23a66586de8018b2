import { Gateways, PayCoreError, unsupportedAction, type Balance, type Caller, type Gateway } from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import { fakeLog, holderOf } from '@paycore/testing';
import request from 'supertest';
import { requireKey } from '../auth.ts';
import { gatewayRoutes } from './gateways.ts';

const caller = { project: { id: 'prj_1' }, environment: 'test' } as Caller;
const plus = { name: 'plus', methods: {} } as unknown as Gateway;

function anApi(answer: () => Balance = () => ({ balance: 980, raw: { money: 980 } })) {
  const asked: unknown[][] = [];
  const readBalance = {
    execute: async (...args: unknown[]) => {
      asked.push(args);
      return answer();
    },
  };
  const app = shell({
    name: 'api',
    log: fakeLog(),
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) =>
      gatewayRoutes(
        express,
        requireKey({ authenticate: async (key) => holderOf(key === 'pc_test_1' ? caller : undefined) }),
        {
          gateways: new Gateways([plus]),
          readBalance,
        },
      ),
  });
  const post = (body: object, path = 'plus/balance', key = 'pc_test_1') =>
    request(app).post(`/api/paycore/gateways/${path}`).set('X-API-KEY', key).send(body);
  return { asked, post };
}

const credentials = { gateway_credentials: { appid: 'A', secret_key: 'S' } };

describe('balance', () => {
  it.each([980, '980.50', null])('answers %j as the gateway does', async (balance) => {
    const { post, asked } = anApi(() => ({ balance, raw: { money: balance, extra: [1] } }));
    const { status, body } = await post(credentials);
    expect([status, body]).toEqual([
      200,
      {
        success: true,
        message: 'Gateway action completed',
        data: { gateway: 'plus', balance, raw_response: { money: balance, extra: [1] } },
      },
    ]);
    expect(asked).toEqual([[caller, 'plus', credentials.gateway_credentials]]);
  });

  it.each([{}, { gateway_credentials: null }, { gateway_credentials: ' ' }])(
    'leaves it to the stored account with %j',
    async (args) => {
      const { post, asked } = anApi();
      expect((await post(args)).status).toBe(200);
      expect(asked).toEqual([[caller, 'plus', undefined]]);
    },
  );

  it.each([[[]], [[null, null]]])('refuses a list as its body: %j', async (sent) => {
    const { post, asked } = anApi();
    const { status, body } = await post(sent);
    expect([status, body.error.fields]).toEqual([422, { gateway_credentials: [expect.any(String)] }]);
    expect(asked).toEqual([]);
  });

  it.each(['A', 7, [], false])('refuses credentials like %j', async (gateway_credentials) => {
    const { post, asked } = anApi();
    const { status, body } = await post({ gateway_credentials });
    const fields = { gateway_credentials: ['The gateway_credentials field must be an object.'] };
    expect([status, body.error]).toEqual([422, { error_code: 'VALIDATION_FAILED', fields }]);
    expect(asked).toEqual([]);
  });

  it('asks for a key', async () => {
    expect((await anApi().post(credentials, 'plus/balance', 'pc_test_2')).status).toBe(401);
  });

  it('says when the gateway has none, or failed', async () => {
    const refusals: [PayCoreError, number][] = [
      [unsupportedAction(), 422],
      [new PayCoreError('unavailable', 'GATEWAY_ACTION_FAILED', 'Gateway action failed'), 502],
    ];
    for (const [error, expected] of refusals) {
      const { post } = anApi(() => {
        throw error;
      });
      const { status, body } = await post(credentials);
      expect([status, body.message, body.error.error_code]).toEqual([expected, error.message, error.code]);
    }
  });
});

describe('any other action', () => {
  it('is unsupported; of an unknown gateway, not found', async () => {
    const { post } = anApi();
    const unsupported = await post(credentials, 'plus/refund');
    expect([unsupported.status, unsupported.body]).toEqual([
      422,
      {
        success: false,
        message: 'Unsupported gateway action',
        error: { error_code: 'UNSUPPORTED_GATEWAY_ACTION' },
      },
    ]);
    const unknown = await post(credentials, 'acme/refund');
    expect([unknown.status, unknown.body.error.error_code]).toEqual([404, 'NOT_FOUND']);
  });
});
