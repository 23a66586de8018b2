import type { RefusalDocs } from '@paycore/core';

/** A callback that was not believed. */
export const callbackRefusalDocs = (
  message: string,
  cause: RefusalDocs['cause'],
  fix: RefusalDocs['fix'],
): RefusalDocs => ({ kind: 'forged', code: 'CALLBACK_REFUSED', message, cause, fix });
