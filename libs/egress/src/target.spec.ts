import { urlRefusals } from './target.ts';

const reasonOf = (url: string, allow: readonly string[] = []) => urlRefusals(allow)(url)?.reason;

describe('urlRefusals', () => {
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
  ])('refuses %j, a closed address', (url) => {
    expect(reasonOf(url)).toBe('private_address');
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
  ])('refuses %s, which hides where it leads', (url) => {
    expect(reasonOf(url)).toMatch(/^(bad_url|private_address)$/);
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
  ])('refuses %j, which is no web address', (url) => {
    expect(reasonOf(url, ['0.0.0.0/0', '::/0'])).toBe('bad_url');
  });

  it.each([22, 25, 3306, 6379, 11211, 27017])('refuses port %i', (port) => {
    const refusal = { reason: 'bad_port', host: 'shop.example', port };
    expect(urlRefusals([])(`http://shop.example:${port}/`)).toEqual(refusal);
  });

  it.each([
    'https://shop.example/pay?next=http://127.0.0.1/',
    'http://shop.example:8080/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://127.0.0.1.nip.io/',
    'https://localhost.example/',
  ])('lets %s pass, which may lead outside', (url) => {
    expect(urlRefusals([])(url)).toBeUndefined();
  });

  it.each(['http://shop/', 'https://intranet/', 'https://notlocalhost/', 'http://shop./', 'http://SHOP:8080/'])(
    'refuses %s, the name of a local network, unless the allow-list may open it',
    (url) => {
      const { host, port } = new URL(url);
      expect(reasonOf(url)).toBe('local_name');
      expect(reasonOf(url, ['shop.example'])).toBe('local_name');
      expect(reasonOf(url, ['10.0.0.0/8'])).toBeUndefined();
      expect(reasonOf(url, [host.replace(/\.$|:.*/, '')])).toBeUndefined();
      expect([port, reasonOf(url, [`${new URL(url).hostname}:81`])]).toEqual([port, 'local_name']);
    },
  );

  it('lets pass what the allow-list opens', () => {
    expect(reasonOf('http://127.0.0.1:4003/merchant', ['127.0.0.0/8'])).toBeUndefined();
    expect(reasonOf('http://127.0.0.1:4003/merchant', ['127.0.0.1:4003'])).toBeUndefined();
    expect(reasonOf('http://127.0.0.1:4004/merchant', ['127.0.0.1:4003'])).toBe('private_address');
    expect(reasonOf('http://localhost:4003/', ['127.0.0.0/8'])).toBeUndefined();
    expect(reasonOf('http://localhost:4003/', ['localhost:4003'])).toBeUndefined();
    expect(reasonOf('http://localhost:4003/', ['10.0.0.0/8'])).toBe('private_address');
    expect(reasonOf('http://shop.example:6379/', ['shop.example:6379'])).toBeUndefined();
    expect(reasonOf('http://127.0.0.1:6379/', ['127.0.0.0/8'])).toBe('bad_port');
  });

  it('never opens credentials in a URL', () => {
    expect(reasonOf('http://a:b@127.0.0.1/', ['127.0.0.0/8'])).toBe('bad_url');
  });
});
