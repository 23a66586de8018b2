import { PayCoreError } from '@paycore/core';
import {
  credentialFault,
  credentialObject,
  credentialText,
  credentialTextOf,
  parseCredentials,
} from './credentials.ts';
import type { CredentialFaults } from './credentials.ts';

const schema = credentialObject({
  id: credentialTextOf('id', /^\d+$/),
  key: credentialText('key').max(3, credentialFault('key', 'is too long')),
  note: credentialText('note').optional(),
});
const aliases = { id: 'ShopID' };

let faults: CredentialFaults | undefined;
const refuse = (found: CredentialFaults) => {
  faults = found;
  return new PayCoreError('invalid', 'NO', 'No.', { fields: found.fields });
};
const read = (value: unknown) => parseCredentials(schema, value, refuse, aliases);
const faultsOf = (value: unknown) => {
  expect(() => read(value)).toThrow(PayCoreError);
  return faults as CredentialFaults;
};

describe('parseCredentials', () => {
  it('trims, and leaves out what is unknown, null or empty', () => {
    expect(read({ id: ' 1 ', key: 'k', note: null, other: 1 })).toEqual({ id: '1', key: 'k' });
    expect(read({ id: '1', key: 'k', note: '' })).toEqual({ id: '1', key: 'k' });
  });

  it('takes the other spelling where ours is not given', () => {
    expect(read({ ShopID: '1', key: 'k' })).toMatchObject({ id: '1' });
    expect(read({ id: '', ShopID: '1', key: 'k' })).toMatchObject({ id: '1' });
    expect(read({ id: '2', ShopID: '1', key: 'k' })).toMatchObject({ id: '2' });
  });

  it('names all faults at once, the first by the order of the schema', () => {
    const { fields, first, isMissing } = faultsOf({ key: 'long', id: 'x' });
    expect(fields).toEqual({
      'gateway_credentials.id': ['The gateway_credentials.id field format is invalid.'],
      'gateway_credentials.key': ['The gateway_credentials.key field is too long.'],
    });
    expect([first, isMissing('id')]).toEqual(['id', false]);
  });

  it('tells what is missing from what is wrong', () => {
    const { fields, isMissing } = faultsOf({ id: '  ', key: 5 });
    expect(fields).toEqual({
      'gateway_credentials.id': ['The gateway_credentials.id field is required.'],
      'gateway_credentials.key': ['The gateway_credentials.key field must be a string.'],
    });
    expect([isMissing('id'), isMissing('key')]).toEqual([true, false]);
  });

  it.each([undefined, null])('needs the whole: %s', (value) => {
    const { fields, first, isMissing } = faultsOf(value);
    expect(fields).toEqual({ gateway_credentials: ['The gateway_credentials field is required.'] });
    expect([first, isMissing('id')]).toEqual([undefined, true]);
  });

  it.each(['text', 5, [[]]])('needs an object: %j', (value) => {
    expect(faultsOf(value).fields).toEqual({
      gateway_credentials: ['The gateway_credentials field must be an object.'],
    });
  });
});
