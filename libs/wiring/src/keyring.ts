import { tagsEqual } from '@paycore/safe-equal';
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import * as z from 'zod';

/** 32 bytes of PAYCORE_KEYS with their name. */
export interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Reads `id:base64,…`; faults never repeat any part of a key. */
export function readKeys(text: string, context: z.RefinementCtx): [MasterKey, ...MasterKey[]] {
  const keys = text.split(',').map((item): MasterKey => {
    const [id = '', base64 = ''] = item.trim().split(':');
    return { id, key: Buffer.from(base64, 'base64') };
  });
  const faults = [
    ...(keys.every(({ id }) => /^[A-Za-z0-9_-]{1,32}$/.test(id))
      ? []
      : ['needs an id of letters and digits before each key']),
    ...(keys.every(({ key }) => key.length === 32) ? [] : ['needs 32 bytes as base64 in each key']),
    ...(new Set(keys.map(({ id }) => id)).size === keys.length ? [] : ['uses the same id for two keys']),
  ];
  for (const fault of faults) context.addIssue(fault);
  const [first, ...others] = keys;
  return faults.length === 0 && first ? [first, ...others] : z.NEVER;
}

/** A key for one purpose: HKDF-SHA-256 (RFC 5869), so that no two purposes share one. */
export const subkey = ({ id, key }: MasterKey, purpose: string): MasterKey => ({
  id,
  key: Buffer.from(hkdfSync('sha256', key, '', `paycore ${purpose}`, 32)),
});

/** 192 bits. */
export const signatureLength = 32;

/** Keyed hashes of texts, for one purpose. The first key signs, every key verifies. */
export class Signer {
  readonly #keys: readonly [KeyObject, ...KeyObject[]];

  constructor(keys: readonly [MasterKey, ...MasterKey[]], purpose: string) {
    const [first, ...others] = keys;
    const keyOf = (key: MasterKey) => createSecretKey(subkey(key, purpose).key);
    this.#keys = [keyOf(first), ...others.map(keyOf)];
  }

  /** `signatureLength` characters of base64url. */
  sign(text: string): string {
    return hash(text, this.#keys[0]);
  }

  verify(text: string, signature: string): boolean {
    return this.#keys.some((key) => tagsEqual(signature, hash(text, key)));
  }
}

const hash = (text: string, key: KeyObject): string =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, signatureLength);
