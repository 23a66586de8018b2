import type { Attempt } from '../domain/attempt.ts';
import { scaled } from '../domain/money.ts';
import { standardLagHours } from '../domain/closing.ts';
import { maxOpenCodes, openCodes } from '../domain/link.ts';
import type { Payment, PaymentRequest } from '../domain/payment.ts';
import { accountAt, type MethodSetting, type Shop, type StoredAccount } from '../domain/shop.ts';
import type { Gateways } from '../gateways.ts';
import type { Gateway, Method } from '../ports/gateway.ts';
import { attemptAmount } from '../create/attempt-amount.ts';

/** A method that a payer may pick. */
export interface OfferedMethod {
  readonly gateway: string;
  /** What follows `/pay/{gateway}/`. */
  readonly route: string;
  /** As the contract names it in answers, such as `atm`. */
  readonly method: string;
  /** At a page of the gateway's own: `Method.isDuplicate`. */
  readonly isDuplicate?: boolean;
  /** What is chosen together with it: `Method.choices`. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** In whole TWD. */
  readonly min?: number;
  readonly max?: number;
  /** ISO 4217; any where absent. */
  readonly currencies?: readonly string[];
}

/** Which methods are asked for: for this money where it is known, of these alone where some are named. */
export interface Wish {
  /** In major units. */
  readonly money?: Pick<PaymentRequest, 'amount' | 'decimals'>;
  readonly currency: string;
  /** As `{gateway}/{route}`. */
  readonly methods?: readonly string[] | undefined;
}

/** What a payment asks for whose payer picks. */
export const wishOf = (request: PaymentRequest): Wish => ({
  money: request,
  currency: request.currency,
  methods: request.methods,
});

/** The same with what an attempt by it needs. */
export interface UsableMethod extends OfferedMethod {
  readonly parts: { readonly gateway: Gateway; readonly method: Method; readonly account: StoredAccount };
  /** Of an attempt; absent where the money is not known. */
  readonly money?: Pick<Attempt, 'amount' | 'decimals'>;
}

/** What of the shop's methods can take that money, in the shop's order. */
export function usableMethods(shop: Shop, gateways: Gateways, wish: Wish): UsableMethod[] {
  return shop.methods.methods.flatMap((setting) => {
    const usable =
      setting.isEnabled && isWanted(setting, wish) ? usableMethod(setting, shop, gateways, wish) : undefined;
    return usable ? [usable] : [];
  });
}

const isWanted = ({ gateway, route }: MethodSetting, { methods }: Wish): boolean =>
  methods === undefined || methods.includes(`${gateway}/${route}`);

function usableMethod(
  setting: MethodSetting,
  shop: Shop,
  gateways: Gateways,
  { money, currency }: Wish,
): UsableMethod | undefined {
  const gateway = gateways.find(setting.gateway);
  const account = accountAt(shop, setting.gateway);
  // A gateway may have been uninstalled since, or have lost the method.
  const method = gateway && Object.hasOwn(gateway.methods, setting.route) ? gateway.methods[setting.route] : undefined;
  if (!gateway || !method || !account || !(method.currencies?.includes(currency) ?? true)) return undefined;
  const taken = money && attemptAmount(method, { amount: money.amount, decimals: money.decimals ?? 0, currency });
  if (money && (!taken || !isWithinLimits(setting, money, currency))) return undefined;
  return { ...offered(setting, method), parts: { gateway, method, account }, ...(taken && { money: taken }) };
}

const offered = (
  { gateway, route, min, max }: MethodSetting,
  { name, choices, currencies, isDuplicate }: Method,
): OfferedMethod => ({
  gateway,
  route,
  method: name,
  ...(isDuplicate && { isDuplicate }),
  ...(choices && { choices }),
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
  ...(currencies && { currencies }),
});

/** Limits are in whole TWD and hold for nothing else. */
function isWithinLimits(
  { min, max }: MethodSetting,
  { amount, decimals = 0 }: NonNullable<Wish['money']>,
  currency: string,
): boolean {
  if (currency !== 'TWD') return true;
  const isAtLeast = min === undefined || amount >= (scaled({ amount: min, decimals: 0 }, decimals) ?? Infinity);
  const isAtMost = max === undefined || amount <= (scaled({ amount: max, decimals: 0 }, decimals) ?? Infinity);
  return isAtLeast && isAtMost;
}

/** What is reported days later was paid elsewhere, by a code. */
const isPaidByCode = ({ lagHours = standardLagHours }: Method): boolean => lagHours > standardLagHours;

/** The method would give the payer one code more than they may hold at once. */
export const isOneCodeTooMany = (payment: Payment, method: Method, now: Date): boolean =>
  isPaidByCode(method) && openCodes(payment, now).length >= maxOpenCodes;

/** A code of the method's can still be paid: the payer is led to it, and it takes no further one. */
const hasOpenCode = (payment: Payment, { gateway, route }: OfferedMethod, now: Date): boolean =>
  openCodes(payment, now).some((attempt) => attempt.gateway === gateway && attempt.route === route);

/** Those of the methods by which this payer can get any further now. */
export const openMethods = (methods: readonly UsableMethod[], payment: Payment, now: Date): UsableMethod[] =>
  methods.filter((one) => !isOneCodeTooMany(payment, one.parts.method, now) || hasOpenCode(payment, one, now));

/** As payers and merchants see it. */
export const asOffered = ({ parts: _parts, money: _money, ...method }: UsableMethod): OfferedMethod => method;
