import type { PayCoreError } from '../domain/errors.ts';
import type { ComparedAmounts } from '../ports/runtime.ts';

/** Anything else that stands where an amount should stand is the sender's text, and is not repeated. */
const amount = /^[-+]?\d[\d.,]{0,19}$/;
const currency = /^[A-Z]{3}$/;

/** The amounts of a refusal for a wrong amount, as gateways name them in its log; undefined for any other refusal. */
export function amountsOf({ log }: PayCoreError): ComparedAmounts | undefined {
  if (!('expected_amount' in log)) return undefined;
  return {
    expected: text(log['expected_amount'], log['expected_currency']),
    received: text(log['received_amount'], log['received_currency']),
  };
}

function text(value: unknown, unit: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  const shown = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (!amount.test(shown)) return 'unreadable';
  return typeof unit === 'string' && currency.test(unit) ? `${shown} ${unit}` : shown;
}
