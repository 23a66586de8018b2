import { expiryChecks } from './expiries.ts';

const expiries = [
  { gateway: 'paypal', name: 'An Issuer', expiresAt: new Date('2028-10-22T12:00:00Z') },
  { gateway: 'paypal', name: 'A Root', expiresAt: new Date('2031-11-10T00:00:00Z') },
];
const at = (time: string) =>
  expiryChecks(expiries, new Date(time)).map(({ state, name, found }) => `${state} ${name}: ${found}`);

it.each([
  ['2028-08-23T12:00:00Z', ['ok certificates: none of 2 expires within 60 days']],
  ['2028-08-23T12:00:01Z', ['warn paypal certificate: An Issuer expires on 2028-10-22']],
  ['2028-10-22T12:00:01Z', ['warn paypal certificate: An Issuer expired on 2028-10-22']],
  [
    '2031-11-01T00:00:00Z',
    [
      'warn paypal certificate: An Issuer expired on 2028-10-22',
      'warn paypal certificate: A Root expires on 2031-11-10',
    ],
  ],
])('at %s the doctor says %j', (time, lines) => expect(at(time)).toEqual(lines));

it('and what to do', () => {
  expect(expiryChecks(expiries, new Date('2029-01-01'))[0]?.advice).toMatch(/^Update PayCore/);
});
