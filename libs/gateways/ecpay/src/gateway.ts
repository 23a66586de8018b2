import {
  refusedReply,
  type Callback,
  type Environment,
  type GatewayAccount,
  type GatewayFactory,
  type GatewayRuntime,
  type Method,
  type PayCoreError,
  type Reply,
} from '@paycore/core';
import { verifyForm, locateForm } from './aio/callback.ts';
import { cashier, hosts as cashierHosts } from './aio/cashier.ts';
import { isCheckout, maxUrlLength } from './aio/checkout.ts';
import { hosts as backgroundHosts } from './background/api.ts';
import { locateNotice, verifyNotice } from './background/callback.ts';
import { backgroundIssue } from './background/issue.ts';
import { readCredentials } from './credentials.ts';
import { ecpayDocs } from './docs/ecpay-docs.ts';
import { transactionNotFound } from './refusals.ts';

const twd = (name: string, more: Pick<Method, 'lagHours'> = {}): Method => ({
  name,
  currencies: ['TWD'],
  decimalsOf: () => 0,
  ...more,
});

/** Stores hand in their barcode payments up to three days later. */
const barcode = twd('barcode', { lagHours: 72 });

const methods: Readonly<Record<string, Method>> = {
  aio: twd('all'),
  'aio/credit': twd('credit'),
  'aio/atm': twd('atm'),
  'aio/cvs': twd('cvs'),
  'aio/barcode': barcode,
  atm: twd('atm'),
  cvs: twd('cvs'),
  barcode,
};

function open(given: unknown, fallback: Environment, runtime: GatewayRuntime): GatewayAccount {
  const credentials = readCredentials(given, fallback);
  const [aio, background] = [cashier(credentials, runtime), backgroundIssue(credentials, runtime)];
  const ofRoute = (route: string) => (isCheckout(route) ? aio : background);
  return {
    id: credentials.merchantId,
    environment: credentials.environment,
    create: (order) => ofRoute(order.route).create(order),
    sync: (payment) => ofRoute(payment.route).sync(payment),
    verify: (callback, payment, trust) => {
      if (!isEncrypted(callback)) return verifyForm(callback, payment, trust, credentials);
      // ECPay sends none for an order of its cashier: what has no MAC shall not weaken what has one.
      if (isCheckout(payment.route)) throw transactionNotFound();
      return verifyNotice(callback, payment, trust, credentials);
    },
  };
}

/** The background notice is JSON, the cashier's a form. */
const isEncrypted = ({ rawBody }: Callback): boolean =>
  Buffer.from(rawBody).toString('utf8').trimStart().startsWith('{');

/**
 * ECPay wants `1|OK` and not a byte more, https://developers.ecpay.com.tw/?p=28010. Whatever else it gets makes it send again,
 * about four times a day.
 */
function answer(error?: PayCoreError): Reply {
  if (!error) return { status: 200, type: 'text/plain', body: '1|OK' };
  return refusedReply(error);
}

/** ECPay (綠界). */
export const ecpay: GatewayFactory = (runtime) => ({
  name: 'ecpay',
  methods,
  orderNoLength: 20,
  maxCallbackUrlLength: maxUrlLength,
  // A repeat finds the order by 10300028 and reads its code again, so trying on is safe.
  createAttempts: 10,
  firstQueryAfterSeconds: 600,
  hosts: {
    test: [cashierHosts.test, backgroundHosts.test],
    production: [cashierHosts.production, backgroundHosts.production],
  },
  open: (credentials, fallback) => open(credentials, fallback, runtime),
  locate: (callback, credentialsOf) =>
    isEncrypted(callback) ? locateNotice(callback, credentialsOf) : locateForm(callback),
  answer,
  docs: ecpayDocs,
});
