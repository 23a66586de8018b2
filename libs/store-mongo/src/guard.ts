import { PayCoreError } from '@paycore/core';
import { mongo } from 'mongoose';
import { patience } from './patience.ts';

export const offline = (cause: unknown): PayCoreError =>
  new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'The service is not available at the moment. Please try again.', {
    cause,
  });

/**
 * Runs one database operation within the deadline. Throws `offline` where the database is unreachable or changing its primary;
 * the operation may or may not have been applied.
 */
export function guarded<T>(operation: () => Promise<T>): Promise<T> {
  // By hand, since this stands around every call: Promise.race and a try cost five promises more.
  return new Promise((resolve, reject) => {
    const { operationMs } = patience;
    // After what has arrived: a process that was held up for so long sees the timer before it reads the answer.
    const late = setTimeout(
      () => setImmediate(() => reject(offline(new Error(`No answer in ${operationMs} ms`)))),
      operationMs,
    );
    const fail = (error: unknown): void => {
      clearTimeout(late);
      reject(isAway(error) ? offline(error) : (error as Error));
    };
    try {
      operation().then((value) => {
        clearTimeout(late);
        resolve(value);
      }, fail);
    } catch (error) {
      fail(error);
    }
  });
}

/**
 * Server errors that mean "not now": a primary stepping down, a node shutting down. A connection that breaks in the middle
 * of a write is the socket's own error: the driver does not wrap that one.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) {
    return error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('ResetPool') || error.code === 10107;
  }
  if (error instanceof mongo.MongoError) return true;
  return error instanceof Error && (error.name === 'MongooseError' || 'syscall' in error);
}

/** Servers name it `index: orderKey_1`, `index: db.payments.$orderKey_1` or `Index 'orderKey_1'`, before any value. */
const namedIndex = /\bindex:?\s+["'`]?(?:[\w.-]+\.\$)?(\w+?)(?:_-?1|(?<=_id)_)?["'`]?(?=\s|$)/i;

/** A unique index refused a write. */
export const isDuplicateKey = (error: unknown): error is mongo.MongoServerError =>
  error instanceof mongo.MongoServerError && error.code === 11000;

/** The field of the unique index that refused a write; undefined for any other error. */
export function refusedIndex(error: unknown): string | undefined {
  if (!isDuplicateKey(error)) return undefined;
  const named = Object.keys((error['keyPattern'] as object | undefined) ?? {})[0];
  return named ?? namedIndex.exec(error.message)?.[1] ?? '_id';
}
