import {
  refusedReply,
  validationFailed,
  type GatewayFactory,
  type Info,
  type PayCoreError,
  type Reply,
} from '@paycore/core';
import { host, smilepayAccount } from './account.ts';
import { locateNotice } from './callback.ts';
import { cvsTypes, readCredentials } from './credentials.ts';
import { smilepayDocs } from './docs/smilepay-docs.ts';
import { acknowledgement, maxRoturlLength } from './request.ts';

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

const method = (name: string) => ({ name, currencies: ['TWD'], decimalsOf: () => 0 });

/** SmilePay (速買配). */
export const smilepay: GatewayFactory = (runtime) => ({
  name: 'smilepay',
  methods: {
    atm: method('atm'),
    cvs: method('cvs'),
    // The shop's till reports in batches, up to three days later.
    barcode: { ...method('barcode'), lagHours: 72 },
  },
  // Public integrations hear it by either.
  callbackMethods: ['GET', 'POST'],
  maxCallbackUrlLength: maxRoturlLength,
  // Documented as 20, but longer numbers than 18 were seen to be refused.
  orderNoLength: 18,
  // SmilePay knows no repeats: another try makes another code, and the one whose answer was lost was never shown.
  createAttempts: 2,
  // Never due: SmilePay cannot be asked.
  firstQueryAfterSeconds: 0,
  hosts: { test: [host], production: [host] },
  open: (credentials, fallback) => smilepayAccount(readCredentials(credentials, fallback), runtime),
  readExtra,
  locate: locateNotice,
  answer,
  docs: smilepayDocs,
});
