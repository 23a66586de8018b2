import { execFileSync } from 'node:child_process';
import { curlOf, type DemoJson } from './demo-file.ts';

const demo: DemoJson = {
  api: 'http://127.0.0.1:4000',
  webhooks: 'http://127.0.0.1:4001',
  scheduler: 'http://127.0.0.1:4002',
  sandbox: 'http://127.0.0.1:4003',
  mongodb_uri: 'mongodb://127.0.0.1:27017/paycore',
  payok_url: 'http://127.0.0.1:4003/merchant/payok',
  project: { api_key: 'pc_test_abc', notice_secret: 'whsec_abc' },
  credentials: { ecpay: { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' } },
};

describe('the curl to paste', () => {
  it('is one line that a shell reads as it is meant', () => {
    const line = curlOf(demo);
    expect(line).not.toContain('\n');
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' }).split('\0');
    expect(words.slice(0, 3)).toEqual(['curl', '-sS', 'http://127.0.0.1:4000/api/paycore/pay/ecpay/atm']);
    expect(words).toContain('X-API-KEY: pc_test_abc');
    expect(JSON.parse(words[words.indexOf('-d') + 1] ?? '')).toEqual({
      merchant_order_no: expect.stringMatching(/^DEMO-\d{10}$/),
      amount: 980,
      item_name: 'Blue teapot',
      payok_url: demo.payok_url,
      gateway_credentials: demo.credentials['ecpay'],
    });
  });
});
