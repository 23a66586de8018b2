import type { Strings } from '@paycore/core';

/** An error at the HTTP level, outside any use case: wrong type, too large, no such route. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Response headers to send, such as `Allow`. */
    readonly headers: Strings = {},
  ) {
    super(message);
  }
}
