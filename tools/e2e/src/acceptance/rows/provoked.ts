import type { CreateBody } from '../../world.ts';
import type { Row } from './rows.ts';

export interface Provoked {
  readonly code: string;
  /** 422 where absent. */
  readonly status?: number;
  readonly message?: string;
  /** Names of all that is at fault. */
  readonly fields?: readonly string[];
}

interface BadCredentials extends Provoked {
  readonly what: string;
  readonly differences: CreateBody;
}

interface Refused extends BadCredentials {
  readonly order?: CreateBody;
}

const at = (...names: readonly string[]) => names.map((name) => `gateway_credentials.${name}`);

const bad = (what: string, differences: CreateBody, code: string, fields: readonly string[], message?: string) => ({
  what,
  differences,
  code,
  fields,
  ...(message !== undefined && { message }),
});

const productionOf = (differences: CreateBody) =>
  bad('of real money with a test key', differences, 'INVALID_ARGUMENT', at('environment'));

const ecpayCode = 'ECPAY_CREDENTIAL_INVALID';
const smilepayCode = 'SMILEPAY_CREDENTIAL_INVALID';
const plusCode = 'PLUS_CREDENTIAL_INVALID';

/** By gateway: what it finds wrong before it calls anybody. */
export const badCredentials: Readonly<Record<string, readonly BadCredentials[]>> = {
  ecpay: [
    bad(
      'without any key',
      { merchant_id: '', hash_key: '', hash_iv: '' },
      ecpayCode,
      at('merchant_id', 'hash_key', 'hash_iv'),
    ),
    bad('of an unknown environment', { environment: 'moon' }, ecpayCode, at('environment')),
    bad('with a key of another length', { hash_key: 'short' }, ecpayCode, at('hash_key')),
    productionOf({ environment: 'production' }),
  ],
  smilepay: [
    bad('without any key', { dcvc: '', rvg2c: '', verify_key: '' }, smilepayCode, at('dcvc', 'rvg2c', 'verify_key')),
    bad('with another kind of machine', { default_cvs_type: 'moon' }, smilepayCode, at('default_cvs_type')),
  ],
  paypal: [
    bad('without client_id', { client_id: '' }, 'PAYPAL_CLIENT_ID_REQUIRED', at('client_id')),
    bad('without client_secret', { client_secret: null }, 'PAYPAL_CLIENT_SECRET_REQUIRED', at('client_secret')),
    bad('of an unknown environment', { environment: 'moon' }, 'PAYPAL_ENVIRONMENT_INVALID', at('environment')),
    productionOf({ environment: 'production' }),
  ],
  stripe: [
    bad('with a secret_key of another kind', { secret_key: 'rk_test_1' }, 'STRIPE_SECRET_KEY_INVALID', [
      ...at('secret_key'),
    ]),
    bad('with a publishable_key of another kind', { publishable_key: 'sk_test_1' }, 'STRIPE_PUBLISHABLE_KEY_INVALID', [
      ...at('publishable_key'),
    ]),
    bad('with a webhook_secret of another kind', { webhook_secret: 'secret' }, 'VALIDATION_FAILED', [
      ...at('webhook_secret'),
    ]),
    productionOf({ secret_key: 'sk_live_1', publishable_key: 'pk_live_1' }),
  ],
  plus: [
    bad('without appid', { appid: '' }, plusCode, at('appid'), 'PLUS appid is required.'),
    bad('without secret_key', { secret_key: '' }, plusCode, at('secret_key'), 'PLUS secret_key is required.'),
    bad(
      'without both',
      { appid: null, secret_key: null },
      plusCode,
      at('appid', 'secret_key'),
      'PLUS appid is required.',
    ),
  ],
};

interface OtherCurrency extends Provoked {
  readonly currency: string;
}

/** A currency that the method does not take: said by PayCore where the contract lists those it takes, else by the gateway. */
export function otherCurrency({ gateway, method }: Row): readonly OtherCurrency[] {
  if (gateway === 'paypal') return [{ currency: 'XXX', code: 'PAYPAL_REQUEST_REJECTED' }];
  if (gateway !== 'stripe') return [{ currency: 'USD', code: 'INVALID_ARGUMENT', fields: ['currency'] }];
  const isCard = method === 'credit';
  const code = isCard ? 'STRIPE_PAYMENT_INTENT_CREATE_FAILED' : 'STRIPE_PAYMENT_METHOD_CURRENCY_UNSUPPORTED';
  return [{ currency: isCard ? 'XXX' : 'TWD', code }];
}

const unknownTo: Readonly<Record<string, Omit<Refused, 'what'>>> = {
  ecpay: { differences: { hash_key: '0123456789abcdef' }, code: 'ECPAY_BACKGROUND_CODE_FAILED' },
  smilepay: { differences: { verify_key: 'unknown' }, code: smilepayCode },
  paypal: { differences: { client_secret: 'unknown' }, code: 'PAYPAL_REQUEST_REJECTED' },
  stripe: { differences: { secret_key: 'sk_test_unknown' }, code: 'STRIPE_AUTH_FAILED' },
  plus: { differences: { secret_key: 'unknown' }, code: plusCode },
};

const cardsOnly = {
  secret_key: 'sk_test_PayCoreCardsOnly3FsGx9Bv',
  publishable_key: 'pk_test_PayCoreCardsOnly3FsGx9Bv',
};
const withoutBarcode = { dcvc: '3003', verify_key: 'E5D81B7730F24C6A9B02C8A4D71F563E' };

/** What the sandbox's gateways refuse. A cashier's order is made by the payer's browser: nobody refuses it before. */
export function refusals({ gateway, method, hasForm }: Row): readonly Refused[] {
  const unknown = unknownTo[gateway];
  const found: Refused[] = unknown && !hasForm ? [{ what: 'unknown credentials', ...unknown }] : [];
  if (gateway === 'smilepay' && method === 'barcode') {
    const code = 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED';
    found.push({ what: 'an account without that service', differences: withoutBarcode, code });
  }
  if (gateway === 'stripe') {
    const code = 'STRIPE_PAYMENT_INTENT_CREATE_FAILED';
    if (method === 'credit')
      found.push({ what: 'an amount that is too large', differences: {}, order: { amount: 100_000_000 }, code });
    else found.push({ what: 'an account that takes cards only', differences: cardsOnly, code });
  }
  return found;
}
