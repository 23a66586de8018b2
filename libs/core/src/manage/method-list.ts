import type { MethodList, MethodSetting } from '../domain/shop.ts';
import type { Gateway } from '../ports/gateway.ts';

/** As `{gateway}/{route}`. */
export const nameOf = ({ gateway, route }: Pick<MethodSetting, 'gateway' | 'route'>): string => `${gateway}/${route}`;

/** The methods of the gateway that the list does not have, in the gateway's own order. */
export function missingMethods(methods: readonly MethodSetting[], gateway: Gateway): string[] {
  const known = new Set(methods.map(nameOf));
  return Object.keys(gateway.methods).filter((route) => !known.has(nameOf({ gateway: gateway.name, route })));
}

/** The list for a shop that has a new account at the gateway: what is there stays as it is. */
export function withMethodsOf(list: MethodList, gateway: Gateway): MethodList {
  const added = missingMethods(list.methods, gateway).map((route): MethodSetting => {
    return { gateway: gateway.name, route, isEnabled: !gateway.methods[route]?.isDuplicate };
  });
  return added.length === 0 ? list : { version: list.version + 1, methods: [...list.methods, ...added] };
}
