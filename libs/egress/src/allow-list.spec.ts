import { AllowList, isAllowEntry } from './allow-list.ts';

describe('isAllowEntry', () => {
  it.each([
    '127.0.0.0/8',
    '::1/128',
    '127.0.0.1',
    '127.0.0.1:4003',
    '::1',
    '[::1]',
    '[::1]:4003',
    'localhost',
    'shop.internal:80',
    'Shop.Internal.',
  ])('takes %s', (entry) => {
    expect(isAllowEntry(entry)).toBe(true);
  });

  it.each([
    '',
    ' ',
    '*',
    '127.0.0.0/33',
    '127.1/8',
    '127.0.0.0/8:80',
    'localhost/8',
    'http://shop.internal',
    'shop.internal/path',
    'a@shop.internal',
    'shop.internal:0',
    'shop.internal:65536',
    'shop.internal:http',
    'shop internal',
    'fe80::1%eth0',
  ])('refuses %j', (entry) => {
    expect(isAllowEntry(entry)).toBe(false);
  });
});

describe('AllowList', () => {
  it('names the entry that it cannot read', () => {
    expect(() => new AllowList(['127.0.0.0/8', '127.0.0.0/99'])).toThrow('127.0.0.0/99');
  });

  it('compares names as URLs do', () => {
    const list = new AllowList(['Shop.Internal.:8080']);
    expect(list.opensName('shop.internal', 8080)).toBe(true);
    expect(list.opensName('shop.internal', 8081)).toBe(false);
    expect(list.opensName('a.shop.internal', 8080)).toBe(false);
  });

  it('opens a refused port only where the entry spells it out', () => {
    const list = new AllowList(['10.0.0.0/8', '10.0.0.5:6379', 'cache.internal:6379', 'cache.internal']);
    expect(list.opensPort('10.0.0.5', 6379)).toBe(true);
    expect(list.opensPort('10.0.0.6', 6379)).toBe(false);
    expect(list.opensPort('cache.internal', 6379)).toBe(true);
    expect(list.opensPort('cache.internal', 22)).toBe(false);
  });
});
