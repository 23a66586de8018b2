import { PayCoreError } from '@paycore/core';
import { readCredentials } from './credentials.ts';

const input = { appid: 'PLUS_APPID', secret_key: 'PLUS_SECRET_KEY' };

function refusalOf(value: unknown) {
  try {
    readCredentials(value, 'test');
    return undefined;
  } catch (error) {
    if (!(error instanceof PayCoreError)) throw error;
    const { kind, code, message, fields } = error;
    expect([kind, code]).toEqual(['invalid', 'PLUS_CREDENTIAL_INVALID']);
    return { message, fields: Object.keys(fields ?? {}) };
  }
}

const appid = 'gateway_credentials.appid';
const secretKey = 'gateway_credentials.secret_key';

describe('credentials', () => {
  it('are read, without blanks around them; the environment is the key’s', () => {
    const expected = { appid: 'PLUS_APPID', secretKey: 'PLUS_SECRET_KEY' };
    expect(readCredentials(input, 'test')).toEqual({ ...expected, environment: 'test' });
    const padded = { appid: ' PLUS_APPID\n', secret_key: 'PLUS_SECRET_KEY ', merchant_id: 3 };
    expect(readCredentials(padded, 'production')).toEqual({ ...expected, environment: 'production' });
  });

  it.each([
    [undefined, 'PLUS appid is required.', ['gateway_credentials']],
    [null, 'PLUS appid is required.', ['gateway_credentials']],
    [{}, 'PLUS appid is required.', [appid, secretKey]],
    [{ appid: null, secret_key: '' }, 'PLUS appid is required.', [appid, secretKey]],
    [{ secret_key: 'x' }, 'PLUS appid is required.', [appid]],
    [{ appid: '  ', secret_key: 'x' }, 'PLUS appid is required.', [appid]],
    [{ appid: 'x' }, 'PLUS secret_key is required.', [secretKey]],
    [{ appid: 'x', secret_key: ' ' }, 'PLUS secret_key is required.', [secretKey]],
    [{ appid: 7 }, 'PLUS secret_key is required.', [appid, secretKey]],
    [{ ...input, appid: 7 }, 'The PLUS credentials are not valid.', [appid]],
    [{ ...input, appid: 'a b' }, 'The PLUS credentials are not valid.', [appid]],
    [{ ...input, secret_key: '鑰匙' }, 'The PLUS credentials are not valid.', [secretKey]],
    [{ ...input, secret_key: 'x'.repeat(201) }, 'The PLUS credentials are not valid.', [secretKey]],
    ['text', 'The PLUS credentials are not valid.', ['gateway_credentials']],
    [[input], 'The PLUS credentials are not valid.', ['gateway_credentials']],
  ])('%j: %s', (value, message, fields) => {
    expect(refusalOf(value)).toEqual({ message, fields });
  });
});
