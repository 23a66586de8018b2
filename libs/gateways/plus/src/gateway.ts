import type { GatewayAccount, GatewayFactory } from '@paycore/core';
import { receivedReply, refusedReply } from '@paycore/gateway-kit';
import { balance, verifyCredentials } from './balance.ts';
import { locate, refuseUnproven, verify } from './callback.ts';
import type { CallContext } from './client.ts';
import { create } from './create.ts';
import { readCredentials, writtenCredentials } from './credentials.ts';
import { readProtocol } from './wire.ts';

const name = 'plus';

/** A merchant's account at PLUS, which takes orders and tells the balance, but answers no queries about an order. */
const account = (context: CallContext): GatewayAccount => ({
  id: context.credentials.appid,
  environment: context.credentials.environment,
  credentials: writtenCredentials(context.credentials),
  create: (order) => create(order, context),
  verify: (callback, order, trust) => verify(callback, order, trust, context),
  balance: () => balance(context),
  verifyCredentials: () => verifyCredentials(context),
});

/** PLUS. */
export const plus: GatewayFactory = {
  name,
  checkSettings: readProtocol,
  make(runtime) {
    const protocol = readProtocol(runtime.settings);
    return {
      name,
      // How late PLUS reports a transfer is not known: a day, for banks that book overnight.
      methods: { atm: { name: 'atm', currencies: ['TWD'], lagHours: 24, decimalsOf: () => 0 } },
      orderNoLength: 20,
      createAttempts: 2,
      // Never due: PLUS cannot be queried.
      firstQueryAfterSeconds: 0,
      ...(protocol.baseUrl !== undefined && { hosts: { test: [protocol.baseUrl], production: [protocol.baseUrl] } }),
      open: (credentials, fallback) =>
        account({ credentials: readCredentials(credentials, fallback), protocol, runtime }),
      locate: (callback) => locate(callback, protocol),
      answer: (error) => (error ? refusedReply(error) : receivedReply),
      refuseUnproven,
    };
  },
};
