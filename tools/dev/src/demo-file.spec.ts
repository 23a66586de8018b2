import { execFileSync } from 'node:child_process';
import { allInOneCurlOf, directCurlOf, type DemoJson } from './demo-file.ts';

const demo: DemoJson = {
  api: 'http://127.0.0.1:4000',
  webhooks: 'http://127.0.0.1:4001',
  scheduler: 'http://127.0.0.1:4002',
  sandbox: 'http://127.0.0.1:4003',
  operations: { api: 'http://127.0.0.1:4010', webhooks: 'http://127.0.0.1:4011', scheduler: 'http://127.0.0.1:4012' },
  mongodb_uri: 'mongodb://127.0.0.1:27017/paycore',
  payok_url: 'http://127.0.0.1:4003/merchant/payok',
  project: { api_key: 'pc_test_abc', notice_secret: 'whsec_abc' },
  all_in_one: { api_key: 'pc_test_def', management_key: 'pc_admin_ghi', notice_secret: 'whsec_def' },
  credentials: { ecpay: { merchant_id: '3002607', hash_key: 'pwFHCqoQZGmho4w6', hash_iv: 'EkRm7iFT261dpevs' } },
};

const order = { merchant_order_no: expect.stringMatching(/^DEMO-\d{10}$/) as string, amount: 980 };

describe('the curl to paste', () => {
  it.each([
    [
      'for a payment whose method the payer picks',
      allInOneCurlOf(demo),
      ['/api/paycore/pay', 'pc_test_def'],
      { ...order, item_name: 'Blue teapot', currency: 'TWD', payok_url: demo.payok_url },
    ],
    [
      'for a payment at one gateway',
      directCurlOf(demo),
      ['/api/paycore/pay/ecpay/atm', 'pc_test_abc'],
      {
        ...order,
        item_name: 'Blue teapot',
        payok_url: demo.payok_url,
        gateway_credentials: demo.credentials['ecpay'],
      },
    ],
  ])('%s is one line that a shell reads as it is meant', (_, line, [path, key], body) => {
    expect(line).not.toContain('\n');
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' }).split('\0');
    expect(words.slice(0, 3)).toEqual(['curl', '-sS', `${demo.api}${path}`]);
    expect(words).toContain(`X-API-KEY: ${key}`);
    expect(JSON.parse(words[words.indexOf('-d') + 1] ?? '')).toEqual(body);
    expect(line).not.toContain('pc_admin_');
  });
});
