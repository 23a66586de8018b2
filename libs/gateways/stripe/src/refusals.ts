import { gatewayUnavailable, PayCoreError, type ErrorDetails } from '@paycore/core';
import { Stripe } from 'stripe';
import type { Credentials } from './credentials.ts';

const { errors } = Stripe;

const createCode = 'STRIPE_PAYMENT_INTENT_CREATE_FAILED';

/** Seconds to leave an account alone that asks too often, where Stripe does not say. */
const usualPause = 10;

/** Stripe's words for the log, without the account's secrets: its messages repeat what was sent, keys too. */
function logOf(
  error: unknown,
  { secretKey, webhookSecret, callbackSecret }: Credentials,
): ErrorDetails['log'] & object {
  if (!(error instanceof errors.StripeError)) return { reason: nameOf(error) };
  const secrets = [secretKey, webhookSecret, callbackSecret].filter((secret) => secret !== undefined);
  const reason = secrets
    .reduce((text, secret) => text.replaceAll(secret, '[cut]'), error.message)
    .replace(/\b(sk|rk|whsec|pi_\w+_secret)_[\w*]+/g, '[cut]')
    .slice(0, 300);
  const { type, code = null, param = null, statusCode = null, requestId = null } = error;
  return { type, code, param, status: statusCode, request_id: requestId, reason };
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);

function pauseOf({ headers }: Stripe.errors.StripeError): number {
  const seconds = Number(headers?.['retry-after']);
  return seconds >= 1 && seconds <= 3600 ? Math.ceil(seconds) : usualPause;
}

const isAuth = (error: unknown) =>
  error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError;

/** Stripe understood and will not do it, now or later. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof errors.StripeInvalidRequestError ||
  error instanceof errors.StripeCardError ||
  error instanceof errors.StripeIdempotencyError;

const authFailed = (log: object) =>
  new PayCoreError('rejected', 'STRIPE_AUTH_FAILED', 'Stripe does not accept these credentials.', { log: { ...log } });

const pauseIn = (error: unknown) =>
  error instanceof errors.StripeRateLimitError ? { pauseSeconds: pauseOf(error) } : {};

const createRefused = (log: object) => {
  const message = 'Stripe refused this payment: check method, amount and currency against the Stripe account.';
  return new PayCoreError('rejected', createCode, message, { log: { ...log } });
};

/** Stripe made an intent, but not for the method. */
export const methodRefused = (type: string): PayCoreError =>
  createRefused({ reason: 'The account cannot take this method in this currency.', type });

/** What a failed create is to the merchant. Stripe's own reason goes to the log only. */
export function createFailure(error: unknown, credentials: Credentials): PayCoreError {
  if (error instanceof PayCoreError) return error;
  const log = logOf(error, credentials);
  if (isAuth(error)) return authFailed(log);
  if (isRefusal(error)) return createRefused(log);
  const message = 'Stripe could not create the payment.';
  return new PayCoreError('unavailable', createCode, message, { log, ...pauseIn(error) });
}

/** What a failed question about an intent is. */
export function askFailure(error: unknown, credentials: Credentials): PayCoreError {
  if (error instanceof PayCoreError) return error;
  const log = logOf(error, credentials);
  return isAuth(error) ? authFailed(log) : gatewayUnavailable(undefined, { log, ...pauseIn(error) });
}
