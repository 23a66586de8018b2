import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { safeEqual } from '@paycore/safe-equal';

interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

/** 128 bits: HMAC-SHA-256-128, https://www.rfc-editor.org/rfc/rfc4868. */
const tagLength = 22;

/**
 * Keyed hashes of what is stored, for one purpose: `keyId.tag`, the tag in base64url. The first key tags, all verify. Each key
 * is derived (HKDF-SHA-256) from one that seals, so that no purpose shares one.
 */
export class Tags {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #first: { readonly id: string; readonly key: KeyObject };

  constructor(keys: readonly [NamedKey, ...NamedKey[]], purpose: string) {
    const derived = keys.map(({ id, key }) => {
      const own = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `paycore ${purpose}`, 32)));
      return { id, key: own };
    }) as [{ id: string; key: KeyObject }];
    this.#keys = new Map(derived.map(({ id, key }) => [id, key]));
    this.#first = derived[0];
  }

  of(text: string): string {
    return tagged(this.#first.id, this.#first.key, text);
  }

  /** By every key: what is stored may have been tagged by any of them. */
  all(text: string): string[] {
    return [...this.#keys].map(([id, key]) => tagged(id, key, text));
  }

  /** Throws where the key is gone. */
  verify(text: string, tag: string): boolean {
    const [id = ''] = tag.split('.', 1);
    const key = this.#keys.get(id);
    if (!key) throw new Error(`PAYCORE_KEYS has no key "${id}", which this is tagged by.`);
    return safeEqual(tag, tagged(id, key, text));
  }

  isOfFirstKey(tag: string): boolean {
    return tag.startsWith(`${this.#first.id}.`);
  }
}

const tagged = (id: string, key: KeyObject, text: string): string =>
  `${id}.${createHmac('sha256', key).update(text).digest('base64url').slice(0, tagLength)}`;
