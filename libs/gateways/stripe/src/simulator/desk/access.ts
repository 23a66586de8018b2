import type { Context } from 'hono';
import { accountOf, accountOfSecret, type Account } from '../accounts.ts';
import type { Events } from '../callbacks.ts';
import type { Intent, Ledger } from '../orders.ts';
import { textAt, type Fields } from './form.ts';
import { noSuch, Refusal } from './refusal.ts';

export interface Desk {
  readonly ledger: Ledger;
  readonly events: Events;
  readonly now: () => Date;
  /** The mount, where the payer's pages stand. */
  readonly baseUrl: string;
  readonly enforcesLimits: boolean;
  /** Runs a task right after the answer. */
  soon(task: () => Promise<void>): void;
}

/** As bearer, as the name of Basic, or where a browser calls, among the fields. */
export function keyOf(c: Context, fields: Fields): string {
  const [scheme = '', value = ''] = (c.req.header('authorization') ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0] ?? '';
  return textAt(fields, 'key') ?? c.req.query('key') ?? '';
}

const masked = (key: string) => `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;

const unauthorized = (key: string) =>
  new Refusal(
    401,
    'invalid_request_error',
    key === '' ? 'You did not provide an API key.' : `Invalid API Key provided: ${masked(key)}`,
  );

export function byServer(c: Context, fields: Fields): Account {
  const key = keyOf(c, fields);
  const account = accountOfSecret(key);
  if (!account && accountOf(key)) {
    const message = 'This API call cannot be made with a publishable API key.';
    throw new Refusal(403, 'invalid_request_error', message, { code: 'secret_key_required' });
  }
  if (!account) throw unauthorized(key);
  return account;
}

/** By its owner's secret key, or by its own client secret beside the publishable key. */
export function intentFor(c: Context, fields: Fields, ledger: Ledger): Intent {
  const id = c.req.param('id') ?? '';
  const key = keyOf(c, fields);
  const account = accountOfSecret(key) ?? accountOf(key);
  if (!account) throw unauthorized(key);
  const intent = ledger.find(id);
  if (intent?.publishableKey !== account.publishableKey) throw noSuch('payment_intent', id, 'intent');
  const secret = textAt(fields, 'client_secret') ?? c.req.query('client_secret');
  if (key === account.publishableKey && secret !== intent.clientSecret) {
    throw noSuch('payment_intent', id, 'intent');
  }
  return intent;
}
