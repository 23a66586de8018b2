import { gatewayUnavailable, PayCoreError, type CredentialCheck, type ErrorDetails } from '@paycore/core';
import { Stripe } from 'stripe';
import type { Credentials } from './credentials.ts';

const { errors } = Stripe;

const createCode = 'STRIPE_PAYMENT_INTENT_CREATE_FAILED';

/** Seconds to leave an account alone after a 429 that does not say how long. */
const defaultPause = 10;

type Secrets = Pick<Credentials, 'secretKey' | 'webhookSecret' | 'callbackSecret'>;

/** Keys by their form, also where Stripe masked a part of them. */
const keyForms = /\b(?:[a-z]k|whsec|pi_\w+_secret)_[\w*]+/g;

/** Stripe's words without the account's secrets: its messages repeat what was sent, keys too. */
const withoutSecrets = (text: string, { secretKey, webhookSecret, callbackSecret }: Secrets): string =>
  [secretKey, webhookSecret, callbackSecret]
    .filter((secret) => secret !== undefined)
    .reduce((rest, secret) => rest.replaceAll(secret, '[cut]'), text)
    .replace(keyForms, '[cut]');

function logOf(error: unknown, secrets: Secrets): ErrorDetails['log'] & object {
  if (!(error instanceof errors.StripeError)) return { reason: nameOf(error) };
  const reason = shownOf(error.message, secrets).slice(0, 300);
  const { type, code = null, decline_code = null, param = null, statusCode = null, requestId = null } = error;
  return { type, code, decline_code, param, status: statusCode, request_id: requestId, reason };
}

/** Characters of Stripe's message that are shown. */
const maxShownLength = 200;

/** An address, and any word with a digit that is as long as keys and tokens are. */
const personal = /\S+@\S+|\b(?=[\w*-]*\d)[\w*-]{20,}/g;

const shownOf = (text: string, secrets: Secrets): string => withoutSecrets(text, secrets).replace(personal, '[cut]');

/** For the merchant: `Amount must be at least 50 cents (code: amount_too_small, param: amount).` Undefined where Stripe gives no reason. */
function reasonOf(error: unknown, secrets: Secrets): string | undefined {
  if (!(error instanceof errors.StripeError)) return undefined;
  const { code, decline_code, param } = error;
  const words = shownOf(error.message, secrets)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  const message = [...words].slice(0, maxShownLength).join('').replace(/\.$/, '');
  const marks = Object.entries({ code, decline_code, param })
    .filter(([, value = '']) => /^[\w.[\]-]{1,60}$/.test(value) && shownOf(value, secrets) === value)
    .map(([name, value]) => `${name}: ${value}`);
  const shown = [message, marks.length > 0 ? `(${marks.join(', ')})` : ''].filter((part) => part !== '');
  return shown.length > 0 ? shown.join(' ') : undefined;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);

function pauseOf({ headers }: Stripe.errors.StripeError): number {
  const seconds = Number(headers?.['retry-after']);
  return seconds >= 1 && seconds <= 3600 ? Math.ceil(seconds) : defaultPause;
}

const isAuth = (error: unknown) =>
  error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError;

/** Stripe understood the request and will never carry it out. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof errors.StripeInvalidRequestError ||
  error instanceof errors.StripeCardError ||
  error instanceof errors.StripeIdempotencyError;

const authFailed = (log: object) =>
  new PayCoreError('rejected', 'STRIPE_AUTH_FAILED', 'Stripe does not accept these credentials.', { log: { ...log } });

const pauseIn = (error: unknown) =>
  error instanceof errors.StripeRateLimitError ? { pauseSeconds: pauseOf(error) } : {};

/** Begins each refusal of a create; Stripe's reason follows. */
const refused = 'Stripe refused this payment';
const unreasoned = 'check method, amount and currency against the Stripe account';

const createRefused = (reason: string | undefined, log: object) =>
  new PayCoreError('rejected', createCode, `${refused}: ${reason ?? unreasoned}.`, { log: { ...log } });

/** Stripe made an intent, but not for the method. */
export const methodRefused = (type: string, currency: string): PayCoreError => {
  const reason = `this account cannot take ${type} in ${currency}`;
  return createRefused(reason, { reason, type });
};

/** The error for a failed create; the merchant sees Stripe's reason where the request is at fault. */
export function createFailure(error: unknown, credentials: Credentials): PayCoreError {
  if (error instanceof PayCoreError) return error;
  const log = logOf(error, credentials);
  if (isAuth(error)) return authFailed(log);
  if (isRefusal(error)) return createRefused(reasonOf(error, credentials), log);
  const message = 'Stripe could not create the payment.';
  return new PayCoreError('unavailable', createCode, message, { log, ...pauseIn(error) });
}

/** What a failed question says of the secret key: one that may not ask it is one that Stripe knows. Throws `unavailable`. */
export function checkOf(error: unknown, credentials: Credentials): CredentialCheck {
  if (error instanceof errors.StripePermissionError) return 'valid';
  if (error instanceof errors.StripeAuthenticationError) return 'invalid';
  throw queryFailure(error, credentials);
}

/** The error for a failed query or cancel. */
export function queryFailure(error: unknown, credentials: Credentials): PayCoreError {
  if (error instanceof PayCoreError) return error;
  const log = logOf(error, credentials);
  return isAuth(error) ? authFailed(log) : gatewayUnavailable(undefined, { log, ...pauseIn(error) });
}
