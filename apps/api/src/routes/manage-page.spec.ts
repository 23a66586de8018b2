import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { accentGrounds } from '@paycore/core';
import { anImage } from '@paycore/testing';
import request from 'supertest';
import { documented } from './fixtures/documented.ts';
import { manageApp, type Answer } from './fixtures/manage-app.ts';

const side = '?environment=test';
const path = 'manage/page';
const none = {
  ...{ shop_name: null, accent_color: null, support_contact: null, default_locale: null },
  ...{ success_redirect_seconds: null, logo: null },
};
const whole = {
  ...{ shop_name: '茶 & 壺', accent_color: '#0B4F8A', support_contact: 'help@shop.example', default_locale: 'en' },
  success_redirect_seconds: 5,
};

async function aPage() {
  const api = await manageApp();
  const put = (fields: object) => api.call('put', path, { environment: 'test', ...fields });
  const get = async () => (await api.call('get', path + side)).data;
  const putLogo = async (bytes: Uint8Array, type = 'image/png', query = side) => {
    const { status, body } = await request(api.app)
      .put(`/api/paycore/${path}/logo${query}`)
      .set({ 'X-API-KEY': api.key, 'Content-Type': type })
      .send(Buffer.from(bytes));
    return { status, body: documented(body as Answer) };
  };
  return { ...api, put, get, putLogo };
}

describe('the page', () => {
  it('is set as a whole; null, blank and absent are nothing', async () => {
    const { call, put, get } = await aPage();
    expect(await call('get', path + side)).toEqual({
      ...{ status: 200, success: true, message: 'Page found' },
      data: none,
    });
    const stored = { status: 200, success: true, message: 'Page stored', data: { ...whole, logo: null } };
    expect(await put({ ...whole, shop_name: ' 茶 & 壺 ', accent_color: '#0b4f8a' })).toEqual(stored);
    expect(await get()).toEqual(stored.data);
    const { data } = await put({ shop_name: '茶', accent_color: null, support_contact: ' ', default_locale: '' });
    expect(data).toEqual({ ...none, shop_name: '茶' });
    expect((await put({ success_redirect_seconds: 0 })).data).toEqual({ ...none, success_redirect_seconds: 0 });
    expect((await call('get', `${path}?environment=production`)).data).toEqual(none);
  });

  it('takes HTML for the text that it is', async () => {
    const { put } = await aPage();
    const shop_name = '<script>alert(1)</script>&amp;';
    expect((await put({ shop_name })).data).toMatchObject({ shop_name });
  });

  it('names every fault at once, whoever finds it', async () => {
    const { put, get, changes } = await aPage();
    const { status, error } = await put({
      environment: 'live',
      shop_name: 'a\nb',
      accent_color: '#FFD500',
      support_contact: 7,
      default_locale: 'fr',
      success_redirect_seconds: 1.5,
    });
    expect([status, error]).toEqual([
      422,
      {
        error_code: 'VALIDATION_FAILED',
        fields: {
          environment: ['The environment field must be one of: test, production.'],
          shop_name: ['The shop_name field must be plain text of one line.'],
          accent_color: [expect.stringContaining('has a contrast of 1.29:1, and text needs 4.5:1.')],
          support_contact: ['The support_contact field must be a string.'],
          default_locale: ['The default_locale field must be one of: zh-tw, zh-cn, en, ja, ko, th, vi, id, ms.'],
          success_redirect_seconds: ['The success_redirect_seconds field must be an integer.'],
        },
      },
    ]);
    expect([await get(), await changes()]).toEqual([none, []]);
  });

  it('stands on grounds that its accent color is judged against', () => {
    const css = readFileSync(new URL('../assets/pay.css', import.meta.url), 'utf8');
    const grounds = ['card', 'ground', 'tint'].map((name) => css.match(new RegExp(`--${name}: #(\\w+);`))?.[1] ?? '');
    const long = grounds.map((hex) => (hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex));
    expect(long.map((hex) => `#${hex.toUpperCase()}`)).toEqual(accentGrounds);
  });
});

describe('the logo', () => {
  it.each([
    ['image/png', 'png'],
    ['image/webp', 'webpAlpha'],
  ] as const)('is served as %s under its hash, for good', async (type, name) => {
    const { app, put, putLogo, call } = await aPage();
    await put({ shop_name: '茶' });
    const hash = createHash('sha256').update(anImage(name)).digest('hex');
    const logo = { url: `https://pay.example/logos/${hash}`, type, width: 64, height: 33 };
    const { status, body } = await putLogo(anImage(name), type);
    expect([status, body.message, body.data]).toEqual([200, 'Logo stored', { ...none, shop_name: '茶', logo }]);
    const served = await request(app).get(`/logos/${hash}`).buffer(true);
    expect([served.status, served.body]).toEqual([200, Buffer.from(anImage(name))]);
    expect(served.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(served.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await put({})).data).toEqual({ ...none, logo });
    const removed = await call('delete', `${path}/logo${side}`);
    expect([removed.status, removed.message, removed.data]).toEqual([200, 'Logo removed', none]);
  });

  it('is not there under any other name', async () => {
    const { app } = await aPage();
    for (const hash of ['0'.repeat(64), 'x', '..%2f..%2fetc', `${'0'.repeat(63)}G`, '__proto__']) {
      const { status, body, headers } = await request(app).get(`/logos/${hash}`);
      expect([status, body.error.error_code, headers['cache-control']]).toEqual([404, 'NOT_FOUND', 'no-store']);
    }
  });

  it.each([
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 415],
    ['a drawing called a picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png', 422],
    ['a form', Buffer.from('a=1'), 'application/x-www-form-urlencoded', 415],
    ['mislabelled', anImage('png'), 'image/webp', 422],
    ['of two types', anImage('png'), 'image/png, image/webp', 415],
    ['a JPEG', anImage('jpeg'), 'image/png', 422],
    ['1 × 1', anImage('pngDot'), 'image/png', 422],
    ['too wide', anImage('pngWide'), 'image/png', 422],
    ['cut off', anImage('webpLossy').subarray(0, 80), 'image/webp', 422],
    ['60 kB', Buffer.concat([anImage('png'), Buffer.alloc(60_000)]), 'image/png', 422],
    ['70 kB', Buffer.alloc(70_000), 'image/png', 413],
    ['empty', Buffer.alloc(0), 'image/png', 422],
  ] as const)('is refused: %s', async (_what, bytes, type, expected) => {
    const { putLogo, get, changes } = await aPage();
    const { status, body } = await putLogo(bytes, type);
    expect(status).toBe(expected);
    if (expected === 422) {
      expect([body.error.error_code, Object.keys(body.error.fields ?? {})]).toEqual(['VALIDATION_FAILED', ['logo']]);
    }
    expect([await get(), await changes()]).toEqual([none, []]);
  });

  it('needs a side, before its type is judged', async () => {
    const { putLogo } = await aPage();
    const { status, body } = await putLogo(anImage('png'), 'image/svg+xml', '');
    expect([status, Object.keys(body.error.fields ?? {})]).toEqual([422, ['environment']]);
  });
});

it.each([
  ['get', path],
  ['put', path],
  ['put', `${path}/logo`],
  ['delete', `${path}/logo`],
] as const)('%s %s needs a management key, then a side', async (verb, to) => {
  const { call, testKey, liveKey } = await aPage();
  const body = verb === 'put' ? {} : undefined;
  for (const [key, status] of [
    ['', 401],
    [testKey, 403],
    [liveKey, 403],
  ] as const) {
    expect((await call(verb, to, body, key)).status).toBe(status);
  }
  const { status, error } = await call(verb, to, body);
  expect([status, Object.keys(error.fields ?? {})]).toEqual([422, ['environment']]);
});
