import { PayCoreError, validationFailed, type Gateway, type Info, type UrlRefusal } from '@paycore/core';
import fc from 'fast-check';
import { createReader } from './create-payment.ts';

const gateway = { name: 'ecpay', methods: {} } as unknown as Gateway;
const reasons: Readonly<Record<string, UrlRefusal['reason']>> = {
  '127.0.0.1': 'private_address',
  'shop.example:22': 'bad_port',
  shop: 'local_name',
};
const urlRefusal = (text: string) => {
  const { host, hostname, port } = new URL(text);
  const reason = reasons[host] ?? reasons[hostname];
  return reason && { reason, host: hostname, port: Number(port) };
};
const read = (body: unknown, of = gateway, isHttpsOnly = false) =>
  createReader(urlRefusal)(of, 'atm', body, { isHttpsOnly });

const least = { merchant_order_no: 'ORDER-1', amount: 980, gateway_credentials: { merchant_id: '3002607' } };
const whole = {
  ...least,
  currency: 'twd',
  payer_account: 'member-7',
  success_url: 'https://shop.example/thanks',
  return_url: 'https://shop.example/return',
  cancel_url: 'http://localhost:3000/cart',
  payok_url: 'https://shop.example/payok',
  item_name: '雨傘',
  description: 'A folding umbrella',
  buyer_name: '王小明',
  buyer_mobile: '0912345678',
  buyer_phone: '02-1234-5678',
  buyer_tel: '02-8765-4321',
  buyer_email: 'ming@example.com',
  expire_days: 3,
};

function faultsOf(body: unknown, of = gateway, isHttpsOnly = false) {
  try {
    read(body, of, isHttpsOnly);
  } catch (error) {
    if (error instanceof PayCoreError) return { code: error.code, message: error.message, fields: error.fields };
    throw error;
  }
  return undefined;
}

it('reads a whole body', () => {
  expect(read(whole)).toEqual({
    request: {
      merchantOrderNo: 'ORDER-1',
      amount: 980,
      currency: 'TWD',
      itemName: '雨傘',
      description: 'A folding umbrella',
      expireDays: 3,
      buyer: {
        name: '王小明',
        mobile: '0912345678',
        tel: '02-8765-4321',
        email: 'ming@example.com',
        account: 'member-7',
      },
      urls: {
        success: 'https://shop.example/thanks',
        cancel: 'http://localhost:3000/cart',
        payok: 'https://shop.example/payok',
      },
      extra: {},
    },
    credentials: { merchant_id: '3002607' },
  });
});

it('reads the least body, and takes null and blanks for absent', () => {
  const expected = {
    request: { merchantOrderNo: 'ORDER-1', amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {} },
    credentials: { merchant_id: '3002607' },
  };
  expect(read(least)).toEqual(expected);
  for (const blank of [null, '', '  ']) {
    const body = { ...Object.fromEntries(Object.keys(whole).map((name) => [name, blank])), ...least };
    const { request } = read(body);
    expect(request).toEqual(expected.request);
    expect(Object.values(request)).not.toContain(undefined);
  }
});

it('takes the blanks around an order number away, and keeps what was sent', () => {
  const { request, untrimmedOrderNo } = read({ ...least, merchant_order_no: '\u3000ORDER 1\t' });
  expect([request.merchantOrderNo, untrimmedOrderNo]).toEqual(['ORDER 1', '\u3000ORDER 1\t']);
  expect(read(least)).not.toHaveProperty('untrimmedOrderNo');
  for (const blank of [' ', '\u3000', '\t\n']) {
    const fields = { merchant_order_no: ['The merchant_order_no field is required.'] };
    expect(faultsOf({ ...least, merchant_order_no: blank })).toMatchObject({ code: 'VALIDATION_FAILED', fields });
  }
});

it('falls back from field to field', () => {
  const { request } = read({
    ...least,
    description: 'An umbrella',
    buyer_phone: '0212345678',
    return_url: 'https://shop.example/return',
  });
  expect(request).toMatchObject({
    itemName: 'An umbrella',
    buyer: { mobile: '0212345678', tel: '0212345678' },
    urls: { success: 'https://shop.example/return' },
  });
});

describe('payok_url', () => {
  const faultOf = (payok_url: string, isHttpsOnly = false) =>
    faultsOf({ ...least, payok_url }, gateway, isHttpsOnly)?.fields?.['payok_url'];
  const https =
    "The payok_url field must be an https URL for production payments, unless the project's setting allow-http-notices is on.";

  it.each([
    ['http://127.0.0.1/', 'The payok_url field must not point to a private address.'],
    [
      'https://shop.example:22/',
      'The payok_url field must not use port 22: it belongs to another service than the web, and is never called.',
    ],
    ['http://shop/', 'The payok_url field must name a server on the Internet: "shop" is a name of a local network.'],
  ])('%s is refused for what is wrong with it', (url, fault) => {
    expect(faultOf(url)).toEqual([fault]);
    expect(faultOf(url, true)).toEqual(url.startsWith('http:') ? [fault, https] : [fault]);
  });

  it('is https alone where only that is allowed, beside the other faults', () => {
    for (const url of ['http://shop.example/payok', 'HTTP://shop.example/payok', ' http://shop.example/payok'.trim()]) {
      expect([faultOf(url), faultOf(url, true)]).toEqual([undefined, [https]]);
    }
    expect(faultOf('https://shop.example/payok', true)).toBeUndefined();
    expect(faultOf('HTTPS://shop.example/payok', true)).toBeUndefined();
    const both = faultsOf({ ...least, amount: 0, payok_url: 'http://shop.example/' }, gateway, true)?.fields;
    expect(Object.keys(both ?? {}).sort()).toEqual(['amount', 'payok_url']);
  });

  it('names no setting of the installation', () => {
    const texts = ['http://127.0.0.1/', 'http://shop.example:22/', 'http://shop/'].flatMap((url) => faultOf(url, true));
    expect(texts.join(' ')).not.toMatch(/PAYCORE_|[A-Z]{3,}_/);
  });
});

it('counts characters, not UTF-16 units', () => {
  expect(read({ ...least, item_name: '🌂'.repeat(200) }).request.itemName).toHaveLength(400);
  expect(faultsOf({ ...least, item_name: '🌂'.repeat(201) })?.fields).toEqual({
    item_name: ['The item_name field must not be greater than 200 characters.'],
  });
});

it('ignores what it does not know, whatever its name', () => {
  const body = JSON.parse(
    '{"__proto__": {"currency": "USD"}, "constructor": 1, "toString": 2, "merchant_order_no": "ORDER-1", "amount": 1, "gateway_credentials": {}}',
  ) as unknown;
  expect(read(body).request).toMatchObject({ currency: 'TWD', amount: 1 });
});

it('adds the faults of the gateway’s own fields, and keeps its fields otherwise', () => {
  const smilepay = {
    ...gateway,
    readExtra(_route: string, { cvs_type: kind }: Info): Info {
      if (kind !== 'ibon') throw validationFailed({ cvs_type: ['The selected cvs_type is invalid.'] });
      return { cvsType: kind };
    },
  };
  expect(read({ ...least, cvs_type: 'ibon' }, smilepay).request.extra).toEqual({ cvsType: 'ibon' });
  expect(faultsOf({ ...least, amount: 0, cvs_type: 'x' }, smilepay)).toEqual({
    code: 'VALIDATION_FAILED',
    message: 'Validation failed',
    fields: {
      amount: ['The amount field must be at least 1.'],
      cvs_type: ['The selected cvs_type is invalid.'],
    },
  });
});

it('throws a fault of the gateway’s code as it is', () => {
  const broken = {
    ...gateway,
    readExtra: () => {
      throw new TypeError('a bug');
    },
  };
  expect(() => read(least, broken)).toThrow('a bug');
});

it('meets any JSON with a request or VALIDATION_FAILED', () => {
  const field = fc.constantFrom(...Object.keys(whole), '__proto__', 'constructor', 'hasOwnProperty');
  const body = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(field, fc.jsonValue()).map((input) => ({ ...least, ...input })),
  );
  fc.assert(
    fc.property(body, (input) => {
      const faults = faultsOf(input);
      if (!faults) return;
      expect(faults.code).toBe('VALIDATION_FAILED');
      for (const [name, sentences] of Object.entries(faults.fields ?? {})) {
        expect(whole).toHaveProperty(name);
        for (const sentence of sentences) expect(sentence).toMatch(new RegExp(`^The ${name} field .+\\.$`));
      }
    }),
    { numRuns: 200 },
  );
});
