import type { FieldFaults } from '../domain/errors.ts';
import { type MethodList, type MethodSetting, type Shop } from '../domain/shop.ts';
import type { Gateways } from '../gateways.ts';
import type { Gateway } from '../ports/gateway.ts';

/** As `{gateway}/{route}`. */
export const nameOf = ({ gateway, route }: Pick<MethodSetting, 'gateway' | 'route'>): string => `${gateway}/${route}`;

/** The list for a shop that has a new account at the gateway: what is there stays as it is. */
export function withMethodsOf(list: MethodList, gateway: Gateway): MethodList {
  const added = missingMethods(list.methods, gateway).map((route): MethodSetting => {
    return { gateway: gateway.name, route, isEnabled: !gateway.methods[route]?.isDuplicate };
  });
  return added.length === 0 ? list : { version: list.version + 1, methods: [...list.methods, ...added] };
}

/**
 * The settings whose method is installed, and at the end, disabled, what else the shop's accounts could offer: a method that
 * is new at its gateway, or was left out of a list.
 */
export function wholeList(
  methods: readonly MethodSetting[],
  shop: Pick<Shop, 'accounts'>,
  gateways: Gateways,
): MethodSetting[] {
  const installed = methods.filter((setting) => isInstalled(setting, gateways));
  const open = gateways.all().filter(({ name }) => shop.accounts.some(({ gateway }) => gateway === name));
  const missing = open.flatMap((gateway) =>
    missingMethods(installed, gateway).map((route) => ({ gateway: gateway.name, route, isEnabled: false })),
  );
  return [...installed, ...missing];
}

/** The gateway's methods that the list does not have, in the gateway's own order. */
function missingMethods(methods: readonly MethodSetting[], gateway: Gateway): string[] {
  const known = new Set(methods.map(nameOf));
  return Object.keys(gateway.methods).filter((route) => !known.has(nameOf({ gateway: gateway.name, route })));
}

const isInstalled = (
  { gateway: name, route }: Pick<MethodSetting, 'gateway' | 'route'>,
  gateways: Gateways,
): boolean => {
  const gateway = gateways.find(name);
  return gateway !== undefined && Object.hasOwn(gateway.methods, route);
};

/** A setting as somebody wrote it: what is not of the right type is left out. */
export type WrittenSetting = Partial<Omit<MethodSetting, 'isEnabled'>>;

/** All that is wrong with a list beyond its types, by fields such as `methods.0.min`. */
export function methodFaults(settings: readonly WrittenSetting[], gateways: Gateways): FieldFaults {
  const seen = new Set<string>();
  const faults: Record<string, string[]> = {};
  settings.forEach((setting, index) => {
    const at = `methods.${index}`;
    const fault = settingFault(setting, gateways, seen);
    if (fault) faults[`${at}.${fault.field}`] = [fault.message(`${at}.${fault.field}`)];
    if (isReversed(setting)) faults[`${at}.min`] = [`The ${at}.min field must not be greater than ${at}.max.`];
  });
  return faults;
}

const unknown = (field: string): string => `The selected ${field} is invalid.`;
const twice = (field: string): string => `The ${field} field has a duplicate value.`;

function settingFault({ gateway, route }: WrittenSetting, gateways: Gateways, seen: Set<string>) {
  if (gateway === undefined) return undefined;
  if (!gateways.find(gateway)) return { field: 'gateway', message: unknown };
  if (route === undefined) return undefined;
  if (!isInstalled({ gateway, route }, gateways)) return { field: 'method', message: unknown };
  const name = nameOf({ gateway, route });
  if (seen.has(name)) return { field: 'method', message: twice };
  seen.add(name);
  return undefined;
}

const isReversed = ({ min, max }: WrittenSetting): boolean => min !== undefined && max !== undefined && min > max;
