import type {
  Callback,
  Environment,
  GatewayAccount,
  GatewayFactory,
  GatewayRuntime,
  Method,
  PayCoreError,
  Reply,
} from '@paycore/core';
import { refusedReply } from '@paycore/gateway-kit';
import { locate as locateForm, verify as verifyForm } from './aio/callback.ts';
import { hosts as cashierHosts } from './aio/client.ts';
import { create as createForm, isCheckout, maxUrlLength } from './aio/create.ts';
import { query as queryCashier, verifyCredentials } from './aio/query.ts';
import { locate as locateData, verify as verifyData } from './background/callback.ts';
import { backgroundApi, hosts as backgroundHosts } from './background/client.ts';
import { create as createCode } from './background/create.ts';
import { query as queryBackground } from './background/query.ts';
import { readCredentials, writtenCredentials } from './credentials.ts';
import { lagHours } from './issued-code.ts';
import { transactionNotFound } from './refusals.ts';

const name = 'ecpay';

const twd = (name: string, lagHours?: number): Method => ({
  name,
  currencies: ['TWD'],
  ...(lagHours !== undefined && { lagHours }),
  decimalsOf: () => 0,
});

/** At ECPay's cashier, what the payer has on our page too. */
const again = (method: Method): Method => ({ ...method, isDuplicate: true });

const methods: Readonly<Record<string, Method>> = {
  // Until the payer has chosen at the cashier, the longest lag of all; an issued code brings its own.
  aio: again(twd('all', Math.max(...Object.values(lagHours)))),
  'aio/credit': twd('credit'),
  'aio/atm': again(twd('atm', lagHours.atm)),
  'aio/cvs': again(twd('cvs', lagHours.cvs)),
  'aio/barcode': again(twd('barcode', lagHours.barcode)),
  atm: twd('atm', lagHours.atm),
  cvs: twd('cvs', lagHours.cvs),
  barcode: twd('barcode', lagHours.barcode),
};

function open(input: unknown, fallback: Environment, runtime: GatewayRuntime): GatewayAccount {
  const credentials = readCredentials(input, fallback);
  const aio = { credentials, runtime };
  const background = { credentials, call: backgroundApi(credentials, runtime) };
  return {
    id: credentials.merchantId,
    environment: credentials.environment,
    credentials: writtenCredentials(credentials),
    create: (order) => (isCheckout(order.route) ? createForm(order, aio) : createCode(order, background)),
    query: (order) => (isCheckout(order.route) ? queryCashier(order, aio) : queryBackground(order, background)),
    verify: (callback, order, trust) => {
      if (!isEncrypted(callback)) return verifyForm(callback, order, trust, credentials);
      // ECPay sends none for its cashier's orders: a callback without a MAC must not get past one that needs it.
      if (isCheckout(order.route)) throw transactionNotFound();
      return verifyData(callback, order, trust, credentials);
    },
    // Both products have the same keys.
    verifyCredentials: () => verifyCredentials(aio),
  };
}

/** The background callback is JSON, the cashier's a form. */
const isEncrypted = ({ rawBody }: Callback): boolean =>
  Buffer.from(rawBody).toString('utf8').trimStart().startsWith('{');

/** ECPay expects exactly `1|OK`, https://developers.ecpay.com.tw/?p=28010; after anything else it sends again, about four times a day. */
function answer(error?: PayCoreError): Reply {
  if (!error) return { status: 200, type: 'text/plain', body: '1|OK' };
  return refusedReply(error);
}

/** ECPay (綠界). */
export const ecpay: GatewayFactory = {
  name,
  maxCallbackUrlLength: maxUrlLength,
  make: (runtime) => ({
    name,
    methods,
    orderNoLength: 20,
    // A repeat is told 10300028 and reads the order's code again, so a retry is safe.
    createAttempts: 10,
    firstQueryAfterSeconds: 600,
    hosts: {
      test: [cashierHosts.test, backgroundHosts.test],
      production: [cashierHosts.production, backgroundHosts.production],
    },
    open: (credentials, fallback) => open(credentials, fallback, runtime),
    locate: (callback, credentialsOf) =>
      isEncrypted(callback) ? locateData(callback, credentialsOf) : locateForm(callback),
    answer,
  }),
};
