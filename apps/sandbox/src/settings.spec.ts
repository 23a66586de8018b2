import { readSettings } from './settings.ts';

describe('settings', () => {
  it('has defaults, for empty values too', () => {
    const url = 'http://127.0.0.1:4003';
    const callbackBase = 'http://127.0.0.1:4001';
    const host = '127.0.0.1';
    const settings = {
      home: '.paycore',
      port: 4003,
      host,
      url,
      callbackBase,
      publicUrl: undefined,
      speed: 60,
      noticeSecrets: [],
      enforcesLimits: true,
      gateways: {},
    };
    expect(readSettings({})).toEqual(settings);
    expect(readSettings({ PAYCORE_HOME: '', PAYCORE_SANDBOX_PORT: '', PAYCORE_SANDBOX_SPEED: '' })).toEqual(settings);
  });

  it('knows where callbacks go, by address or by port', () => {
    const baseOf = (env: Record<string, string>) => readSettings(env).callbackBase;
    expect(baseOf({ PAYCORE_WEBHOOKS_PORT: '5001' })).toBe('http://127.0.0.1:5001');
    expect(baseOf({ PAYCORE_CALLBACK_URL: 'https://hooks.example/' })).toBe('https://hooks.example');
  });

  it('takes several notice secrets, as during a rotation', () => {
    expect(readSettings({ PAYCORE_SANDBOX_NOTICE_SECRET: 'whsec_a, whsec_b' }).noticeSecrets).toEqual([
      'whsec_a',
      'whsec_b',
    ]);
  });

  it('keeps what the operator set for gateways', () => {
    const env = { PAYCORE_GATEWAY_PLUS_FIELD_MONEY: 'amount', PAYCORE_GATEWAY_PLUS_BASE_URL: '', PAYCORE_TICK: '1s' };
    expect(readSettings(env).gateways).toEqual({ PAYCORE_GATEWAY_PLUS_FIELD_MONEY: 'amount' });
  });

  it('refuses production', () => {
    expect(() => readSettings({ NODE_ENV: 'production' })).toThrow(/never runs in production/);
  });

  it('names every fault at once', () => {
    const faulty = { PAYCORE_SANDBOX_PORT: 'x', PAYCORE_SANDBOX_SPEED: '0', PAYCORE_SANDBOX_URL: 'ftp://a' };
    expect(() => readSettings(faulty)).toThrow(/PORT.*URL.*SPEED/);
  });

  it('needs a URL where any port will do', () => {
    expect(() => readSettings({ PAYCORE_SANDBOX_PORT: '0' })).toThrow(/PAYCORE_SANDBOX_URL is needed/);
  });
});
