import { invalidArgument, type GatewayFactory, type GatewayRuntime } from '@paycore/core';
import { FakeGateway } from '@paycore/testing';
import { readGatewaySettings } from './gateway-settings.ts';

/** A gateway that takes the one setting `base_url`, which must be https unless the sandbox stands in. */
function gatewayNamed(name: string, made: GatewayRuntime[] = []): GatewayFactory {
  return (runtime) => {
    made.push(runtime);
    const { base_url: baseUrl, ...others } = runtime.settings ?? {};
    const unknown = Object.keys(others).map((setting) => [setting, ['is no setting of this gateway', 'at all']]);
    const plain = baseUrl?.startsWith('http:') && !runtime.sandboxUrl ? [['base_url', ['must be https']]] : [];
    if (unknown.length + plain.length > 0) throw invalidArgument('No.', Object.fromEntries([...plain, ...unknown]));
    return new FakeGateway(name);
  };
}

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
    const stranger = 'names no such gateway: there are line, line-pay, plus';
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

  it('judges settings beside the sandbox that PayCore is to talk to', () => {
    const env = { PAYCORE_GATEWAY_PLUS_BASE_URL: 'http://a.example', PAYCORE_SANDBOX_URL: 'http://127.0.0.1:4003' };
    expect(read(env).faults).toEqual([]);
  });

  it('makes gateways that can fetch nothing', async () => {
    const made: GatewayRuntime[] = [];
    readGatewaySettings({}, [gatewayNamed('plus', made)]);
    expect(made).not.toHaveLength(0);
    for (const { fetch } of made) await expect(fetch('https://plus.example')).rejects.toThrow('Nothing is fetched');
  });

  it('passes on what is no refusal of settings', () => {
    const broken: GatewayFactory = ({ settings }) => {
      if (settings) throw new TypeError('bug');
      return new FakeGateway('plus');
    };
    expect(() => readGatewaySettings({}, [broken])).toThrow(TypeError);
  });
});
