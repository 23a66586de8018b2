import fc from 'fast-check';
import { KeyedLinks } from './keyed-links.ts';
import type { MasterKey } from './keyring.ts';

const master = (id: string, byte: number): MasterKey => ({ id, key: Buffer.alloc(32, byte) });
const [old, fresh] = [master('old', 1), master('fresh', 2)];
const linksOf = (...keys: [MasterKey, ...MasterKey[]]) =>
  new KeyedLinks(keys, 'https://pay.example', 'https://hooks.example');
const paymentNo = 'PAY202606220001ABCDEFGH';
const queryOf = (url: string) => new URL(url).searchParams;

describe('KeyedLinks', () => {
  const links = linksOf(old);
  const token = queryOf(links.page(paymentNo)).get('token') ?? '';
  const secret = queryOf(links.callback('ecpay', paymentNo)).get('secret') ?? '';

  it('hands out the URLs of the contract', () => {
    expect(links.page(paymentNo)).toBe(`https://pay.example/zh-tw/pay/${paymentNo}?token=${token}`);
    expect(links.page(paymentNo, 'en')).toContain('/en/pay/');
    expect(links.return('plus', paymentNo)).toBe(`https://pay.example/zh-tw/payment/plus/return/${paymentNo}`);
    const callback = `https://hooks.example/api/paycore/webhooks/ecpay?payment_no=${paymentNo}&secret=${secret}`;
    expect(links.callback('ecpay', paymentNo)).toBe(callback);
  });

  it('knows its own token and secret, each for its purpose and payment alone', () => {
    expect(links.isPageToken(paymentNo, token)).toBe(true);
    expect(links.isCallbackSecret(paymentNo, secret)).toBe(true);
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
