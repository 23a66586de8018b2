import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { tagsEqual } from '@paycore/safe-equal';
import { KeyRing, type NamedKey } from './key-ring.ts';

/** 128 bits: HMAC-SHA-256-128, https://www.rfc-editor.org/rfc/rfc4868. */
const tagLength = 22;

/**
 * Keyed hashes of what is stored, for one purpose: `keyId.tag`, the tag in base64url. The first key tags, all verify. Each key
 * is derived (HKDF-SHA-256) from one that seals, so that no purpose shares one.
 */
export class Tags {
  readonly #ring: KeyRing<KeyObject>;

  constructor([first, ...others]: readonly [NamedKey<Buffer>, ...NamedKey<Buffer>[]], purpose: string) {
    const derived = ({ id, key }: NamedKey<Buffer>) => ({
      id,
      key: createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `paycore ${purpose}`, 32))),
    });
    this.#ring = new KeyRing(derived(first), others.map(derived), 'which this is tagged by');
  }

  of(text: string): string {
    const { id, key } = this.#ring.first;
    return tagged(id, key, text);
  }

  /** By every key: what is stored may have been tagged by any of them. */
  all(text: string): string[] {
    return this.#ring.all().map(([id, key]) => tagged(id, key, text));
  }

  /** Throws where the key is gone. */
  verify(text: string, tag: string): boolean {
    const [id = ''] = tag.split('.', 1);
    return tagsEqual(tag, tagged(id, this.#ring.named(id), text));
  }

  isOfFirstKey(tag: string): boolean {
    return this.#ring.isOfFirst(tag);
  }
}

const tagged = (id: string, key: KeyObject, text: string): string =>
  `${id}.${createHmac('sha256', key).update(text).digest('base64url').slice(0, tagLength)}`;
