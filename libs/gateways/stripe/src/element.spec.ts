import { element } from './element.ts';

it('is the library of the API version, at Stripe', () => {
  const { library, driver, origins } = element(undefined);
  expect(library).toBe('https://js.stripe.com/endive/stripe.js');
  expect(driver).toContain('confirmPayment');
  for (const origin of Object.values(origins).flat())
    expect(origin).toMatch(/^https:\/\/(\*\.)?([a-z]+\.)?stripe\.com$/);
});

it('is the stand-in of the sandbox, and nobody else may be asked', () => {
  const { library, origins } = element('http://127.0.0.1:4003');
  expect(library).toBe('http://127.0.0.1:4003/stripe/stripe.js');
  expect(new Set(Object.values(origins).flat())).toEqual(new Set(['http://127.0.0.1:4003']));
});
