import type { Strings } from '@paycore/core';

/** A fault of the HTTP exchange itself, which no use case knows: wrong type, too large, no such route. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Response headers that belong to the answer, such as `Allow`. */
    readonly headers: Strings = {},
  ) {
    super(message);
  }
}
