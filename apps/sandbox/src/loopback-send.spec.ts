import { isLoopback } from './loopback-send.ts';

describe('isLoopback', () => {
  it.each([
    'http://127.0.0.1:4001/x',
    'http://localhost:4001',
    'https://[::1]/',
    'http://127.9.8.7/',
    'http://0x7f000001/',
  ])('takes %s', (url) => expect(isLoopback(url)).toBe(true));

  it.each([
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example/',
    'http://127.0.0.1@example.com/',
    'file:///etc/passwd',
    'nonsense',
  ])('refuses %s', (url) => expect(isLoopback(url)).toBe(false));
});
