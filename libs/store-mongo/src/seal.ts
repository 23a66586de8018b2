import { createCipheriv, createDecipheriv } from 'node:crypto';
import { KeyRing } from './key-ring.ts';
import { newNonce } from './nonce.ts';
import { Tags } from './tags.ts';

/** A 32-byte key and its id, which is stored with everything it encrypts. */
export interface SealKey {
  readonly id: string;
  readonly key: Buffer;
}

/** AES-256-GCM for secrets at rest. The first key encrypts, all decrypt. */
export class Seal {
  readonly #ring: KeyRing<Buffer>;

  constructor(private readonly keys: readonly [SealKey, ...SealKey[]]) {
    const [first, ...others] = keys;
    this.#ring = new KeyRing(first, others, 'with which this was sealed');
  }

  /** `keyId.nonce.ciphertext+tag`, base64url. Opens only with the same `place`, so it cannot be moved elsewhere. */
  seal(value: unknown, place: string): string {
    const nonce = newNonce();
    const { id, key } = this.#ring.first;
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${id}.${nonce.toString('base64url')}.${text.toString('base64url')}`;
  }

  /** Throws where the key is gone or the text was changed or moved. */
  open(sealed: string, place: string): unknown {
    const [id = '', nonce = '', text = ''] = sealed.split('.');
    const key = this.#ring.named(id);
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
    return this.#ring.isOfFirst(sealed);
  }
}
