import { gatewayUnavailable } from '@paycore/core';
import request from 'supertest';
import { credentials, manageApp } from './fixtures/manage-app.ts';

const side = '?environment=test';
const test = (input: unknown) => ({ environment: 'test', gateway_credentials: input });
const account = (gateway: string, masked: string, version = 1) => ({
  ...{ gateway, account: masked, environment: 'test', version },
  ...{ verified_at: null, verify_result: null },
});

describe('stored accounts', () => {
  it('are put, listed, asked about and removed', async () => {
    const { call, acme } = await manageApp();
    const [ecpay, own] = [account('ecpay', '30***07'), account('acme', 'ac***-1')];
    expect(await call('put', 'manage/gateways/ecpay', test(credentials.ecpay))).toEqual({
      ...{ status: 200, success: true, message: 'Gateway stored' },
      data: { gateways: [ecpay] },
    });
    await call('put', 'manage/gateways/acme', test({ merchant_id: 'acme-account-1' }));
    acme.canVerify = true;
    const verified = { ...own, verified_at: '2026-06-22T04:00:00.000Z', verify_result: 'valid' };
    expect(await call('post', `manage/gateways/acme/verify${side}`)).toEqual({
      ...{ status: 200, success: true, message: 'Gateway verified' },
      data: { gateways: [ecpay, verified] },
    });
    expect(await call('delete', `manage/gateways/ecpay${side}`)).toEqual({
      ...{ status: 200, success: true, message: 'Gateway removed' },
      data: { gateways: [verified] },
    });
    expect(await call('get', `manage/gateways${side}`)).toEqual({
      ...{ status: 200, success: true, message: 'Gateways found' },
      data: { gateways: [verified] },
    });
    expect((await call('get', 'manage/gateways?environment=production')).data).toEqual({ gateways: [] });
  });

  it.each(Object.entries(credentials))('of %s are taken, and never read out again', async (gateway, input) => {
    const { call, core, changes } = await manageApp();
    const { status, data } = await call('put', `manage/gateways/${gateway}`, test(input));
    expect([status, data['gateways']]).toEqual([200, [expect.objectContaining({ gateway, version: 1 })]]);
    const shown = JSON.stringify([data, await call('get', `manage/gateways${side}`), core.log.lines, await changes()]);
    expect(shown).toContain('account_stored');
    const values = Object.values<string>(input).filter((value) => value.length > 3);
    for (const value of values) expect(shown).not.toContain(value);
  });
});

describe('a management call', () => {
  const calls = [
    ['get', 'manage/gateways'],
    ['put', 'manage/gateways/ecpay'],
    ['delete', 'manage/gateways/ecpay'],
    ['post', 'manage/gateways/ecpay/verify'],
  ] as const;

  it.each(calls)('%s %s needs a management key, then a side', async (verb, path) => {
    const { call, testKey, liveKey } = await manageApp();
    const body = verb === 'put' ? { gateway_credentials: credentials.ecpay } : undefined;
    const seen = async (key?: string) => {
      const { status, error } = await call(verb, path, body, key);
      return [status, error.error_code];
    };
    expect(await seen('')).toEqual([401, 'UNAUTHORIZED']);
    expect(await seen('pc_admin_unknown')).toEqual([401, 'UNAUTHORIZED']);
    // More than a guesser of keys may try.
    for (let n = 0; n < 35; n += 1) expect(await seen(n % 2 ? testKey : liveKey)).toEqual([403, 'FORBIDDEN']);
    expect(await call(verb, path, body)).toMatchObject({
      status: 422,
      error: {
        error_code: 'VALIDATION_FAILED',
        fields: { environment: ['The environment field is required.'] },
      },
    });
  });

  it.each(['', 'live', 'TEST', 'test&environment=production'])('knows no side %j', async (environment) => {
    const { call } = await manageApp();
    for (const [verb, path] of calls.filter(([verb]) => verb !== 'put')) {
      const { status, error } = await call(verb, `${path}?environment=${environment}`);
      expect([status, Object.keys(error.fields ?? {})]).toEqual([422, ['environment']]);
    }
    const { error } = await call('put', 'manage/gateways/ecpay', { ...test({}), environment });
    expect(Object.keys(error.fields ?? {})).toEqual(['environment']);
  });

  it('is all that a management key opens', async () => {
    const { call, key, app } = await manageApp();
    const order = { merchant_order_no: 'ORDER-1', amount: 980, gateway_credentials: { merchant_id: '1' } };
    for (const answer of [
      await call('post', 'pay/acme/atm', order),
      await call('get', 'payments'),
      await call('get', 'payments/PAY202606221200AAAAAAAA'),
      await call('post', 'payments/PAY202606221200AAAAAAAA/cancel', {}),
      await call('get', 'home/overview'),
      await call('post', 'gateways/plus/balance', order),
    ]) {
      expect([answer.status, answer.error.error_code]).toEqual([403, 'FORBIDDEN']);
    }
    expect((await request(app).get('/api/paycore/manage/nothing').set('X-API-KEY', key)).status).toBe(404);
  });
});

describe('what is refused', () => {
  it('names each fault of the body, before the gateway is asked for', async () => {
    const { call } = await manageApp();
    for (const body of [{}, [], { environment: 1, gateway_credentials: 'A' }]) {
      const { status, error } = await call('put', 'manage/gateways/nowhere', body);
      expect([status, error.error_code, Object.keys(error.fields ?? {})]).toEqual([
        ...[422, 'VALIDATION_FAILED'],
        ['environment', 'gateway_credentials'],
      ]);
    }
  });

  it.each([
    ['ecpay', { ...credentials.ecpay, HashKey: 'canary' }, 'ECPAY_CREDENTIAL_INVALID', 'hash_key'],
    ['smilepay', { dcvc: '107' }, 'SMILEPAY_CREDENTIAL_INVALID', 'rvg2c'],
    ['plus', {}, 'PLUS_CREDENTIAL_INVALID', 'appid'],
    ['paypal', { client_id: 'A' }, 'PAYPAL_CLIENT_SECRET_REQUIRED', 'client_secret'],
    ['stripe', { ...credentials.stripe, secret_key: 'canary' }, 'STRIPE_SECRET_KEY_INVALID', 'secret_key'],
  ])('keeps nothing of wrong credentials of %s', async (gateway, input, code, field) => {
    const { call, changes } = await manageApp();
    const { status, error } = await call('put', `manage/gateways/${gateway}`, test(input));
    expect([status, error.error_code]).toEqual([422, code]);
    expect(Object.keys(error.fields ?? {})).toContain(`gateway_credentials.${field}`);
    expect((await call('get', `manage/gateways${side}`)).data).toEqual({ gateways: [] });
    expect(await changes()).toEqual([]);
  });

  it.each([
    ['ecpay', 'test', { ...credentials.ecpay, environment: 'production' }],
    ['paypal', 'production', { ...credentials.paypal, environment: 'sandbox' }],
    ['stripe', 'production', credentials.stripe],
  ])('is the other side’s account of %s', async (gateway, environment, input) => {
    const { call } = await manageApp();
    const body = { environment, gateway_credentials: input };
    const { status, error } = await call('put', `manage/gateways/${gateway}`, body);
    expect([status, error.error_code, Object.keys(error.fields ?? {})]).toEqual([
      ...[422, 'INVALID_ARGUMENT'],
      ['environment'],
    ]);
    expect((await call('get', `manage/gateways?environment=${environment}`)).data).toEqual({ gateways: [] });
  });

  it('is a gateway that is not there, or has no account', async () => {
    const { call } = await manageApp();
    for (const answer of [
      await call('put', 'manage/gateways/nowhere', test({})),
      await call('put', 'manage/gateways/__proto__', test({})),
      await call('delete', `manage/gateways/ecpay${side}`),
      await call('delete', `manage/gateways/constructor${side}`),
      await call('post', `manage/gateways/ecpay/verify${side}`),
    ]) {
      expect([answer.status, answer.error.error_code]).toEqual([404, 'NOT_FOUND']);
    }
  });

  it('is a question that the gateway does not answer', async () => {
    const { call, acme } = await manageApp();
    await call('put', 'manage/gateways/acme', test({ merchant_id: 'acme-account-1' }));
    acme.canVerify = true;
    acme.verifyCredentials.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    const { status, error } = await call('post', `manage/gateways/acme/verify${side}`);
    expect([status, error.error_code]).toEqual([502, 'PAYMENT_GATEWAY_ERROR']);
    expect((await call('get', `manage/gateways${side}`)).data).toEqual({ gateways: [account('acme', 'ac***-1')] });
  });
});
