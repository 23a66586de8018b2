import type { Readable } from 'node:stream';
import { EgressError } from './errors.ts';

export interface Body {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/**
 * Reads up to `maxBytes` and leaves the rest unread, which closes the connection.
 *
 * @throws EgressError `too_large` when the body is longer and `onTooLarge` is `error`
 */
export function readBody(
  stream: Readable,
  limit: { readonly maxBytes: number; readonly onTooLarge: 'truncate' | 'error'; readonly host: string },
): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    stream.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length <= limit.maxBytes) return;
      if (limit.onTooLarge === 'error') reject(new EgressError('too_large', limit.host));
      else resolve({ bytes: joined(chunks).subarray(0, limit.maxBytes), truncated: true });
      stream.destroy();
    });
    stream.once('end', () => resolve({ bytes: joined(chunks), truncated: false }));
    stream.on('error', reject);
  });
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  return new Uint8Array(first && chunks.length === 1 ? first : Buffer.concat(chunks));
}
