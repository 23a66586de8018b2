import { PayCoreError } from '@paycore/core';
import { readCredentials } from './credentials.ts';

const sent = { dcvc: '107', rvg2c: '1', verify_key: '174A02F97A95F72CE301137B3F98D128' };
const read = (more: object = {}) => readCredentials({ ...sent, ...more }, 'test');

function fieldsOf(value: unknown): unknown {
  try {
    return readCredentials(value, 'test');
  } catch (error) {
    if (!(error instanceof PayCoreError)) throw error;
    expect({ kind: error.kind, code: error.code }).toEqual({ kind: 'invalid', code: 'SMILEPAY_CREDENTIAL_INVALID' });
    return error.fields;
  }
}

it('reads all of them', () => {
  const more = { validation_token: 'tök en', default_cvs_type: 'family', merchant_verify_code: '0042' };
  expect(read(more)).toEqual({
    dcvc: '107',
    rvg2c: '1',
    verifyKey: '174A02F97A95F72CE301137B3F98D128',
    validationToken: 'tök en',
    defaultCvsType: 'fami',
    merchantVerifyCode: '0042',
    environment: 'test',
  });
});

it('takes the environment of the API key', () => {
  expect(readCredentials({ ...sent, environment: 'test' }, 'production').environment).toBe('production');
});

it("takes SmilePay's spelling where ours is not given, and cuts blanks off", () => {
  expect(readCredentials({ Dcvc: ' 107 ', Rvg2c: '1', Verify_key: 'K' }, 'test')).toMatchObject({
    dcvc: '107',
    verifyKey: 'K',
  });
  expect(readCredentials({ ...sent, Dcvc: '9', dcvc: null }, 'test').dcvc).toBe('9');
  expect(read({ Dcvc: '9' }).dcvc).toBe('107');
});

it.each([
  ['ibon', 'ibon'],
  ['fami', 'fami'],
  ['famiport', 'fami'],
  ['family', 'fami'],
  ['barcode', 'ibon'],
  [undefined, 'ibon'],
  [null, 'ibon'],
  ['', 'ibon'],
])('default_cvs_type %p is %s', (default_cvs_type, expected) => {
  expect(read({ default_cvs_type }).defaultCvsType).toBe(expected);
});

it('names each fault by its field', () => {
  const root = 'gateway_credentials';
  expect(fieldsOf({ ...sent, default_cvs_type: 'toString' })).toEqual({
    [`${root}.default_cvs_type`]: [`The selected ${root}.default_cvs_type is invalid.`],
  });
  for (const merchant_verify_code of ['123', '12345', 'abcd', '１２３４']) {
    expect(fieldsOf({ ...sent, merchant_verify_code })).toEqual({
      [`${root}.merchant_verify_code`]: [`The ${root}.merchant_verify_code field format is invalid.`],
    });
  }
  expect(fieldsOf({ dcvc: 'a b', rvg2c: '-', verify_key: 'k k', validation_token: 'a\u0000' })).toEqual({
    [`${root}.dcvc`]: [`The ${root}.dcvc field format is invalid.`],
    [`${root}.rvg2c`]: [`The ${root}.rvg2c field format is invalid.`],
    [`${root}.verify_key`]: [`The ${root}.verify_key field format is invalid.`],
    [`${root}.validation_token`]: [`The ${root}.validation_token field format is invalid.`],
  });
  expect(fieldsOf({ ...sent, validation_token: 'a\ud800' })).toEqual({
    [`${root}.validation_token`]: [`The ${root}.validation_token field format is invalid.`],
  });
  expect(fieldsOf({ dcvc: 107 })).toEqual({
    [`${root}.dcvc`]: [`The ${root}.dcvc field must be a string.`],
    [`${root}.rvg2c`]: [`The ${root}.rvg2c field is required.`],
    [`${root}.verify_key`]: [`The ${root}.verify_key field is required.`],
  });
});
