import type { ErrorKind, GatewayFactory, PayCoreError, Reply } from '@paycore/core';
import { backgroundAccount } from './background.ts';
import { locateNotice } from './callback.ts';
import { readCredentials } from './credentials.ts';

/** Statuses other than 200 make ECPay send again, about four times a day; none of them changes that. */
const statuses: Partial<Record<ErrorKind, number>> = { notFound: 404, unavailable: 503, offline: 503 };

/** ECPay wants `1|OK` and not a byte more: https://developers.ecpay.com.tw/?p=28010. */
function answer(error?: PayCoreError): Reply {
  if (!error) return { status: 200, type: 'text/plain', body: '1|OK' };
  const body = { success: false, message: error.message, error: { error_code: error.code } };
  return { status: statuses[error.kind] ?? 400, type: 'application/json', body: JSON.stringify(body) };
}

/** ECPay (綠界). */
export const ecpay: GatewayFactory = (runtime) => ({
  name: 'ecpay',
  methods: { atm: { name: 'atm', currencies: ['TWD'], decimalsOf: () => 0 } },
  orderNoLength: 20,
  // A repeat finds the order by 10300028 and reads its code again, so trying on is safe.
  createAttempts: 10,
  asksAfter: 600,
  open: (credentials, fallback) => backgroundAccount(readCredentials(credentials, fallback), runtime),
  locate: locateNotice,
  answer,
});
