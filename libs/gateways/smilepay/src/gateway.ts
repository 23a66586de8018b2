import {
  validationFailed,
  type GatewayAccount,
  type GatewayFactory,
  type GatewayRuntime,
  type Info,
  type Method,
  type PayCoreError,
  type Reply,
} from '@paycore/core';
import { refusedReply } from '@paycore/gateway-kit';
import { locate, refuseUnproven, verify } from './callback.ts';
import { create, host, maxRoturlLength } from './create.ts';
import { cvsTypes, readCredentials, writtenCredentials, type Credentials } from './credentials.ts';
import { acknowledgement } from './wire.ts';

const name = 'smilepay';

/** SmilePay looks for the word in the order's Roturl_status, and sends again where it does not find it. */
function answer(error?: PayCoreError): Reply {
  if (!error) return { status: 200, type: 'text/plain; charset=UTF-8', body: acknowledgement };
  return refusedReply(error);
}

/** `cvs_type` of the one route that has a choice. */
function readExtra(route: string, { cvs_type: input }: Info): Info {
  const isAbsent = input === undefined || input === null || (typeof input === 'string' && input.trim() === '');
  if (route !== 'cvs' || isAbsent) return {};
  const cvsType = typeof input === 'string' && Object.hasOwn(cvsTypes, input) ? cvsTypes[input] : undefined;
  if (cvsType === undefined) throw validationFailed({ cvs_type: ['The selected cvs_type is invalid.'] });
  return { cvsType };
}

/** A merchant's account at SmilePay, which takes orders but answers no queries. */
const account = (credentials: Credentials, runtime: GatewayRuntime): GatewayAccount => ({
  id: credentials.dcvc,
  environment: credentials.environment,
  credentials: writtenCredentials(credentials),
  create: (order) => create(order, credentials, runtime),
  verify: (callback, order, trust) => verify(callback, order, trust, credentials),
});

/** How late SmilePay reports is published nowhere: ECPay's lags, https://support.ecpay.com.tw/4634, since banks and stores are the same. */
const method = (name: string, lagHours: number): Method => ({
  name,
  currencies: ['TWD'],
  lagHours,
  decimalsOf: () => 0,
});

/** SmilePay (速買配). */
export const smilepay: GatewayFactory = {
  name,
  maxCallbackUrlLength: maxRoturlLength,
  make: (runtime) => ({
    name,
    methods: {
      atm: method('atm', 24),
      cvs: { ...method('cvs', 24), choices: { cvs_type: ['ibon', 'fami'] } },
      barcode: method('barcode', 72),
    },
    // Public integrations take either.
    callbackMethods: ['GET', 'POST'],
    // Documented as 20, but longer numbers than 18 were seen to be refused.
    orderNoLength: 18,
    // A repeat makes another code; the payer never saw the one whose answer was lost.
    createAttempts: 2,
    // Never due: SmilePay cannot be queried.
    firstQueryAfterSeconds: 0,
    hosts: { test: [host], production: [host] },
    open: (credentials, fallback) => account(readCredentials(credentials, fallback), runtime),
    readExtra,
    locate,
    answer,
    refuseUnproven,
  }),
};
