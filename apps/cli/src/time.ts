import { InvalidArgumentError } from 'commander';

/** Reads an option's ISO 8601 time. */
export function time(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('Expected an ISO 8601 time, such as 2026-06-30T00:00:00Z.');
  return at;
}
