import { hash, timingSafeEqual } from 'node:crypto';

/** UTF-16, as UTF-8 writes every lone surrogate alike. */
const digestOf = (text: string): Buffer => hash('sha256', Buffer.from(text, 'utf16le'), 'buffer');

/** Whether both are the same text, in a time that tells neither where they differ nor, as comparing bytes would, how long they are. */
export const safeEqual = (one: string, other: string): boolean => timingSafeEqual(digestOf(one), digestOf(other));

/**
 * The same for tags of one length that everybody may know, such as hashes: their bytes are compared as they are, which costs a
 * sixth.
 */
export function tagsEqual(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
