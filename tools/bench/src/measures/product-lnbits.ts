import { Load } from '../load/load.ts';
import { satoshi, type LnBits } from '../processes/lnbits.ts';
import type { Product } from './products.ts';

interface Running {
  readonly lnbits: LnBits;
  readonly warmUp: Product['warmUp'];
  readonly width: number;
  /** How often payments will be created; each time in a new wallet, since a wallet's balance is the sum of its payments. */
  readonly batches: number;
}

/** LNbits as it comes: an invoice of a wallet, the node's word that it was paid, the webhook. */
export async function lnBitsProduct({ lnbits, warmUp, width, batches }: Running): Promise<Product> {
  const { outside, url } = lnbits;
  const keys: string[] = [];
  while (keys.length < batches) keys.push(await lnbits.openWallet());
  const load = new Load(url, width);
  const metered = { child: lnbits, databasePid: undefined };
  const pay = async (hashes: readonly string[]) => {
    await outside.pay(hashes);
    return (await outside.takeTold(hashes.length)).map(({ paidAt, at }) => at - paidAt);
  };
  return {
    name: 'LNbits',
    warmUp,
    creates: metered,
    tells: metered,
    create: async (count, how) => {
      const headers = { 'content-type': 'application/json', 'x-api-key': keys.pop() ?? '' };
      const { merchant: webhook } = outside.addresses;
      const body = JSON.stringify({ out: false, amount: satoshi, memo: 'Two tickets', webhook });
      const shot = { method: 'POST', path: '/api/v1/payments', headers, body } as const;
      const shots = Array.from({ length: count }, () => shot);
      const hits = await load.closed(shots, how === 'many' ? width : 1);
      const hashes = hits.map((hit) => (JSON.parse(hit.body) as { readonly payment_hash: string }).payment_hash);
      return {
        times: hits.map(({ ms }) => ms),
        pay: async (how) => {
          if (how === 'many') return pay(hashes);
          const times: number[] = [];
          for (const hash of hashes) times.push(...(await pay([hash])));
          return times;
        },
      };
    },
  };
}
