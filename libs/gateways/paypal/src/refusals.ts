import { gatewayUnavailable, PayCoreError, type FetchAnswer } from '@paycore/core';
import { parseJson } from '@paycore/gateway-kit';
import * as z from 'zod';

export const refusedCode = 'PAYPAL_REQUEST_REJECTED';

/** PayPal's definite no. */
export interface Refusal {
  readonly status: number;
  /** `UNPROCESSABLE_ENTITY`, `RESOURCE_NOT_FOUND`, … */
  readonly name: string;
  /** `INSTRUMENT_DECLINED`, …; empty where PayPal gives none. */
  readonly issues: readonly string[];
  /** For the log. PayPal's support finds a call by its debug_id. */
  readonly log: Readonly<Record<string, unknown>>;
}

const body = z.object({
  name: z.string().regex(/^\w{1,100}$/),
  debug_id: z.string().optional(),
  details: z.array(z.object({ issue: z.string().optional(), description: z.string().optional() })).optional(),
});

/** Undefined where the answer is not an error of PayPal's form. */
export function readRefusal(answer: FetchAnswer, path: string): Refusal | undefined {
  const { status } = answer;
  const parsed = body.safeParse(jsonOf(answer));
  if (status < 400 || status > 499 || status === 408 || status === 429 || !parsed.success) return undefined;
  const { name, debug_id, details = [] } = parsed.data;
  const issues = details.flatMap(({ issue }) => (issue !== undefined && /^\w{1,100}$/.test(issue) ? [issue] : []));
  const descriptions = details.map(({ description = '' }) => description.slice(0, 200));
  const debugId = debug_id?.slice(0, 100) ?? answer.headers['paypal-debug-id']?.slice(0, 100);
  return { status, name, issues, log: { path, status, name, issues, descriptions, debug_id: debugId ?? null } };
}

/** PayPal's sentences may quote what was sent, so the caller gets only the code, which PayPal documents. */
export const rejected = ({ name, issues, status, log }: Refusal): PayCoreError => {
  const message =
    status === 401 ? 'PayPal does not accept these credentials.' : `PayPal refused the payment (${issues[0] ?? name}).`;
  return new PayCoreError('rejected', refusedCode, message, { log });
};

/** The same failure, with the code that the contract has for a create. */
export function createFailed(error: unknown): unknown {
  if (!(error instanceof PayCoreError) || error.kind !== 'unavailable') return error;
  const { cause, log, pauseSeconds } = error;
  const message = 'PayPal could not be reached, or its answer could not be read.';
  const details = { cause, log, ...(pauseSeconds !== undefined && { pauseSeconds }) };
  return new PayCoreError('unavailable', refusedCode, message, details);
}

export const unclear = (reason: string, log: Readonly<Record<string, unknown>> = {}): PayCoreError =>
  gatewayUnavailable(undefined, { log: { reason, ...log } });

/** Undefined where the body is not whole, or no JSON. */
export const jsonOf = (answer: FetchAnswer): unknown => (answer.truncated ? undefined : parseJson(answer.text()));

/** How long to leave PayPal alone after a 429. */
export function pauseOf({ status, headers }: FetchAnswer): { pauseSeconds?: number } {
  if (status !== 429) return {};
  const seconds = Number(headers['retry-after']);
  return { pauseSeconds: seconds > 0 && seconds <= 3600 ? Math.ceil(seconds) : 60 };
}
