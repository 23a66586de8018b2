import { invalidArgument, type GatewayFactory } from '@paycore/core';
import { FakeGateway } from '@paycore/testing';
import { readGatewaySettings } from './gateway-settings.ts';

const make = () => new FakeGateway('never made');

/** A gateway that takes the one setting `base_url`, which must be https. */
const gatewayNamed = (name: string): GatewayFactory => ({
  name,
  checkSettings({ base_url: baseUrl, ...others }) {
    const unknown = Object.keys(others).map((setting) => [setting, ['is no setting of this gateway', 'at all']]);
    const plain = baseUrl?.startsWith('http:') ? [['base_url', ['must be https']]] : [];
    if (unknown.length + plain.length > 0) throw invalidArgument('No.', Object.fromEntries([...plain, ...unknown]));
  },
  make,
});

const factories = [gatewayNamed('line'), gatewayNamed('line-pay'), gatewayNamed('plus')];
const read = (env: Record<string, string>) => readGatewaySettings(env, factories);

describe('readGatewaySettings', () => {
  it('gives each gateway its own, the longest name first, and leaves all else alone', () => {
    const url = 'https://plus.example';
    const { settings, faults } = read({
      PAYCORE_GATEWAY_PLUS_BASE_URL: url,
      PAYCORE_GATEWAY_LINE_PAY_BASE_URL: `${url}/line`,
      PAYCORE_PUBLIC_URL: url,
      HOME: '/root',
    });
    expect(settings).toEqual({ plus: { base_url: url }, 'line-pay': { base_url: `${url}/line` } });
    expect(faults).toEqual([]);
  });

  it('names every fault at once by its variable, and no value', () => {
    const { faults } = read({
      PAYCORE_GATEWAY_PLUS_BASE_URL: 'http://secret.example',
      PAYCORE_GATEWAY_PLUS_BASEURL: 'x',
      PAYCORE_GATEWAY_LINE_BASE_URL: 'http://secret.example',
      PAYCORE_GATEWAY_ACME_KEY: 'secret',
      PAYCORE_GATEWAY_PLUS_: 'secret',
      PAYCORE_GATEWAY_: 'secret',
    });
    const stranger = 'names an unknown gateway; installed are line, line-pay, plus';
    expect(faults).toEqual([
      { name: 'PAYCORE_GATEWAY_ACME_KEY', message: stranger },
      { name: 'PAYCORE_GATEWAY_PLUS_', message: stranger },
      { name: 'PAYCORE_GATEWAY_', message: stranger },
      { name: 'PAYCORE_GATEWAY_LINE_BASE_URL', message: 'must be https' },
      { name: 'PAYCORE_GATEWAY_PLUS_BASE_URL', message: 'must be https' },
      { name: 'PAYCORE_GATEWAY_PLUS_BASEURL', message: 'is no setting of this gateway' },
      { name: 'PAYCORE_GATEWAY_PLUS_BASEURL', message: 'at all' },
    ]);
  });

  it('leaves alone what a gateway without settings is given', () => {
    expect(readGatewaySettings({ PAYCORE_GATEWAY_PLUS_KEY: 'k' }, [{ name: 'plus', make }]).faults).toEqual([]);
  });

  it('passes on what is no refusal of settings', () => {
    const checkSettings = () => {
      throw new TypeError('bug');
    };
    expect(() => readGatewaySettings({}, [{ name: 'plus', checkSettings, make }])).toThrow(TypeError);
  });
});
