import { forbiddenUrls } from './target.ts';

describe('forbiddenUrls', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://%31%32%37.0.0.1/',
    'http://127。0。0。1/',
    'http:127.0.0.1/',
    'http:\\\\127.0.0.1\\',
    ' http://127.0.0.1/',
    'ht\ntp://127.0.0.1/',
    'http://localhost/',
    'http://LOCALHOST/',
    'http://localhost./',
    'http://shop.localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://169.254.169.254/latest/meta-data/',
  ])('is true for %j, a closed address', (url) => {
    expect(forbiddenUrls([])(url)).toBe(true);
  });

  it.each([
    'http://shop.example@127.0.0.1/',
    'http://127.0.0.1:80@shop.example/',
    'http://127.0.0.1\\@shop.example/',
    'http://127.0.0.1#@shop.example/',
    'http://127.0.0.1?@shop.example/',
    'http://127.0.0.1&@shop.example/',
    'https://secret@shop.example/',
    'https://:secret@shop.example/',
  ])('is true for %s, which hides where it leads', (url) => {
    expect(forbiddenUrls([])(url)).toBe(true);
  });

  it.each([
    'file:///etc/passwd',
    'gopher://shop.example/',
    'ftp://shop.example/',
    'javascript:alert(1)',
    'data:text/plain,a',
    '//shop.example/',
    'shop.example',
    '',
    'http://',
    'http://[fe80::1%25eth0]/',
    'http://256.256.256.256/',
  ])('is true for %j, which is no web address', (url) => {
    expect(forbiddenUrls(['0.0.0.0/0', '::/0'])(url)).toBe(true);
  });

  it.each([22, 25, 3306, 6379, 11211, 27017])('is true for port %i', (port) => {
    expect(forbiddenUrls([])(`http://shop.example:${port}/`)).toBe(true);
  });

  it.each([
    'https://shop.example/pay?next=http://127.0.0.1/',
    'http://shop.example:8080/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://127.0.0.1.nip.io/',
    'https://localhost.example/',
    'https://notlocalhost/',
    'https://intranet/',
  ])('is false for %s, which may lead outside', (url) => {
    expect(forbiddenUrls([])(url)).toBe(false);
  });

  it('is false for what the allow-list opens', () => {
    expect(forbiddenUrls(['127.0.0.0/8'])('http://127.0.0.1:4003/merchant')).toBe(false);
    expect(forbiddenUrls(['127.0.0.1:4003'])('http://127.0.0.1:4003/merchant')).toBe(false);
    expect(forbiddenUrls(['127.0.0.1:4003'])('http://127.0.0.1:4004/merchant')).toBe(true);
    expect(forbiddenUrls(['127.0.0.0/8'])('http://localhost:4003/')).toBe(false);
    expect(forbiddenUrls(['localhost:4003'])('http://localhost:4003/')).toBe(false);
    expect(forbiddenUrls(['10.0.0.0/8'])('http://localhost:4003/')).toBe(true);
    expect(forbiddenUrls(['shop.example:6379'])('http://shop.example:6379/')).toBe(false);
    expect(forbiddenUrls(['127.0.0.0/8'])('http://127.0.0.1:6379/')).toBe(true);
  });

  it('never opens credentials in a URL', () => {
    expect(forbiddenUrls(['127.0.0.0/8'])('http://a:b@127.0.0.1/')).toBe(true);
  });
});
