import { payCoreManagement, type ManagementOptions } from './management.ts';

const account = { gateway: 'ecpay', account: '30***07', environment: 'test', version: 1 };
const list = { version: 1, methods: [{ gateway: 'ecpay', method: 'atm', enabled: true, min: 30, max: null }] };

/** A PayCore that gives these answers, and then what all is well with. */
function managing(replies: (Response | Error)[] = [], options: Partial<ManagementOptions> = {}) {
  const seen: unknown[] = [];
  const fake: typeof fetch = async (url, { method, headers, body } = {}) => {
    const path = (url instanceof Request ? url.url : String(url)).slice('https://pay.example/api/paycore/'.length);
    const key = (headers as Record<string, string>)['X-API-KEY'];
    seen.push([method, path, typeof body === 'string' ? JSON.parse(body) : undefined, key]);
    const reply = replies.shift();
    if (reply instanceof Error) throw reply;
    const data = path.includes('gateways') ? { gateways: [account] } : list;
    return reply ?? new Response(JSON.stringify({ success: true, message: 'Found', data }));
  };
  const settings = { managementKey: 'pc_admin_1', environment: 'test', baseUrl: 'https://pay.example' } as const;
  return { manage: payCoreManagement({ ...settings, firstPauseMs: 1, ...options, fetch: fake }), seen };
}

const refusal = (status: number, code: string) =>
  new Response(JSON.stringify({ success: false, message: 'No.', error: { error_code: code } }), { status });

it('goes where each call of the management API stands, for its side', async () => {
  const { manage, seen } = managing();
  expect(await manage.gateways.list()).toEqual([account]);
  const credentials = { merchant_id: '3002607', hash_key: 'k', hash_iv: 'i' };
  expect(await manage.gateways.store('ecpay', credentials)).toEqual([account]);
  expect(await manage.gateways.verify('ecpay')).toEqual([account]);
  expect(await manage.gateways.remove('ecpay')).toEqual([account]);
  const read = await manage.methods.get();
  expect(await manage.methods.set(read)).toEqual(list);
  expect(seen).toEqual([
    ['GET', 'manage/gateways?environment=test', undefined, 'pc_admin_1'],
    ['PUT', 'manage/gateways/ecpay', { environment: 'test', gateway_credentials: credentials }, 'pc_admin_1'],
    ['POST', 'manage/gateways/ecpay/verify?environment=test', undefined, 'pc_admin_1'],
    ['DELETE', 'manage/gateways/ecpay?environment=test', undefined, 'pc_admin_1'],
    ['GET', 'manage/methods?environment=test', undefined, 'pc_admin_1'],
    ['PUT', 'manage/methods', { environment: 'test', ...list }, 'pc_admin_1'],
  ]);
});

it('sets what the payment page looks like', async () => {
  const { manage, seen } = managing();
  await manage.page.get();
  await manage.page.set({ shop_name: 'Blue Teapot' });
  await manage.page.removeLogo();
  expect(seen.map((call) => (call as unknown[]).slice(0, 3))).toEqual([
    ['GET', 'manage/page?environment=test', undefined],
    ['PUT', 'manage/page', { environment: 'test', shop_name: 'Blue Teapot' }],
    ['DELETE', 'manage/page/logo?environment=test', undefined],
  ]);
});

it('sends a logo as it is, under its type', async () => {
  const sent: unknown[] = [];
  const fake: typeof fetch = async (_url, { method, headers, body } = {}) => {
    sent.push([method, (headers as Record<string, string>)['Content-Type'], body]);
    return new Response(JSON.stringify({ success: true, message: 'Logo stored', data: {} }));
  };
  const settings = { managementKey: 'pc_admin_1', environment: 'test', baseUrl: 'https://pay.example' } as const;
  await payCoreManagement({ ...settings, fetch: fake }).page.setLogo('image/webp', Uint8Array.of(82, 73));
  expect(sent).toEqual([['PUT', 'image/webp', Uint8Array.of(82, 73)]]);
});

it('is of one side alone', async () => {
  const { manage, seen } = managing([], { environment: 'production' });
  await manage.methods.get();
  await manage.methods.set(list);
  expect(seen).toEqual([
    ['GET', 'manage/methods?environment=production', undefined, 'pc_admin_1'],
    ['PUT', 'manage/methods', { environment: 'production', ...list }, 'pc_admin_1'],
  ]);
});

it('tries again what may be repeated', async () => {
  const { manage, seen } = managing([new TypeError('fetch failed'), refusal(503, 'SERVICE_UNAVAILABLE')]);
  expect(await manage.gateways.verify('ecpay')).toEqual([account]);
  expect(seen).toHaveLength(3);
});

it.each([
  ['a list of methods', (manage: ReturnType<typeof managing>['manage']) => manage.methods.set(list)],
  ['a removal', (manage: ReturnType<typeof managing>['manage']) => manage.gateways.remove('ecpay')],
])('tries %s once: the second time would be refused, had the first one been carried out', async (_what, call) => {
  const { manage, seen } = managing([new TypeError('fetch failed')]);
  await expect(call(manage)).rejects.toMatchObject({ name: 'PayCoreConnectionError' });
  expect(seen).toHaveLength(1);
});

it('throws what PayCore refuses', async () => {
  const { manage } = managing([refusal(409, 'VERSION_CONFLICT')]);
  await expect(manage.methods.set(list)).rejects.toMatchObject({ status: 409, errorCode: 'VERSION_CONFLICT' });
});

it.each(['pc_test_1', 'pc_live_1', '', 'pc_admin_'])('refuses %j for a management key', (managementKey) => {
  expect(() => managing([], { managementKey })).toThrow('managementKey');
});
