import type { GatewayFactory } from '@paycore/core';
import { sayUnknown, unknownSettings } from './unknown-settings.ts';

const make = () => {
  throw new Error('No gateway is made here.');
};
const factories: readonly GatewayFactory[] = [
  { name: 'ecpay', make },
  { name: 'plus', checkSettings: () => undefined, make },
];
const own = ['MONGODB_URI', 'PAYCORE_KEYS', 'PAYCORE_API_PORT', 'PAYCORE_TRUST_PROXY', 'PAYCORE_NOTICE_LEASE'];
const unknown = (...names: readonly string[]) =>
  unknownSettings(Object.fromEntries(names.map((name) => [name, '1'])), own, factories);

describe('unknownSettings', () => {
  it('are none of the settings, of the names of other programs, of what runs beside the apps', () => {
    expect(unknown(...own, 'PATH', 'HOME', 'XPAYCORE_X', 'PAYCORE_SANDBOX_PORT', 'PAYCORE_KEYS_FILE')).toEqual([]);
    expect(unknown('PAYCORE_BUNDLES', 'PAYCORE_E2E_WATCHED')).toEqual([]);
  });

  it.each([
    ['PAYCORE_TRUST_PROXIE', 'PAYCORE_TRUST_PROXY'],
    ['PAYCORE_TRUSTPROXY', 'PAYCORE_TRUST_PROXY'],
    ['PAYCORE_KEY', 'PAYCORE_KEYS'],
    ['PAYCORE_KEY_FILE', 'PAYCORE_KEYS_FILE'],
    ['PAYCORE_PORT_API', 'PAYCORE_API_PORT'],
    ['paycore_notice_lease', 'PAYCORE_NOTICE_LEASE'],
    ['PAYCORE_GATEWAYS_PLUS_BASE_URL', 'PAYCORE_GATEWAY_PLUS_BASE_URL'],
  ])('has one that is spelled almost like %s: %s', (name, meant) => {
    expect(unknown(name)).toEqual([{ name, meant }]);
  });

  it.each(['PAYCORE_COLOR', 'PAYCORE_', `PAYCORE_${'X'.repeat(10_000)}`])('guesses nothing for %.20s', (name) => {
    expect(unknown(name)).toEqual([{ name }]);
  });

  it('are those of a gateway that has no settings; wrong ones of another are a fault already', () => {
    const names = ['PAYCORE_GATEWAY_ECPAY_BASE_URL', 'PAYCORE_GATEWAY_PLUS_BASE_URL', 'PAYCORE_GATEWAY_MOON_X'];
    expect(unknown(...names)).toEqual([{ name: 'PAYCORE_GATEWAY_ECPAY_BASE_URL' }]);
  });

  it('are told in a sentence', () => {
    expect(sayUnknown({ name: 'PAYCORE_COLOR' })).toBe('PAYCORE_COLOR is no setting of PayCore');
    expect(sayUnknown({ name: 'PAYCORE_KEY', meant: 'PAYCORE_KEYS' })).toBe(
      'PAYCORE_KEY is no setting of PayCore: PAYCORE_KEYS is one',
    );
  });
});
