import { gatewaySettings, settingVariable } from './gateway-settings.ts';

const gateways = ['line', 'line-pay', 'plus'];

describe('gatewaySettings', () => {
  it('gives each gateway its own, the longest name first, and leaves all else alone', () => {
    const url = 'https://plus.example';
    const env = {
      PAYCORE_GATEWAY_PLUS_BASE_URL: url,
      PAYCORE_GATEWAY_LINE_PAY_KEY: 'k',
      PAYCORE_GATEWAY_LINE_KEY: 'other',
      PAYCORE_PUBLIC_URL: url,
      HOME: '/root',
    };
    const settings = { plus: { base_url: url }, 'line-pay': { key: 'k' }, line: { key: 'other' } };
    expect(gatewaySettings(env, gateways)).toEqual({ settings, strangers: [] });
  });

  it('names what is of none', () => {
    const env = { PAYCORE_GATEWAY_ACME_KEY: 'k', PAYCORE_GATEWAY_PLUS_: 'x', PAYCORE_GATEWAY_: 'x' };
    expect(gatewaySettings(env, gateways)).toEqual({ settings: {}, strangers: Object.keys(env) });
  });

  it('reads the variable that it names', () => {
    for (const gateway of gateways) {
      const env = { [settingVariable(gateway, 'base_url')]: 'u' };
      expect(gatewaySettings(env, gateways).settings).toEqual({ [gateway]: { base_url: 'u' } });
    }
  });
});
