import {
  validationFailed,
  type GatewayAccount,
  type GatewayFactory,
  type GatewayRuntime,
  type Info,
  type PayCoreError,
  type Reply,
} from '@paycore/core';
import { refusedReply } from '@paycore/gateway-kit';
import { locate, verify } from './callback.ts';
import { create, host, maxRoturlLength } from './create.ts';
import { cvsTypes, readCredentials, type Credentials } from './credentials.ts';
import { acknowledgement } from './wire.ts';

const name = 'smilepay';

/** SmilePay looks for the word that the order was given as Roturl_status, and sends again where it is not there. */
function answer(error?: PayCoreError): Reply {
  if (!error) return { status: 200, type: 'text/plain; charset=UTF-8', body: acknowledgement };
  return refusedReply(error);
}

/** `cvs_type` of the one route that has a choice. */
function readExtra(route: string, { cvs_type: given }: Info): Info {
  const isAbsent = given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
  if (route !== 'cvs' || isAbsent) return {};
  const cvsType = typeof given === 'string' && Object.hasOwn(cvsTypes, given) ? cvsTypes[given] : undefined;
  if (cvsType === undefined) throw validationFailed({ cvs_type: ['The selected cvs_type is invalid.'] });
  return { cvsType };
}

/** A merchant at SmilePay, which can be told of orders but not asked about them. */
const account = (credentials: Credentials, runtime: GatewayRuntime): GatewayAccount => ({
  id: credentials.dcvc,
  environment: credentials.environment,
  create: (order) => create(order, credentials, runtime),
  verify: (callback, payment, trust) => verify(callback, payment, trust, credentials),
});

const method = (name: string) => ({ name, currencies: ['TWD'], decimalsOf: () => 0 });

/** SmilePay (速買配). */
export const smilepay: GatewayFactory = {
  name,
  maxCallbackUrlLength: maxRoturlLength,
  make: (runtime) => ({
    name,
    methods: {
      atm: method('atm'),
      cvs: method('cvs'),
      // The shop's till reports in batches, up to three days later.
      barcode: { ...method('barcode'), lagHours: 72 },
    },
    // Public integrations hear it by either.
    callbackMethods: ['GET', 'POST'],
    // Documented as 20, but longer numbers than 18 were seen to be refused.
    orderNoLength: 18,
    // SmilePay knows no repeats: another try makes another code, and the one whose answer was lost was never shown.
    createAttempts: 2,
    // Never due: SmilePay cannot be asked.
    firstQueryAfterSeconds: 0,
    hosts: { test: [host], production: [host] },
    open: (credentials, fallback) => account(readCredentials(credentials, fallback), runtime),
    readExtra,
    locate,
    answer,
  }),
};
