import {
  Secret,
  type Attempt,
  type Environment,
  type MethodSetting,
  type Payment,
  type PaymentRequest,
  type Shop,
  type ShopStore,
  type StoredAccount,
} from '@paycore/core';
import type { SeededRandom } from '../interleaving.ts';

/** What the shop sells, again and again. */
export const merchantOrderNos = ['A-0', 'A-1', 'A-2'];

type Money = Pick<PaymentRequest, 'amount' | 'decimals'>;

/** Major units of TWD, the usual sum also written another way; the last one not every gateway can take. */
export const prices: readonly Money[] = [
  { amount: 980 },
  { amount: 980 },
  { amount: 98_000, decimals: 2 },
  { amount: 1_250 },
  { amount: 98_050, decimals: 2 },
];

/** Decimal places of an integer amount at a gateway: one of them counts in hundredths. */
export const decimalsAt = (gateway: string): number => (gateway === 'stripe' ? 2 : 0);

/** In hundredths of TWD. */
export const centsOf = (amount: number, decimals: number): number => amount * 10 ** (2 - decimals);

/** An amount in the unit of the payment's request, in hundredths of TWD. */
export function requestedCents({ mode, request, attempts }: Payment, amount = request.amount): number {
  const unit = mode === 'direct' ? decimalsAt(attempts[0]?.gateway ?? '') : 0;
  return centsOf(amount, request.decimals ?? unit);
}

export const attemptCents = ({ gateway, amount, decimals = decimalsAt(gateway) }: Attempt): number =>
  centsOf(amount, decimals);

/** What payers may choose together with a code. */
export const stores = ['ibon', 'fami', 'ok', 'hilife', 'post', 'seven'];

const method = (name: string, limits: Pick<MethodSetting, 'min' | 'max'> = {}): MethodSetting => {
  const [gateway = '', route = ''] = name.split('/');
  return { gateway, route, isEnabled: true, ...limits };
};

/** Limits in whole TWD, which never change. */
export const methodSettings: readonly MethodSetting[] = [
  method('ecpay/code', { max: 1_000 }),
  method('stripe/element'),
  method('paypal/approval'),
  method('paypal/later', { min: 500 }),
  method('smilepay/cashier', { min: 980, max: 1_250 }),
];

export const isWithinLimits = ({ gateway, route, amount, decimals }: Attempt): boolean => {
  const cents = attemptCents({ gateway, amount, decimals } as Attempt);
  const limits = methodSettings.find((one) => one.gateway === gateway && one.route === route);
  return limits !== undefined && cents >= (limits.min ?? 0) * 100 && cents <= (limits.max ?? Infinity) * 100;
};

/** A merchant's account at a model gateway. */
export interface ModelCredentials {
  readonly id: string;
  /** What the gateway signs with; changes now and then. */
  readonly key: number;
}

/** What somebody who keeps the shop may do to it. */
const changes = {
  newKey: (account: StoredAccount) => withCredentials(account, ({ id, key }) => ({ id, key: key + 1 })),
  otherAccount: (account: StoredAccount) =>
    withCredentials(account, ({ id, key }) => ({ id: id === '1' ? '2' : '1', key })),
  removed: () => undefined,
} as const;

function withCredentials(
  account: StoredAccount,
  next: (credentials: ModelCredentials) => ModelCredentials,
): StoredAccount {
  const credentials = next(account.credentials.reveal() as ModelCredentials);
  return { ...account, accountId: credentials.id, credentials: Secret.of(credentials), version: account.version + 1 };
}

const newAccount = (gateway: string, storedAt: Date): StoredAccount => ({
  ...{ gateway, accountId: '1', version: 1, storedAt, credentials: Secret.of({ id: '1', key: 1 }) },
});

/** The shop's own people, who change accounts and methods whatever payers are doing. */
export class ShopKeeper {
  constructor(
    private readonly shops: ShopStore,
    private readonly random: SeededRandom,
  ) {}

  async open(project: string, environment: Environment, at: Date): Promise<void> {
    const shop = await this.shops.read(project, environment);
    const gateways = [...new Set(methodSettings.map(({ gateway }) => gateway))];
    const accounts = gateways.map((gateway) => newAccount(gateway, at));
    await this.#save({ ...shop, accounts, methods: { version: 1, methods: methodSettings } }, at);
  }

  /** One change: to an account, or to which methods are offered. */
  async change(project: string, environment: Environment, at: Date): Promise<void> {
    const shop = await this.shops.read(project, environment);
    const { gateway = '' } = this.random.oneOf(methodSettings) ?? {};
    const account = shop.accounts.find((one) => one.gateway === gateway);
    const others = shop.accounts.filter((one) => one !== account);
    if (!account) return this.#save({ ...shop, accounts: [...others, newAccount(gateway, at)] }, at);
    if (this.random.isLucky(0.4)) return this.#toggle(shop, at);
    const changed =
      changes[this.random.oneOf(['newKey', 'newKey', 'otherAccount', 'removed'] as const) ?? 'newKey'](account);
    return this.#save({ ...shop, accounts: changed ? [...others, changed] : others }, at);
  }

  #toggle(shop: Shop, at: Date): Promise<void> {
    const place = this.random.below(shop.methods.methods.length);
    // One at a time is switched off: payers are to have a choice.
    const methods = shop.methods.methods.map((one, index) => ({
      ...one,
      isEnabled: index !== place || !one.isEnabled,
    }));
    return this.#save({ ...shop, methods: { version: shop.methods.version + 1, methods } }, at);
  }

  async #save(shop: Shop, at: Date): Promise<void> {
    await this.shops.save(shop, { at, by: 'cli', action: 'methods_changed', detail: {} });
  }
}
