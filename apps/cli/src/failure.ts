import { PayCoreError } from '@paycore/core';

/** What went wrong, for the terminal: every field at fault on a line of its own. */
export function failureText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const fields = error instanceof PayCoreError ? (error.fields ?? {}) : {};
  const lines = Object.entries(fields).flatMap(([field, faults]) => faults.map((fault) => `  ${field}: ${fault}`));
  return [message, ...lines].join('\n');
}
