import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './config.ts';
import { readDemoAccess } from './demo-access.ts';

const demo = {
  api: 'http://127.0.0.1:4000',
  sandbox: 'http://127.0.0.1:4003',
  payok_url: 'http://127.0.0.1:4003/merchant/payok',
  all_in_one: { api_key: 'pc_test_demo', management_key: 'pc_admin_demo', notice_secret: 'whsec_demo' },
  credentials: { ecpay: { merchant_id: '3002607' } },
};

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'paycore-demo-access-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const write = (text: string) => writeFileSync(join(home, 'demo.json'), text);
const access = (env: Record<string, string> = {}) => {
  const keys = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
  const ofDemo = { PAYCORE_SANDBOX_URL: demo.sandbox, PAYCORE_HOME: home, PAYCORE_KEYS: keys };
  return readDemoAccess(loadConfig({ ...ofDemo, ...env }));
};

describe('the access that a demo tells its readers', () => {
  it('is of its own file, as soon as that is written, without the secret of notices', async () => {
    expect(await access()).toBeUndefined();
    write(JSON.stringify(demo));
    const { payok_url: payokUrl, credentials } = demo;
    const keys = { apiKey: 'pc_test_demo', managementKey: 'pc_admin_demo' };
    expect(await access()).toEqual({ ...keys, payokUrl, credentials });
  });

  it('is never told in production', async () => {
    write(JSON.stringify({ ...demo, api: 'https://pay.example' }));
    const production = {
      NODE_ENV: 'production',
      MONGODB_URI: 'mongodb://db.example/paycore',
      PAYCORE_PUBLIC_URL: 'https://pay.example',
      PAYCORE_CALLBACK_URL: 'https://hooks.example',
    };
    expect(() => access(production)).toThrow('PAYCORE_SANDBOX_URL is not allowed in production');
    expect(await access({ ...production, PAYCORE_SANDBOX_URL: '' })).toBeUndefined();
    // Even if settings ever let a sandbox through.
    const config = { isProduction: true, home, publicUrl: 'https://pay.example', sandboxUrl: demo.sandbox };
    expect(await readDemoAccess(config)).toBeUndefined();
    expect(await readDemoAccess({ ...config, isProduction: false })).toBeDefined();
  });

  it.each([
    ['a process without a sandbox', { PAYCORE_SANDBOX_URL: '' }],
    ['a process of another sandbox', { PAYCORE_SANDBOX_URL: 'http://127.0.0.1:4999' }],
    ['a process on another port', { PAYCORE_API_PORT: '4998' }],
    ['a demo that has an address for the outside', { PAYCORE_PUBLIC_URL: 'https://tunnel.example' }],
  ])('is not told by %s', async (_who, env) => {
    write(JSON.stringify(demo));
    expect(await access(env)).toBeUndefined();
  });

  it.each([
    ['half a file', JSON.stringify(demo).slice(0, 99)],
    ['a live key', JSON.stringify({ ...demo, all_in_one: { ...demo.all_in_one, api_key: 'pc_live_real' } })],
    ['no key to manage', JSON.stringify({ ...demo, all_in_one: { api_key: 'pc_test_demo' } })],
    ['no credentials', JSON.stringify({ ...demo, credentials: undefined })],
  ])('is not told of %s', async (_what, text) => {
    write(text);
    expect(await access()).toBeUndefined();
  });
});
