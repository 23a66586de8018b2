import type { Account } from '../accounts.ts';
import { tooSmall } from '../currencies.ts';
import { invalid, missing } from './refusal.ts';

const presentment = (
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop ' +
  'crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy ' +
  'kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok ' +
  'npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top ' +
  'try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw'
).split(' ');

/** Currencies of what is no card. */
const currenciesOf: Readonly<Record<string, readonly string[]>> = {
  card: presentment,
  alipay: ['aud', 'cad', 'cny', 'eur', 'gbp', 'hkd', 'jpy', 'myr', 'nzd', 'sgd', 'usd'],
  wechat_pay: ['aud', 'cad', 'chf', 'cny', 'dkk', 'eur', 'gbp', 'hkd', 'jpy', 'nok', 'sek', 'sgd', 'usd'],
  grabpay: ['myr', 'sgd'],
  paynow: ['sgd'],
  promptpay: ['thb'],
  fpx: ['myr'],
};

const maxFpxAmount = 3_000_000;
/** Of methods that the payer's bank sends elsewhere. */
const redirecting = ['alipay', 'grabpay', 'fpx'];
const endsInZero = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];
const endsInTwoZeros = ['isk', 'ugx'];

export function readCurrency(text: string | undefined): string {
  if (text === undefined || text === '') throw missing('currency');
  if (!presentment.includes(text.toLowerCase())) {
    throw invalid(`Invalid currency: ${text}.`, 'parameter_invalid', 'currency');
  }
  return text.toLowerCase();
}

export interface Charged {
  readonly currency: string;
  readonly types: readonly string[];
  /** Whether amounts beyond the limits are refused. */
  readonly isLimited: boolean;
}

export function readAmount(text: string | undefined, { currency, types, isLimited }: Charged): number {
  if (text === undefined || text === '') throw missing('amount');
  if (!/^-?\d+$/.test(text)) throw invalid(`Invalid integer: ${text}`, 'parameter_invalid_integer', 'amount');
  const amount = Number(text);
  if (amount < 1)
    throw invalid('This value must be greater than or equal to 1.', 'parameter_invalid_integer', 'amount');
  const small = isLimited ? tooSmall(amount, currency) : undefined;
  if (small !== undefined) throw invalid(small, 'amount_too_small', 'amount');
  const isTooMuch = isLimited && types.every((type) => type === 'fpx') && amount > maxFpxAmount;
  if (isTooMuch || amount > 99_999_999) throw invalid('Amount is above the maximum.', 'amount_too_large', 'amount');
  const step = endsInTwoZeros.includes(currency) ? 100 : endsInZero.includes(currency) ? 10 : 1;
  if (amount % step !== 0) {
    throw invalid('Amount must be divisible for this currency.', 'invalid_charge_amount', 'amount');
  }
  return amount;
}

export interface Wanted {
  /** Null: all that the dashboard has. */
  readonly allowed: readonly string[] | null;
  readonly redirects: 'always' | 'never';
}

/** What of the allowed methods the account can take in the currency. */
export function usable({ allowed, redirects }: Wanted, currency: string, account: Account): readonly string[] {
  const unknown = allowed?.find((type) => currenciesOf[type] === undefined);
  if (unknown !== undefined) {
    const message = `Invalid allowed_payment_method_types[0]: must be one of the known types, not ${unknown}.`;
    throw invalid(message, 'parameter_invalid', 'allowed_payment_method_types');
  }
  const enabled = account.methods ?? Object.keys(currenciesOf);
  const types = (allowed ?? enabled)
    .filter((type) => enabled.includes(type) && (currenciesOf[type] ?? []).includes(currency))
    .filter((type) => redirects === 'always' || !redirecting.includes(type));
  if (types.length > 0) return types;
  const message =
    'No valid payment method types for this Payment Intent. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard.';
  throw invalid(message, 'payment_intent_invalid_parameter', 'allowed_payment_method_types');
}
