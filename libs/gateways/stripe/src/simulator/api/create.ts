import type { Account } from '../accounts.ts';
import { token, type Intent } from '../intent.ts';
import { findByRequest, type Ledger } from '../ledger.ts';
import { textAt, textsAt, type Fields } from './form.ts';
import { invalid, Refusal } from './refusal.ts';
import { readAmount, readCurrency, usable } from './rules.ts';

const known = [
  'allowed_payment_method_types',
  'amount',
  'currency',
  'description',
  'metadata',
  'payment_method_options',
  'receipt_email',
];

/** From this API version on the list of methods has another name: https://docs.stripe.com/changelog. */
const firstOfNewName = '2026-09-30';

/** Under the one name. A caller that names no version, or an older one, may use the older name. */
function inNewWords({ payment_method_types: older, ...fields }: Fields, version: string | undefined): Fields {
  if (older === undefined) return fields;
  if (version !== undefined && version >= firstOfNewName) {
    const message = 'The payment_method_types parameter is no longer supported on this API version.';
    throw invalid(message, 'payment_method_types_no_longer_supported', 'payment_method_types');
  }
  return { ...fields, allowed_payment_method_types: older };
}

function refuseUnknown(fields: Fields): void {
  const stranger = Object.keys(fields).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw invalid(`Received unknown parameter: ${stranger}`, 'parameter_unknown', stranger);
  }
}

function readMetadata(fields: Fields): Readonly<Record<string, string>> {
  const metadata = textsAt(fields, 'metadata') ?? {};
  for (const [name, value] of Object.entries(metadata)) {
    if (name.length > 40 || value.length > 500) {
      throw invalid('Metadata names may have 40 characters and values 500.', 'parameter_invalid', `metadata[${name}]`);
    }
  }
  return metadata;
}

function newIntent(fields: Fields, account: Account, at: Date): Intent {
  refuseUnknown(fields);
  const currency = readCurrency(textAt(fields, 'currency'));
  const list = textsAt(fields, 'allowed_payment_method_types');
  const allowed = list === undefined ? null : Object.values(list);
  const types = usable(allowed, currency, account);
  const id = `pi_3${token(23)}`;
  return {
    id,
    clientSecret: `${id}_secret_${token(25)}`,
    publishableKey: account.publishableKey,
    amount: readAmount(textAt(fields, 'amount'), currency, types),
    currency,
    allowed,
    types,
    description: textAt(fields, 'description') ?? null,
    receiptEmail: textAt(fields, 'receipt_email') ?? null,
    metadata: readMetadata(fields),
    wechatClient: textAt(fields, 'payment_method_options', 'wechat_pay', 'client') ?? null,
    created: Math.floor(at.getTime() / 1000),
    status: 'requires_payment_method',
    returnUrl: null,
    nextAction: null,
    lastError: null,
    cancellationReason: null,
    idempotency: null,
    callbacks: [],
  };
}

export interface CreateRequest {
  readonly fields: Fields;
  readonly account: Account;
  readonly key: string | null;
  /** `2026-10-28.endive`; the account's own where absent. */
  readonly version: string | undefined;
}

/** The same key answers the same intent, and refuses to mean anything else. */
export function create({ fields, account, key, version }: CreateRequest, at: Date, ledger: Ledger): Intent {
  const request = JSON.stringify(fields);
  const before = key === null ? undefined : findByRequest(ledger, account.publishableKey, key);
  if (before && before.idempotency?.request !== request) {
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
    throw new Refusal(400, 'idempotency_error', message);
  }
  if (before) return before;
  const intent = newIntent(inNewWords(fields, version), account, at);
  return ledger.write({ ...intent, idempotency: key === null ? null : { key, request } });
}
