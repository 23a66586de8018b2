import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Tags } from './tags.ts';

/** A 32-byte key and its id, which is stored with everything it encrypts. */
export interface SealKey {
  readonly id: string;
  readonly key: Buffer;
}

/** AES-256-GCM for secrets at rest. The first key encrypts, all decrypt. */
export class Seal {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #first: SealKey;

  constructor(private readonly keys: readonly [SealKey, ...SealKey[]]) {
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
    this.#first = keys[0];
  }

  /** `keyId.nonce.ciphertext+tag`, base64url. Opens only with the same `place`, so it cannot be moved elsewhere. */
  seal(value: unknown, place: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#first.key, nonce).setAAD(Buffer.from(place));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.#first.id}.${nonce.toString('base64url')}.${text.toString('base64url')}`;
  }

  /** Throws where the key is gone or the text was changed or moved. */
  open(sealed: string, place: string): unknown {
    const [id = '', nonce = '', text = ''] = sealed.split('.');
    const key = this.#keys.get(id);
    if (!key) throw new Error(`PAYCORE_KEYS has no key "${id}", with which this was sealed.`);
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-16));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'));
  }

  /** Keyed hashes for one purpose, by keys derived from these. */
  tags(purpose: string): Tags {
    return new Tags(this.keys, purpose);
  }

  isOfFirstKey(sealed: string): boolean {
    return sealed.startsWith(`${this.#first.id}.`);
  }
}
