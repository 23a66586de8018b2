import { EgressError } from './errors.ts';

export interface Body {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/**
 * Reads up to `maxBytes` and leaves the rest unread; leaving the loop early closes the connection.
 *
 * @throws EgressError `too_large` when the body is longer and `onTooLarge` is `error`
 */
export async function readBody(
  stream: AsyncIterable<Uint8Array>,
  limit: { readonly maxBytes: number; readonly onTooLarge: 'truncate' | 'error'; readonly host: string },
): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length <= limit.maxBytes) continue;
    if (limit.onTooLarge === 'error') throw new EgressError('too_large', limit.host);
    return { bytes: joined(chunks).subarray(0, limit.maxBytes), truncated: true };
  }
  return { bytes: joined(chunks), truncated: false };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks));
}
