import { credentials, manageApp } from './fixtures/manage-app.ts';

const side = '?environment=test';
const path = 'manage/methods';

interface Row {
  readonly gateway: string;
  readonly method: string;
  readonly enabled: boolean;
  readonly min: number | null;
  readonly max: number | null;
}

async function aShop() {
  const api = await manageApp();
  const store = (gateway: keyof typeof credentials) =>
    api.call('put', `manage/gateways/${gateway}`, { environment: 'test', gateway_credentials: credentials[gateway] });
  await store('ecpay');
  const get = async () => (await api.call('get', path + side)).data as unknown as { version: number; methods: Row[] };
  const put = (methods: unknown, version: unknown = 1) =>
    api.call('put', path, { environment: 'test', version, methods });
  return { ...api, get, put, store };
}

const row = (method: string, enabled = true): Row => ({ gateway: 'ecpay', method, enabled, min: null, max: null });

it('are those of the stored accounts, the cashier’s duplicates not enabled', async () => {
  const { call } = await aShop();
  expect(await call('get', path + side)).toEqual({
    ...{ status: 200, success: true, message: 'Methods found' },
    data: {
      version: 1,
      methods: [
        ...[row('aio', false), row('aio/credit'), row('aio/atm', false), row('aio/cvs', false)],
        ...[row('aio/barcode', false), row('atm'), row('cvs'), row('barcode')],
      ],
    },
  });
  expect((await call('get', `${path}?environment=production`)).data).toEqual({ version: 0, methods: [] });
});

it('are put in another order with limits, null or absent for none', async () => {
  const { put, get, store } = await aShop();
  await store('smilepay');
  const limited = { ...row('atm'), min: 30, max: 20_000 };
  const { status, message, data } = await put([limited, { gateway: 'ecpay', method: 'aio/credit', enabled: true }], 2);
  expect([status, message, data['version']]).toEqual([200, 'Methods stored', 3]);
  const { methods } = await get();
  expect(data['methods']).toEqual(methods);
  expect(methods.slice(0, 2)).toEqual([limited, row('aio/credit')]);
  expect(methods.slice(2).map(({ enabled }) => enabled)).not.toContain(true);
  expect(methods).toHaveLength(11);
});

it('are not changed by who saw an older version', async () => {
  const { put, get } = await aShop();
  expect((await put([row('atm')])).status).toBe(200);
  const before = await get();
  const { status, error } = await put([row('cvs')]);
  expect([status, error]).toEqual([409, { error_code: 'VERSION_CONFLICT' }]);
  expect(await get()).toEqual(before);
});

it('names every fault at once, whoever finds it', async () => {
  const { put, get, changes } = await aShop();
  const before = [await get(), await changes()];
  const { status, error } = await put(
    [
      { ...row('atm'), min: 30, max: 29 },
      { ...row('atm'), min: 1.5, max: '9' },
      { ...row('cvs'), enabled: 'yes', min: 0 },
      { ...row('cash'), gateway: 'nowhere' },
      { gateway: 'ecpay', method: 'cash' },
      'ecpay/atm',
      { ...row('barcode'), max: 1e12, gateway: 7 },
    ],
    '1',
  );
  expect([status, error]).toEqual([
    422,
    {
      error_code: 'VALIDATION_FAILED',
      fields: {
        version: ['The version field must be an integer.'],
        'methods.0.min': ['The methods.0.min field must not be greater than methods.0.max.'],
        'methods.1.method': ['The methods.1.method field has a duplicate value.'],
        'methods.1.min': ['The methods.1.min field must be an integer.'],
        'methods.1.max': ['The methods.1.max field must be an integer.'],
        'methods.2.enabled': ['The methods.2.enabled field must be true or false.'],
        'methods.2.min': ['The methods.2.min field must be between 1 and 999999999999.'],
        'methods.3.gateway': ['The selected methods.3.gateway is invalid.'],
        'methods.4.method': ['The selected methods.4.method is invalid.'],
        'methods.4.enabled': ['The methods.4.enabled field is required.'],
        'methods.5': ['The methods.5 field must be an object.'],
        'methods.6.gateway': ['The methods.6.gateway field must be a string.'],
        'methods.6.max': ['The methods.6.max field must be between 1 and 999999999999.'],
      },
    },
  ]);
  expect([await get(), await changes()]).toEqual(before);
});

it.each([
  [{}, ['environment', 'version', 'methods']],
  [[], ['environment', 'version', 'methods']],
  [{ environment: 'test', version: -1, methods: {} }, ['version', 'methods']],
  [{ environment: 'live', version: null, methods: null }, ['environment', 'version', 'methods']],
])('refuses %j', async (body, fields) => {
  const { call } = await aShop();
  const { status, error } = await call('put', path, body);
  expect([status, Object.keys(error.fields ?? {}).sort()]).toEqual([422, [...fields].sort()]);
});

it.each(['get', 'put'] as const)('%s needs a management key', async (verb) => {
  const { call, testKey, liveKey } = await aShop();
  for (const [key, status] of [
    ['', 401],
    [testKey, 403],
    [liveKey, 403],
  ] as const) {
    expect((await call(verb, path, verb === 'put' ? {} : undefined, key)).status).toBe(status);
  }
  expect((await call(verb, path, verb === 'put' ? {} : undefined)).status).toBe(422);
});
