import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as formats, type FormatsPlugin } from 'ajv-formats';
import { gatewayDocs } from '../gateway-docs.ts';
import { installedGateways } from '../installed-gateways.ts';
import { referenceOf } from '../reference/reference.ts';
import { openApiOf } from './document.ts';

const gateways = installedGateways();
const reference = referenceOf(gateways, gatewayDocs);
const hosts = { publicUrl: 'https://pay.test', callbackUrl: 'https://hooks.test' };
const document = openApiOf(reference, hosts);
const endpoints = reference.chapters.flatMap((chapter) => chapter.endpoints);

const ajv = new Ajv2020({ strict: false, allErrors: true });
const addFormats: FormatsPlugin = formats;
addFormats(ajv);
ajv.addSchema({ $id: 'https://pay.test/openapi.json', ...document });

/** What is wrong with the value; null where nothing is. */
function faultsOf(schema: object, value: unknown): unknown {
  const local = JSON.parse(
    JSON.stringify(schema).replaceAll('#/components', 'https://pay.test/openapi.json#/components'),
  );
  const validate = ajv.compile(local as object);
  validate(value);
  return validate.errors ?? null;
}

describe('the OpenAPI document', () => {
  it('is one by the meta schema of OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('tells of every address that the gateways open', () => {
    const creates = gateways.flatMap(({ name, methods }) =>
      Object.keys(methods).map((route) => `/api/paycore/pay/${name}/${route}`),
    );
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(creates));
    for (const { name } of gateways) {
      expect(document.paths[`/api/paycore/webhooks/${name}`]).toMatchObject({ servers: [{ url: hosts.callbackUrl }] });
    }
    expect(Object.keys(document['webhooks'] as object)).toEqual(['payok']);
  });

  it('names each operation once', () => {
    const ids = endpoints.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives each create an order number of its own', () => {
    const bodies = endpoints.filter(({ sender }) => sender === 'merchant').map(({ body }) => body?.examples[0]?.body);
    const orders = bodies.map((body) => body?.['merchant_order_no']).filter((order) => order !== undefined);
    // One for each method, and the one whose payer picks it.
    expect(orders).toHaveLength(gateways.flatMap(({ methods }) => Object.keys(methods)).length + 1);
    expect(new Set(orders).size).toBe(orders.length);
    for (const { body, answer } of endpoints.filter(({ id }) => id.startsWith('pay-'))) {
      const order = body?.examples[0]?.body['merchant_order_no'];
      expect(answer.example).toMatchObject({ data: { merchant_order_no: order } });
    }
  });

  it('asks for the key on each call of a merchant, and on no other', () => {
    for (const { sender, headers, body } of endpoints) {
      expect('X-API-KEY' in headers).toBe(sender === 'merchant');
      if (sender === 'merchant') expect('Content-Type' in headers).toBe(body !== undefined);
    }
  });

  it('asks for a management key on the calls under /manage, and on no other', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const asked = Object.values(item).flatMap((operation) => (operation as { security?: object[] }).security ?? []);
      const isManaged = path.startsWith('/api/paycore/manage/');
      expect(asked.every((scheme) => 'ManagementKey' in scheme === isManaged)).toBe(true);
      if (isManaged) expect(asked.length).toBeGreaterThan(0);
    }
  });

  it('tells where a logo stands, of either format', () => {
    const { get } = document.paths['/logos/{hash}'] as Record<string, { security: unknown; responses: object }>;
    expect(get).toMatchObject({
      security: [],
      responses: {
        200: { content: { 'image/png': {}, 'image/webp': {} } },
        404: { content: { 'application/json': {} } },
      },
    });
  });

  it('takes no credentials where the payer picks, and methods that are installed', () => {
    const { body, answer } = endpoints.find(({ id }) => id === 'pay') ?? {};
    const [example] = body?.examples ?? [];
    expect(example?.body).not.toHaveProperty('gateway_credentials');
    const withMethods = (methods: readonly string[]) => faultsOf(body?.schema ?? {}, { ...example?.body, methods });
    expect(withMethods(['ecpay/atm', 'stripe/credit'])).toBeNull();
    expect(withMethods(['ecpay/nothing'])).not.toBeNull();
    expect(answer?.example).toMatchObject({ data: { gateway: 'paycore', method: 'all', attempts: [] } });
  });

  it.each<[string, object, boolean]>([
    ['decimal text', { amount: '980.50' }, true],
    ['a method twice', { methods: ['ecpay/atm', 'ecpay/atm'] }, false],
    ['no method at all', { methods: [] }, false],
    ['a language of the page', { locale: 'en', link_expires_at: '2026-06-29T00:00:00+08:00' }, true],
    ['another language', { locale: 'fr' }, false],
    ['a time without an offset', { link_expires_at: '2026-06-29T00:00:00' }, false],
    ['null for nothing', { methods: null, locale: null, link_expires_at: null }, true],
  ])('says of an All-in-One create with %s whether it is taken', (_what, differences, isTaken) => {
    const { body } = endpoints.find(({ id }) => id === 'pay') ?? {};
    expect(faultsOf(body?.schema ?? {}, { ...body?.examples[0]?.body, ...differences }) === null).toBe(isTaken);
  });

  it.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s: its examples keep its own schemas',
    (_id, { body, answer, refusals }) => {
      for (const example of body?.examples ?? []) expect(faultsOf(body?.schema ?? {}, example.body)).toBeNull();
      if (answer.schema && answer.example !== undefined) expect(faultsOf(answer.schema, answer.example)).toBeNull();
      expect(refusals.every(({ status }) => status >= 200 && status < 600)).toBe(true);
    },
  );

  it.each([
    ['an amount of text', { amount: '980' }],
    ['an amount of nothing', { amount: 0 }],
    ['a blank order number', { merchant_order_no: ' ' }],
    ['a URL that is none', { success_url: 'shop.example' }],
    ['a URL with U+0000', { success_url: 'https://shop.example/\u0000' }],
    ['an address that is none', { buyer_email: 'x@' }],
    ['too many days', { expire_days: 61 }],
    ['credentials of another type', { gateway_credentials: 'text' }],
  ])('refuses %s, as the API does', (_what, differences) => {
    const { body } = endpoints.find(({ id }) => id === 'pay-ecpay-atm') ?? {};
    expect(faultsOf(body?.schema ?? {}, { ...body?.examples[0]?.body, ...differences })).not.toBeNull();
  });

  it.each<[amount: unknown, isTaken: boolean]>([
    [980, true],
    ['9.99', true],
    ['0.01', true],
    ['9.999', true],
    ['9.9990', false],
    [9.99, false],
    [0, false],
    ['0.00', false],
    ['1e3', false],
    ['-1', false],
    [' 1', false],
    ['٩', false],
    ['1000000000000', false],
  ])('says that the amount %j is taken at PayPal: %p', (amount, isTaken) => {
    const { body, answer } = endpoints.find(({ id }) => id === 'pay-paypal-checkout') ?? {};
    expect(faultsOf(body?.schema ?? {}, { ...body?.examples[0]?.body, amount }) === null).toBe(isTaken);
    const { data, ...rest } = answer?.example as { readonly data: object };
    if (isTaken) expect(faultsOf(answer?.schema ?? {}, { ...rest, data: { ...data, amount } })).toBeNull();
  });

  it('promises integers in the answers of methods that take nothing else', () => {
    const { answer } = endpoints.find(({ id }) => id === 'pay-ecpay-atm') ?? {};
    const { data, ...rest } = answer?.example as { readonly data: object };
    for (const field of ['amount', 'received_amount']) {
      expect(faultsOf(answer?.schema ?? {}, { ...rest, data: { ...data, [field]: '980' } })).not.toBeNull();
    }
  });

  it('asks for the currency where TWD is not taken', () => {
    const { body } = endpoints.find(({ id }) => id === 'pay-stripe-promptpay') ?? {};
    const { currency, ...rest } = body?.examples[0]?.body ?? {};
    expect(currency).toBe('THB');
    expect(faultsOf(body?.schema ?? {}, rest)).not.toBeNull();
    expect(faultsOf(body?.schema ?? {}, { ...rest, currency: null })).not.toBeNull();
  });

  it('says what each field of a payment means, and of its attempts', () => {
    const { Payment, Attempt } = document.components.schemas as Readonly<Record<string, { properties: object }>>;
    for (const schema of [Payment, Attempt]) {
      const silent = Object.entries(schema?.properties ?? {}).filter(
        ([, field]) => !('description' in (field as object)),
      );
      expect(silent).toEqual([]);
    }
  });

  it('shows the payment that a conflict names', () => {
    for (const { id, refusals } of endpoints.filter((endpoint) => endpoint.id.startsWith('pay-'))) {
      const conflicts = refusals.filter(({ code }) => code === 'ORDER_CONFLICT');
      expect([id, conflicts.map(({ paymentNo }) => paymentNo)]).toEqual([id, ['PAY202606220001ABCDEFGH']]);
    }
    const { responses } = document.paths['/api/paycore/pay/ecpay/atm']?.['post'] as { responses: object };
    expect(JSON.stringify(responses)).toContain('"error_code":"ORDER_CONFLICT","payment_no":"PAY202606220001ABCDEFGH"');
  });

  it('tells of each method that an address of payers takes', () => {
    const ofPayers = endpoints.filter(({ sender }) => sender === 'payer');
    for (const { path } of ofPayers) {
      // A visit never makes an order: only a press does.
      const verbs = path.endsWith('/attempts') ? ['POST'] : ['GET', 'POST'];
      expect(ofPayers.filter((other) => other.path === path).map(({ verb }) => verb)).toEqual(verbs);
    }
  });

  it('takes null and blanks for what may be left out, as the API does', () => {
    const { body } = endpoints.find(({ id }) => id === 'pay-ecpay-atm') ?? {};
    const blank = {
      success_url: '',
      buyer_email: null,
      currency: null,
      item_name: '',
      expire_days: null,
      gateway_credentials: null,
    };
    expect(faultsOf(body?.schema ?? {}, { ...body?.examples[0]?.body, ...blank })).toBeNull();
  });
});
