import type { Trust } from '@paycore/core';
import { aPlacedOrder } from '@paycore/testing';
import iconv from 'iconv-lite';
import { verify as verifyCallback } from './callback.ts';
import { readCredentials } from './credentials.ts';
import { recorded, verifyCodes, type Recorded } from './fixtures/recorded.ts';

const keys = { dcvc: '2109', rvg2c: '1', verify_key: 'K3Y' };
const trust: Trust = { matchedBy: 'paymentNo', secret: 'valid', allowsUnsigned: false };
const routes: Readonly<Record<string, string>> = { B: 'atm', C: 'barcode', E: 'cvs', F: 'cvs' };

const inBig5 = (text: string) =>
  [...iconv.encode(text, 'big5')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Checked against the checksum too, but for the callback whose number the recorder made unreadable. */
function learn({ fields, source }: Recorded, encode: (text: string) => string) {
  const isChecked = !/_0{7}$/.test(fields['Smseid'] ?? '');
  const credentials = { ...keys, ...(isChecked && { merchant_verify_code: verifyCodes[source] }) };
  const order = aPlacedOrder({
    route: routes[fields['Classif'] ?? ''] ?? 'atm',
    gatewayOrderNo: fields['Data_id'] ?? '',
    amount: Number(fields['Purchamt']),
  });
  const body = Object.entries(fields).map(([name, value]) => `${name}=${encode(value)}`);
  const callback = { rawBody: Buffer.from(body.join('&')), headers: {}, query: {} };
  return verifyCallback(callback, order, trust, readCredentials(credentials, 'test'));
}

const unclear = (amount: string) => ({
  status: 'pending',
  unclear: { response_id: '0', classif: 'B', amount, errdesc: null },
});

it.each<[string, object]>([
  ['ibon', { status: 'paid' }],
  ['a card', { status: 'paid' }],
  ['a refused card', { status: 'failed' }],
  ['a card of the shop', { status: 'paid' }],
  // Money came, as far as outsiders know; but 0 is also SmilePay's word for a failure, so a person has to look.
  ['ATM, whose Response_id is 0', unclear('2000')],
  ['ATM of another order', unclear('600')],
  ['ATM of a third order', unclear('6000')],
])('%s, as it was recorded', (what, expected) => {
  const sent = recorded.find((each) => each.what === what) as Recorded;
  const outcome = { ...expected, gatewayTradeNo: sent.fields['Smseid'] };
  expect(learn(sent, encodeURIComponent)).toEqual(outcome);
  expect(learn(sent, inBig5)).toEqual(outcome);
});

it('covers all that are recorded', () => expect(recorded).toHaveLength(7));
