import {
  type Balance,
  type Callback,
  type Created,
  type CredentialCheck,
  type CredentialsOf,
  type Environment,
  type Gateway,
  type GatewayAccount,
  type Method,
  type Order,
  type Outcome,
  type PayCoreError,
  type PlacedOrder,
  type OrderKey,
  type Reply,
  type Trust,
  invalidArgument,
} from '@paycore/core';
import { Scripted } from './scripted.ts';

/** What the fake accepts as credentials. */
export interface FakeCredentials {
  readonly merchant_id: string;
  readonly hash_key?: string;
  readonly environment?: Environment;
}

/** A callback in the fake's own format: the keys it names, and no proof. */
export const fakeCallback = (keys: readonly OrderKey[], query: Record<string, string> = {}): Callback => ({
  rawBody: new TextEncoder().encode(JSON.stringify(keys)),
  headers: {},
  query,
});

/** A gateway without a protocol: a spec scripts its answers and counts its calls. */
export class FakeGateway implements Gateway {
  readonly methods: Record<string, Method> = {
    atm: { name: 'atm', currencies: ['TWD'], decimalsOf: () => 0 },
    barcode: { name: 'barcode', currencies: ['TWD'], lagHours: 72, decimalsOf: () => 0 },
    wallet: { name: 'wallet', decimalsOf: () => 0, maxDecimalsOf: (currency) => (currency === 'TWD' ? 0 : 2) },
    aio: {
      name: 'credit',
      currencyFault: 'FAKE_CURRENCY_UNSUPPORTED',
      currencies: ['TWD', 'USD'],
      decimalsOf: () => 0,
    },
  };
  readonly orderNoLength: number = 20;
  createAttempts = 3;
  firstQueryAfterSeconds = 600;
  canQuery = true;
  canCancel = false;
  canComplete = false;
  canReadBalance = false;
  canVerify = false;
  queriesOnReturn = false;

  readonly create = new Scripted<[Order], Created>((order) => ({
    gatewayTradeNo: `T-${order.gatewayOrderNo}`,
    info: { bank_code: '822', virtual_account: order.gatewayOrderNo },
    page: { kind: 'account', bankCode: '822', account: order.gatewayOrderNo },
    expiresAt: new Date(order.createdAt.getTime() + order.expireDays * 86_400_000),
  }));
  readonly verify = new Scripted<[Callback, PlacedOrder, Trust], Outcome>(() => ({ status: 'paid' }));
  readonly query = new Scripted<[PlacedOrder], Outcome>(() => ({ status: 'pending' }));
  readonly cancel = new Scripted<[PlacedOrder], Outcome>(() => ({ status: 'failed' }));
  readonly complete = new Scripted<[PlacedOrder, serial: number], Outcome>(() => ({ status: 'paid' }));
  readonly balance = new Scripted<[], Balance>(() => ({ balance: 0, raw: {} }));
  readonly verifyCredentials = new Scripted<[], CredentialCheck>(() => 'valid');

  constructor(readonly name = 'ecpay') {}

  open(credentials: unknown, fallback: Environment): GatewayAccount {
    const { merchant_id: id, hash_key, environment = fallback } = (credentials ?? {}) as Partial<FakeCredentials>;
    if (typeof id !== 'string') throw invalidArgument('The credentials are invalid.');
    return {
      id,
      environment,
      credentials: { merchant_id: id, environment, ...(hash_key !== undefined && { hash_key }) },
      create: this.create.call,
      verify: this.verify.call,
      ...(this.canQuery && { query: this.query.call }),
      ...(this.canCancel && { cancel: this.cancel.call }),
      ...(this.canComplete && { complete: this.complete.call }),
      isReturnOf: ({ gatewayTradeNo }, { token }) => token !== undefined && token === gatewayTradeNo,
      ...(this.canReadBalance && { balance: this.balance.call }),
      ...(this.canVerify && { verifyCredentials: this.verifyCredentials.call }),
    };
  }

  locate(callback: Callback, _credentialsOf: CredentialsOf): OrderKey[] | Promise<OrderKey[]> {
    return JSON.parse(new TextDecoder().decode(callback.rawBody)) as OrderKey[];
  }

  answer(error?: PayCoreError): Reply {
    const status = error ? (error.kind === 'notFound' ? 404 : error.kind === 'unavailable' ? 503 : 400) : 200;
    return { status, type: 'text/plain', body: error?.message ?? 'OK' };
  }
}
