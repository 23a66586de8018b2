import fc from 'fast-check';
import { Secret, secretParams } from '@paycore/core';
import { cutSecrets, cutUrl, errorDetail, redact } from './redact.ts';

describe('cutUrl', () => {
  it.each([
    ['/p?secret=canary', '/p?secret=[cut]'],
    ['/p?a=1&token=canary&b=2', '/p?a=1&token=[cut]&b=2'],
    ['/p?validation_token=canary', '/p?validation_token=[cut]'],
    ['/p?callback_secret=canary', '/p?callback_secret=[cut]'],
    ['/p?SECRET=canary', '/p?SECRET=[cut]'],
    ['/p?Validation_Token=canary', '/p?Validation_Token=[cut]'],
    ['/p?%73ecret=canary', '/p?%73ecret=[cut]'],
    ['/p?%53%45%43%52%45%54=canary', '/p?%53%45%43%52%45%54=[cut]'],
    ['/p?validation%5ftoken=canary', '/p?validation%5ftoken=[cut]'],
    ['/p?to%6ben=canary', '/p?to%6ben=[cut]'],
    ['/p?secret=canary&secret=canary', '/p?secret=[cut]&secret=[cut]'],
    ['/p?secret[]=canary', '/p?secret[]=[cut]'],
    ['/p?%ffsecret=canary', '/p?%ffsecret=[cut]'],
    ['/p?%zz%73ecret=canary', '/p?%zz%73ecret=[cut]'],
    ['/p?secret=can%61ry=canary', '/p?secret=[cut]'],
    ['/p??token=canary', '/p??token=[cut]'],
    ['/p?+secret=canary', '/p?+secret=[cut]'],
    ['/p?t=canary', '/p?t=[cut]'],
    ['/p?T=canary', '/p?T=[cut]'],
    ['/p?a=1&%74=canary&b', '/p?a=1&%74=[cut]&b'],
    ['/p?%54=canary', '/p?%54=[cut]'],
    ['/p?t[]=canary', '/p?t[]=[cut]'],
    ['/p?t%5B%5D=canary', '/p?t%5B%5D=[cut]'],
    ['/p?%fft=canary', '/p?%fft=[cut]'],
  ])('%s → %s', (url, expected) => {
    expect(cutUrl(url)).toBe(expected);
  });

  const spellings = Object.values(secretParams).flatMap((name) => [
    name,
    name.toUpperCase(),
    [...name].map((char) => `%${char.charCodeAt(0).toString(16)}`).join(''),
    `${name}[]`,
    `+${name}`,
  ]);

  it.each(spellings)('cuts the declared %s', (name) => {
    expect(cutUrl(`/p?a=1&${name}=canary&b=2`)).toBe(`/p?a=1&${name}=[cut]&b=2`);
  });

  it.each(['/p', '/p?', '/p?payment_no=PAY1&a', '/p?secret', '/p?at=1&to=2&tt=3'])('leaves %s', (url) => {
    expect(cutUrl(url)).toBe(url);
  });
});

describe('cutSecrets', () => {
  it('cuts the same of a text whether or not something else in it has every pattern tried', () => {
    const part = fc.constantFrom(
      ...['secret', 'Token', 'KEY', 'callback_secret', 't', 'payment_no', 'sk', 'pc', 'whsec', 'live', 'test', 'admin'],
      ...['=', '?', '&', ';', '#', '_', '@', '://', '/', ' ', '"', '%3f', '%253D', '%74', 'canary123456'],
    );
    const texts = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(cutSecrets(`${text} %`)).toBe(`${cutSecrets(text)} %`);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    'GET https://x/return?token=canary1 failed',
    'pc_live_canary1canary',
    'key pc_test_canary1canary.',
    'pc_admin_000000000001canary1canary2canary',
    'pc_admin_000000000001-canary',
    'whsec_canary1canary1/+=',
    'sk_live_canary1canary',
    'rk_test_canary1canary',
    '"?client_secret=canary1"',
    'GET https://x/return?t=canary1 failed',
    'GET https://x/return?a=1&T=canary1 failed',
    'GET https://x/return?a=1&amp;t=canary1">',
    'GET https://x/SPPayment.asp?Roturl=https%3A%2F%2Fy%2Fhook%3Fpayment_no%3DPAY1%26secret%3Dcanary1&Amount=1',
    'GET https://x/pay?back=https%3A%2F%2Fy%2Freturn%3Ft%3Dcanary1',
    'GET https://x/pay?back=https%253A%252F%252Fy%252Freturn%253F%2574%253Dcanary1%2526a%253D1',
    '/zh-tw/payment/plus/return/PAY1%3ft%3dcanary1',
    'no server at mongodb://paycore:canary@db:27017/paycore',
  ])('cuts %s', (text) => {
    expect(cutSecrets(text)).not.toContain('canary');
  });

  it('leaves plain words', () => {
    for (const text of ['amount=980 of PAY202606220001ABCDEFGH', 'set t=5, then?t = 6', '/p?a=1%26b%3D2&format=t'])
      expect(cutSecrets(text)).toBe(text);
  });

  it('leaves the public part of a key, by which it is known', () => {
    expect(cutSecrets('by pc_admin_0000canary01, not pc_live_0000canary01.')).toMatch(
      /^by pc_admin_0000canary01, .*01\.$/,
    );
  });

  it('is quick with texts made to be slow', () => {
    const begun = performance.now();
    for (const text of ['key', '%25', '%3f', '?t=%25', '%26secret%3d', '&secret', '?%25253d'])
      cutSecrets(`?${text.repeat(100_000)}`);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});

describe('redact', () => {
  it('cuts secret-named members at any depth, and Secrets of any name', () => {
    const shown = redact({
      query: { t: 'canary', T: 'canary', validation_token: 'canary' },
      headers: { Authorization: 'canary', 'x-api-key': 'canary', cookie: 'canary' },
      list: [{ hash_key: 'canary', HashIV: 'canary', verify_key: 'canary', client_secret: 'canary' }],
      gateway_credentials: { merchant_id: 'canary' },
      payment: { page: Secret.of('canary') },
      url: '/pay?token=canary',
    });
    expect(JSON.stringify(shown)).not.toContain('canary');
  });

  it('keeps what tells no secret', () => {
    const detail = { expected_amount: 980, matched_by: 'gatewayTradeNo', hasToken: true, at: new Date(0), none: null };
    expect(redact(detail)).toEqual({ ...detail, at: '1970-01-01T00:00:00.000Z' });
  });

  it('bounds depth, length and bytes', () => {
    const loop: Record<string, unknown> = {
      bytes: Buffer.alloc(3),
      many: Array.from({ length: 1_000 }, () => 1),
      big: 1n,
    };
    loop['self'] = loop;
    const shown = redact(loop) as { bytes: string; many: unknown[]; big: string };
    expect(shown.bytes).toBe('[3 bytes]');
    expect(shown.many).toHaveLength(100);
    expect(shown.big).toBe('1');
    expect(JSON.stringify(shown)).toContain('[deep]');
  });
});

describe('errorDetail', () => {
  it('tells name, message, code and stack of the error and its causes, and nothing else of them', () => {
    const root = Object.assign(new RangeError('root'), { code: 11000, keyValue: { canary: 1 } });
    const detail = errorDetail(new Error('outer', { cause: root }));
    expect(detail).toMatchObject({ name: 'Error', message: 'outer', cause: { name: 'RangeError', code: 11000 } });
    expect(JSON.stringify(detail)).not.toContain('canary');
  });

  it('ends where causes go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(errorDetail(error)).length).toBeLessThan(50_000);
  });
});
