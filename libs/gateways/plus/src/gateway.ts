import { receivedReply, refusedReply, type GatewayFactory } from '@paycore/core';
import { plusAccount } from './account.ts';
import { locateCallback } from './callback.ts';
import { readCredentials } from './credentials.ts';
import { plusDocs } from './docs/plus-docs.ts';
import { readProtocol } from './wire/protocol.ts';

/** PLUS. Throws `invalid` where the operator's settings cannot be used. */
export const plus: GatewayFactory = (runtime) => {
  const protocol = readProtocol(runtime.settings);
  return {
    name: 'plus',
    // How late PLUS tells of a transfer is not known, and it cannot be asked: a day, for banks that book overnight.
    methods: { atm: { name: 'atm', currencies: ['TWD'], lagHours: 24, decimalsOf: () => 0 } },
    orderNoLength: 20,
    createAttempts: 2,
    // Never due: PLUS cannot be asked.
    asksAfter: 0,
    ...(protocol.baseUrl !== undefined && { hosts: { test: [protocol.baseUrl], production: [protocol.baseUrl] } }),
    open: (credentials, fallback) => plusAccount(readCredentials(credentials, fallback), protocol, runtime),
    locate: (callback) => locateCallback(callback, protocol),
    answer: (error) => (error ? refusedReply(error) : receivedReply),
    docs: plusDocs,
  };
};
