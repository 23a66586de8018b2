import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noticeSchedule } from '@paycore/core';
import { loadConfig } from './config.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const needed = { PAYCORE_KEYS: `k1:${key(1)}` };
const production = {
  ...needed,
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://db.example/paycore',
  PAYCORE_PUBLIC_URL: 'https://pay.example',
  PAYCORE_CALLBACK_URL: 'https://hooks.example/',
};

const faultsOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('loadConfig', () => {
  it('needs nothing but keys outside production', () => {
    expect(loadConfig(needed)).toMatchObject({
      isProduction: false,
      publicUrl: 'http://127.0.0.1:4000',
      callbackUrl: 'http://127.0.0.1:4001',
      tickMs: 1000,
      noticeLeaseMs: 25_000,
      noticeScheduleMs: noticeSchedule,
      egressAllow: [],
      sandboxUrl: undefined,
      trustProxy: undefined,
    });
  });

  it('has macs required, optional, or as the database tells', () => {
    const macOf = (mac: string) => loadConfig({ ...needed, PAYCORE_MAC: mac }).mac;
    expect(['required', 'optional', ''].map(macOf)).toEqual(['required', 'optional', undefined]);
    expect(faultsOf({ ...needed, PAYCORE_MAC: 'on' })).toContain('PAYCORE_MAC');
  });

  it('takes an empty variable as absent, and URLs without their last slash', () => {
    expect(loadConfig({ ...production, PAYCORE_SANDBOX_URL: '' })).toMatchObject({
      isProduction: true,
      callbackUrl: 'https://hooks.example',
    });
  });

  it('names a callback URL that some gateway would not take whole', () => {
    const path = (length: number) => `https://hooks.example/${'p'.repeat(length)}`;
    const fits = { ...production, PAYCORE_CALLBACK_URL: path(50) };
    expect(faultsOf(fits)).toBe('');
    expect(faultsOf({ ...fits, PAYCORE_CALLBACK_URL: path(150) })).toMatch(
      /PAYCORE_CALLBACK_URL is \d+ characters too long for \w+, whose callback URLs may have 200/,
    );
  });

  it.each(['https://x.example/?a=b', 'https://x.example/#f', 'https://u:p@x.example'])(
    'refuses a URL that no path can be put behind, or that tells a password: %s',
    (url) => {
      for (const name of ['PAYCORE_CALLBACK_URL', 'PAYCORE_PUBLIC_URL'])
        expect(faultsOf({ ...production, [name]: url })).toContain(`${name} must have no query`);
    },
  );

  it('names every fault at once, and no value of a key', () => {
    const faults = faultsOf({
      NODE_ENV: 'production',
      PAYCORE_KEYS: 'k1:c2VjcmV0LWJ1dC1zaG9ydA==',
      PAYCORE_PUBLIC_URL: 'http://pay.example',
      PAYCORE_SANDBOX_URL: 'http://127.0.0.1:4003',
      PAYCORE_TICK: 'soon',
      PAYCORE_API_PORT: '70000',
      PAYCORE_TRUST_PROXY: 'true',
      PAYCORE_EGRESS_ALLOW: 'not an entry!',
      PAYCORE_GATEWAY_MOON_BASE_URL: 'https://moon.example',
    });
    for (const name of ['KEYS', 'TICK', 'API_PORT', 'TRUST_PROXY', 'EGRESS_ALLOW', 'GATEWAY_MOON_BASE_URL'])
      expect(faults).toContain(`PAYCORE_${name}`);
    for (const name of ['MONGODB_URI', 'PAYCORE_PUBLIC_URL', 'PAYCORE_CALLBACK_URL', 'PAYCORE_SANDBOX_URL'])
      expect(faults).toContain(name);
    expect(faults).not.toContain('c2VjcmV0');
  });

  it.each(['MONGODB_URI', 'PAYCORE_PUBLIC_URL', 'PAYCORE_CALLBACK_URL', 'PAYCORE_KEYS'] as const)(
    'refuses to start in production without %s',
    (name) => {
      expect(faultsOf({ ...production, [name]: '' })).toContain(name);
      expect(faultsOf(production)).toBe('');
    },
  );

  it('refuses the sandbox and plain http in production', () => {
    expect(faultsOf({ ...production, PAYCORE_SANDBOX_URL: 'http://127.0.0.1:4003' })).toContain(
      'not allowed in production',
    );
    expect(faultsOf({ ...production, PAYCORE_PUBLIC_URL: 'http://pay.example' })).toContain('must be https');
  });

  it.each([
    ['5s,5m,1h', [5_000, 300_000, 3_600_000]],
    ['200ms', [200]],
    ['1d, 2d', [86_400_000, 172_800_000]],
  ])('reads the schedule %s', (text, expected) => {
    expect(loadConfig({ ...needed, PAYCORE_NOTICE_SCHEDULE: text }).noticeScheduleMs).toEqual(expected);
  });

  it.each([
    ['1', 1],
    ['10.0.0.0/8, 192.168.1.1', ['10.0.0.0/8', '192.168.1.1']],
    ['loopback', ['loopback']],
  ])('reads the proxies %s', (text, expected) => {
    expect(loadConfig({ ...needed, PAYCORE_TRUST_PROXY: text }).trustProxy).toEqual(expected);
  });

  it('puts the operator’s ports ten above the apps’, on this machine alone, unless told otherwise', () => {
    const ports = { api: 4010, webhooks: 4011, scheduler: 4012 };
    expect(loadConfig(needed)).toMatchObject({ host: undefined, operations: { host: '127.0.0.1', ports } });
    const { host, operations } = loadConfig({
      ...needed,
      PAYCORE_HOST: '::1',
      PAYCORE_OPS_HOST: '0.0.0.0',
      PAYCORE_API_PORT: '0',
      PAYCORE_WEBHOOKS_PORT: '65530',
      PAYCORE_SCHEDULER_OPS_PORT: '9',
    });
    expect([host, operations]).toEqual(['::1', { host: '0.0.0.0', ports: { api: 0, webhooks: 65_520, scheduler: 9 } }]);
    const faulty = { ...needed, PAYCORE_HOST: 'here', PAYCORE_OPS_HOST: '1.2.3', PAYCORE_API_OPS_PORT: '70000' };
    for (const name of ['PAYCORE_HOST', 'PAYCORE_OPS_HOST', 'PAYCORE_API_OPS_PORT'])
      expect(faultsOf(faulty)).toContain(`${name} `);
  });

  it('names settings that it does not know, without their value, and starts', () => {
    const env = { ...production, PAYCORE_TRUST_PROXIES: 'canary', PAYCORE_COLOR: '', PAYCORE_GATEWAY_ECPAY_X: '1' };
    expect(loadConfig(env).unknownSettings).toEqual([
      { name: 'PAYCORE_TRUST_PROXIES' },
      { name: 'PAYCORE_GATEWAY_ECPAY_X' },
    ]);
    expect(loadConfig(production).unknownSettings).toEqual([]);
  });

  it('tells of a misspelled name beside the fault that it may explain', () => {
    const { PAYCORE_KEYS: keys, ...others } = production;
    const faults = faultsOf({ ...others, PAYCORE_KEY: keys });
    expect(faults).toMatch(
      /PAYCORE_KEYS is required.*\n {2}PAYCORE_KEY is no setting of PayCore: PAYCORE_KEYS is one$/,
    );
    expect(faults).not.toContain(keys);
  });

  it('refuses two keys of one name and a key without one', () => {
    expect(faultsOf({ PAYCORE_KEYS: `a:${key(1)},a:${key(2)}` })).toContain('uses the same id for two keys');
    expect(faultsOf({ PAYCORE_KEYS: key(1) })).toContain('PAYCORE_KEYS');
  });
});

describe('secrets in files', () => {
  let folder: string;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paycore-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are read, without the line end that editors leave', () => {
    const { mongodbUri, keys } = loadConfig({
      MONGODB_URI_FILE: file('uri', 'mongodb://db.example/paycore\n'),
      PAYCORE_KEYS_FILE: file('keys', `k1:${key(1)}\n`),
    });
    expect([mongodbUri, keys[0].id]).toEqual(['mongodb://db.example/paycore', 'k1']);
  });

  it('are a fault beside the setting itself, empty or missing: named once, without what they hold', () => {
    const faults = faultsOf({
      ...production,
      PAYCORE_KEYS_FILE: file('keys', `k2:${key(2)}`),
      MONGODB_URI: '',
      MONGODB_URI_FILE: join(folder, 'none'),
    });
    expect(faults).toContain('PAYCORE_KEYS_FILE and PAYCORE_KEYS are both set');
    expect(faults).toMatch(/MONGODB_URI_FILE names a file that cannot be read \(ENOENT\): /);
    expect(faults.split('\n')).toHaveLength(3);
    expect(faults).not.toContain(key(2));
    expect(faultsOf({ PAYCORE_KEYS_FILE: file('empty', ' \n') })).toContain('PAYCORE_KEYS_FILE names an empty file');
  });
});
