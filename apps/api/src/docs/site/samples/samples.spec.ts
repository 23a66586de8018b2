import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { gatewayDocs } from '../../gateway-docs.ts';
import { unknownHosts } from '../../hosts.ts';
import { installedGateways } from '../../installed-gateways.ts';
import { referenceOf } from '../../reference/reference.ts';
import { samplesOf } from './samples.ts';

const { chapters } = referenceOf(installedGateways(), gatewayDocs);
const endpoints = chapters.flatMap((chapter) => chapter.endpoints);
const endpointOf = (wanted: string) => {
  const endpoint = endpoints.find(({ id }) => id === wanted);
  if (!endpoint) throw new Error(`There is no ${wanted}.`);
  return endpoint;
};
const demo = { apiKey: 'pc_test_demo', managementKey: 'pc_admin_demo', payokUrl: 'http://shop.test', credentials: {} };
const textsOf = (id: string, demo?: Parameters<typeof samplesOf>[1]['demo']) =>
  samplesOf(endpointOf(id), { ...unknownHosts, ...(demo && { demo }) }).map(({ text }) => text);

describe('the samples of an endpoint', () => {
  it('draw an order number in the words of each language', () => {
    const [curl, typeScript, laravel] = textsOf('pay-ecpay-aio-atm');
    expect(curl).toContain(`"merchant_order_no": "ECPAY-AIO-ATM-'$(date +%s)$RANDOM'"`);
    expect(typeScript).toContain('"merchant_order_no": `ECPAY-AIO-ATM-${Date.now()}`');
    expect(laravel).toContain(`'merchant_order_no' => uniqid('ECPAY-AIO-ATM-')`);
  });

  it('name no key but a placeholder, unless a demo tells its own', () => {
    const [curl, typeScript, laravel] = textsOf('pay-ecpay-atm');
    expect(curl).toContain("-H 'X-API-KEY: YOUR_PAYCORE_API_KEY'");
    expect(typeScript).toContain("'X-API-KEY': process.env.PAYCORE_API_KEY ?? '',");
    expect(laravel).toContain("'X-API-KEY' => env('PAYCORE_API_KEY'),");

    for (const text of textsOf('pay-ecpay-atm', demo)) expect(text).toMatch(/X-API-KEY'?(?::| =>) '?pc_test_demo'/);
  });

  it('name the management key where a call needs that one', () => {
    const [curl, typeScript, laravel] = textsOf('manage-gateways');
    expect(curl).toContain("-H 'X-API-KEY: YOUR_PAYCORE_MANAGEMENT_KEY'");
    expect(typeScript).toContain("'X-API-KEY': process.env.PAYCORE_MANAGEMENT_KEY ?? '',");
    expect(laravel).toContain("'X-API-KEY' => env('PAYCORE_MANAGEMENT_KEY'),");
    for (const text of textsOf('manage-gateways', demo)) {
      expect(text).toContain('pc_admin_demo');
      expect(text).not.toContain('pc_test_demo');
    }
  });

  it('say in words of their own what each verb sends', () => {
    const [curl, typeScript, laravel] = textsOf('manage-methods-store');
    expect(curl).toContain("curl -X PUT 'http://127.0.0.1:4000/api/paycore/manage/methods'");
    expect(typeScript).toContain("method: 'PUT'");
    expect(laravel).toContain("->put('http://127.0.0.1:4000/api/paycore/manage/methods', [");
    expect(textsOf('manage-gateways-remove')[2]).toContain(
      "->delete('http://127.0.0.1:4000/api/paycore/manage/gateways/ecpay?environment=test')",
    );
  });

  it('send a file as it is where the body is one', () => {
    const [curl, typeScript, laravel] = textsOf('manage-page-logo');
    expect(curl).toContain("--data-binary '@logo.png'");
    expect(typeScript).toContain("body: await readFile('logo.png'),");
    expect(laravel).toContain("->withBody(file_get_contents('logo.png'), 'image/png')->put(");
    for (const text of [curl, typeScript]) expect(text).toContain('image/png');
  });

  it('leave as it is what a gateway or PayCore sends', () => {
    const sent = endpoints.filter(({ sender }) => sender !== 'merchant').map(({ id }) => id);
    for (const id of sent) expect(textsOf(id, demo)).toEqual(textsOf(id));
  });

  it('hand over any credentials as they are', () => {
    const endpoint = endpointOf('gateways-plus-balance');
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{1,40}$/), (secret) => {
        const credentials = { plus: { ...endpoint.body?.examples[0]?.body, secret } };
        const [curl = '', typeScript = ''] = textsOf(endpoint.id, {
          ...demo,
          credentials,
        });
        const { stdout } = spawnSync('sh', ['-c', `curl() { printf %s "$9"; }\n${curl}`], { encoding: 'utf8' });
        expect(JSON.parse(stdout)).toEqual({ gateway_credentials: credentials.plus });
        const [, literal = ''] = /JSON\.stringify\(([\s\S]*?)\),\n\}\);/.exec(typeScript) ?? [];
        expect(JSON.parse(literal)).toEqual({ gateway_credentials: credentials.plus });
      }),
      { numRuns: 30 },
    );
  });
});
