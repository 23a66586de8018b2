import type { Account } from '../accounts.ts';
import { token, type Intent } from '../orders.ts';
import { readMetadata, refuseUnknown, textAt, textsAt, type Fields } from './form.ts';
import { invalid } from './refusal.ts';
import { readAmount, readCurrency, usable, type Wanted } from './rules.ts';

const known = [
  'allowed_payment_method_types',
  'amount',
  'automatic_payment_methods',
  'currency',
  'description',
  'expand',
  'metadata',
  'payment_method_options',
  'payment_method_types',
  'receipt_email',
];

/** From this API version on the list of methods has another name: https://docs.stripe.com/changelog. */
const firstOfNewName = '2026-09-30';

/** A caller that names no version, or an older one, may use the older name of the list. */
function refuseOlderName(fields: Fields, version: string | undefined): void {
  if (fields['payment_method_types'] === undefined) return;
  if (version !== undefined && version >= firstOfNewName) {
    const message = 'The payment_method_types parameter is no longer supported on this API version.';
    throw invalid(message, 'payment_method_types_no_longer_supported', 'payment_method_types');
  }
}

/** Three ways to say which methods may pay: https://docs.stripe.com/changelog/dahlia/2026-07-29/allowed-payment-method-types-parameter. */
const ways = ['automatic_payment_methods', 'allowed_payment_method_types', 'payment_method_types'];

function refuseTwoWays(fields: Fields): void {
  const [first, second] = ways.filter((name) => fields[name] !== undefined);
  if (first === undefined || second === undefined) return;
  const message = `You may only specify one of these parameters: ${first}, ${second}.`;
  throw invalid(message, 'parameter_invalid', first);
}

function readWanted(fields: Fields): Wanted {
  const redirects = textAt(fields, 'automatic_payment_methods', 'allow_redirects') ?? 'always';
  if (redirects !== 'always' && redirects !== 'never') {
    const message = 'Invalid automatic_payment_methods[allow_redirects]: must be one of always or never';
    throw invalid(message, 'parameter_invalid', 'automatic_payment_methods[allow_redirects]');
  }
  const list = textsAt(fields, 'payment_method_types') ?? textsAt(fields, 'allowed_payment_method_types');
  return { allowed: list === undefined ? null : Object.values(list), redirects };
}

export interface CreateRequest {
  readonly fields: Fields;
  readonly account: Account;
  /** `2026-10-28.endive`; the account's own where absent. */
  readonly version: string | undefined;
  readonly isLimited: boolean;
}

export function create({ fields, account, version, isLimited }: CreateRequest, at: Date): Intent {
  refuseUnknown(fields, known);
  refuseOlderName(fields, version);
  refuseTwoWays(fields);
  const currency = readCurrency(textAt(fields, 'currency'));
  const wanted = readWanted(fields);
  const types = usable(wanted, currency, account);
  const id = `pi_3${token(23)}`;
  return {
    id,
    clientSecret: `${id}_secret_${token(25)}`,
    publishableKey: account.publishableKey,
    amount: readAmount(textAt(fields, 'amount'), { currency, types, isLimited }),
    currency,
    allowed: wanted.allowed,
    types,
    isAutomatic: fields['payment_method_types'] === undefined,
    redirects: wanted.redirects,
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
    callbacks: [],
  };
}
