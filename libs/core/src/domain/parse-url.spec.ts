import { parseUrl } from './parse-url.ts';

it('reads what is a URL, and nothing else', () => {
  expect(parseUrl('https://shop.example/a?b#c')?.href).toBe('https://shop.example/a?b#c');
  expect(parseUrl('shop.example')).toBeUndefined();
  expect(parseUrl('')).toBeUndefined();
});

it('judges text beyond ASCII as it did at first, however often it was called', () => {
  for (let call = 0; call < 300_000; call += 1) parseUrl(`http://shop.example/${call % 7}`);
  expect(parseUrl('http://shop.example/é')?.pathname).toBe('/%C3%A9');
  expect(parseUrl('http://\u00da\u009f')).toBeUndefined();
});
