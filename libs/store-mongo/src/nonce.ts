import { randomFillSync } from 'node:crypto';

const bytes = 12;
const pool = Buffer.allocUnsafeSlow(bytes * 256);
let used = pool.length;

/**
 * 96 random bits for AES-GCM (NIST SP 800-38D, 8.2.2), each handed out once. Drawn many at a time: asking for twelve bytes
 * costs as much as asking for thousands, a third of a whole encryption.
 */
export function newNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  // Copied: what was handed out must not change when the pool is filled again.
  return Buffer.from(pool.subarray(used - bytes, used));
}
