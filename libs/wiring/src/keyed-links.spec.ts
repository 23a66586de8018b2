import fc from 'fast-check';
import { callbackUrlLength, KeyedLinks } from './keyed-links.ts';
import type { MasterKey } from './keyring.ts';

const master = (id: string, byte: number): MasterKey => ({ id, key: Buffer.alloc(32, byte) });
const [old, fresh] = [master('old', 1), master('fresh', 2)];
const linksOf = (...keys: [MasterKey, ...MasterKey[]]) =>
  new KeyedLinks(keys, 'https://pay.example', 'https://hooks.example');
const paymentNo = 'PAY202606220001ABCDEFGH';
const subject = { paymentNo, attempt: 1, gateway: 'ecpay' };
const queryOf = (url: string) => new URL(url).searchParams;

describe('KeyedLinks', () => {
  const links = linksOf(old);
  const token = queryOf(links.page(paymentNo)).get('token') ?? '';
  const secret = queryOf(links.callback(subject)).get('secret') ?? '';

  it('hands out the URLs of the contract', () => {
    expect(links.page(paymentNo)).toBe(`https://pay.example/zh-tw/pay/${paymentNo}?token=${token}`);
    expect(links.page(paymentNo, 'en')).toContain('/en/pay/');
    expect(links.return('plus', paymentNo)).toBe(`https://pay.example/zh-tw/payment/plus/return/${paymentNo}`);
    expect(links.logo('ab12')).toBe('https://pay.example/logos/ab12');
    const query = `payment_no=${paymentNo}&attempt=1&secret=${secret}`;
    expect(links.callback(subject)).toBe(`https://hooks.example/api/paycore/webhooks/ecpay?${query}`);
  });

  it('hands out the URLs of old for a payment made before it had attempts', () => {
    const old = { ...subject, isKeyedByPayment: true };
    const url = links.callback(old);
    expect(url).toMatch(
      new RegExp(`^https://hooks.example/api/paycore/webhooks/ecpay\\?payment_no=${paymentNo}&secret=`),
    );
    const ofPayment = queryOf(url).get('secret') ?? '';
    expect(links.isCallbackSecret(old, ofPayment)).toBe(true);
    expect(links.isCallbackSecret({ ...old, gateway: 'smilepay' }, ofPayment)).toBe(true);
    expect(links.isCallbackSecret(subject, ofPayment)).toBe(false);
    expect(links.isCallbackSecret(old, secret)).toBe(false);
  });

  it('has callback URLs no longer than any gateway takes', () => {
    const longest = links.callback({ paymentNo, attempt: 20, gateway: 'smilepay' });
    expect(longest.length).toBe(callbackUrlLength('https://hooks.example', 'smilepay'));
    expect(longest.length).toBeLessThanOrEqual(200);
  });

  it('takes the secret of an attempt for no other attempt, payment or gateway', () => {
    const subjects = ['ecpay', 'smilepay', 'stripe'].flatMap((gateway) =>
      [1, 2, 11, 20].flatMap((attempt) =>
        [paymentNo, 'PAY202606220001ABCDEFGZ'].map((no) => ({ paymentNo: no, attempt, gateway })),
      ),
    );
    for (const own of subjects) {
      const ownSecret = queryOf(links.callback(own)).get('secret') ?? '';
      expect(subjects.filter((other) => links.isCallbackSecret(other, ownSecret))).toEqual([own]);
    }
  });

  it('knows its own token and secret, each for its purpose and payment alone', () => {
    expect(links.isPageToken(paymentNo, token)).toBe(true);
    expect(links.isCallbackSecret(subject, secret)).toBe(true);
    expect(links.isPageToken(paymentNo, secret)).toBe(false);
    expect(links.isPageToken('PAY202606220001ABCDEFGZ', token)).toBe(false);
  });

  it('takes nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => text === token || !links.isPageToken(paymentNo, text)));
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(links.isPageToken(paymentNo, token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    }
  });

  it('signs with the first key and verifies with all, so that a rotation breaks no link', () => {
    const rotated = linksOf(fresh, old);
    expect(rotated.isPageToken(paymentNo, token)).toBe(true);
    expect(queryOf(rotated.page(paymentNo)).get('token')).not.toBe(token);
    expect(linksOf(fresh).isPageToken(paymentNo, token)).toBe(false);
  });
});
