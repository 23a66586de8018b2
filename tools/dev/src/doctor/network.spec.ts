import { describedGateways, loadConfig } from '@paycore/wiring';
import { checkNetwork, type Visit } from './network.ts';

const production = loadConfig({
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://db.example/paycore',
  PAYCORE_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  PAYCORE_PUBLIC_URL: 'https://pay.example.com',
  PAYCORE_CALLBACK_URL: 'https://hooks.example.com',
});
const development = { ...production, isProduction: false };

const now = () => new Date().toUTCString();
const answers: Visit = async () => ({ text: '{"error":{"error_code":"UNAUTHORIZED"}}', date: now() });
const found = async (config: typeof production, look: Visit) =>
  (await checkNetwork(config, describedGateways(config), look)).map(
    ({ state, name, found }) => `${state} ${name}: ${found}`,
  );

describe('the doctor looks at the network', () => {
  it('where all answer', async () => {
    const lines = await found(production, answers);
    expect(lines).toContain('ok ecpay: https://payment.ecpay.com.tw answers');
    expect(lines).toContain('ok clock, by HTTPS: right');
    expect(lines).toContain('ok PAYCORE_CALLBACK_URL: PayCore answers');
    expect(lines.filter((line) => !line.startsWith('ok'))).toEqual([]);
  });

  it('where none answers: wrong in production alone', async () => {
    const offline: Visit = async () => undefined;
    expect(await found(development, offline)).toEqual([
      'warn gateways: none can be reached: offline?',
      'skip clock, by HTTPS: not checked: no host answered',
    ]);
    expect(await found(production, offline)).toContain('fail gateways: none can be reached: offline?');
  });

  it('where one gateway is shut out, another program stands at our address, and our clock is late', async () => {
    const late = new Date(Date.now() + 120_000).toUTCString();
    const lines = await found(production, async (url) => {
      if (url.includes('ecpay.com.tw')) return undefined;
      return { text: '<h1>Welcome to nginx</h1>', date: late };
    });
    expect(lines).toContain('fail ecpay: https://payment.ecpay.com.tw does not answer');
    expect(lines).toContain('fail PAYCORE_PUBLIC_URL: something else answers there');
    expect(lines.find((line) => line.includes('clock'))).toMatch(/^fail clock, by HTTPS: ours is 1\d\d\.\d s behind$/);
  });

  it('and leaves the gateways alone where the sandbox stands in', async () => {
    const visited: string[] = [];
    const config = { ...development, sandboxUrl: 'http://127.0.0.1:4003' };
    await checkNetwork(config, describedGateways(config), async (url) => {
      visited.push(url);
      return undefined;
    });
    expect(visited).toEqual([]);
  });
});
