import { PayCoreError, type FieldFaults } from '@paycore/core';
import { readCredentials } from './credentials.ts';

const good = { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' };
const read = { merchantId: '3002607', hashKey: 'pwFHCqoQZGmho4w6', hashIv: 'EkRm7iFT261dpevs' };

function faultsOf(value: unknown): FieldFaults {
  try {
    readCredentials(value, 'test');
  } catch (error) {
    if (error instanceof PayCoreError && error.code === 'ECPAY_CREDENTIAL_INVALID') return error.fields ?? {};
    throw error;
  }
  return {};
}

describe('readCredentials', () => {
  it("takes our names, ECPay's own, and ours first", () => {
    expect(readCredentials(good, 'test')).toEqual({ ...read, environment: 'test' });
    const own = { MerchantID: '3002607', HashKey: read.hashKey, HashIV: read.hashIv, PlatformID: '3002599' };
    expect(readCredentials(own, 'test')).toEqual({ ...read, platformId: '3002599', environment: 'test' });
    expect(readCredentials({ ...own, merchant_id: '2000132', hash_key: null, hash_iv: '' }, 'test')).toMatchObject({
      merchantId: '2000132',
      hashKey: read.hashKey,
    });
  });

  it.each([
    ['stage', 'test'],
    ['Staging', 'test'],
    ['TEST', 'test'],
    ['testing ', 'test'],
    ['production', 'production'],
    ['PROD', 'production'],
  ])('reads the environment %j as %s', (environment, expected) => {
    const other = expected === 'test' ? 'production' : 'test';
    expect(readCredentials({ ...good, environment }, other).environment).toBe(expected);
  });

  it.each([undefined, null, ''])('falls back where the environment is %j', (environment) => {
    expect(readCredentials({ ...good, environment }, 'production').environment).toBe('production');
  });

  it('ignores blanks around a value and fields that it does not know', () => {
    const pasted = { merchant_id: ' 3002607\n', hash_key: ` ${read.hashKey}`, hash_iv: `${read.hashIv} `, other: [] };
    expect(readCredentials(pasted, 'test')).toEqual({ ...read, environment: 'test' });
  });

  it('names all faults at once', () => {
    expect(faultsOf({ hash_key: 'short', hash_iv: 5, environment: 'live', PlatformID: 'x'.repeat(11) })).toEqual({
      'gateway_credentials.merchant_id': ['The gateway_credentials.merchant_id field is required.'],
      'gateway_credentials.hash_key': ['The gateway_credentials.hash_key field must be 16 bytes long.'],
      'gateway_credentials.hash_iv': ['The gateway_credentials.hash_iv field must be a string.'],
      'gateway_credentials.environment': ['The selected gateway_credentials.environment is invalid.'],
      'gateway_credentials.platform_id': ['The gateway_credentials.platform_id field format is invalid.'],
    });
  });

  it.each([
    [undefined, 'The gateway_credentials field is required.'],
    [null, 'The gateway_credentials field is required.'],
    [[good], 'The gateway_credentials field must be an object.'],
    ['3002607', 'The gateway_credentials field must be an object.'],
    [3002607, 'The gateway_credentials field must be an object.'],
  ])('refuses %j as a whole', (value, message) => {
    expect(faultsOf(value)).toEqual({ gateway_credentials: [message] });
  });

  it.each(['constructor', '__proto__', 'toString', 'live'])('knows no environment %s', (environment) => {
    expect(Object.keys(faultsOf({ ...good, environment }))).toEqual(['gateway_credentials.environment']);
  });

  it('counts bytes, as AES does', () => {
    expect(Object.keys(faultsOf({ ...good, hash_key: '鑰'.repeat(16) }))).toEqual(['gateway_credentials.hash_key']);
    expect(faultsOf({ ...good, hash_key: `${'鑰'.repeat(5)}x` })).toEqual({});
  });
});
