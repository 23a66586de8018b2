import { PayCoreError, validationFailed } from '../domain/errors.ts';
import type { MethodList, MethodSetting, Shop } from '../domain/shop.ts';
import type { Gateways } from '../gateways.ts';
import type { ShopStore } from '../ports/shop-store.ts';
import type { ChangeShop, ManageScope, ShopEdit } from './change-shop.ts';
import { methodFaults, nameOf, wholeList } from './method-list.ts';
import { isSameValue } from './same-value.ts';

/** The methods that payers may pick, in their order: all installed ones that were ever set, and all of the stored accounts. */
export class ManageMethods {
  constructor(
    private readonly shops: ShopStore,
    private readonly gateways: Gateways,
    private readonly changeShop: ChangeShop,
  ) {}

  /** Throws `offline`. */
  async read({ project, environment }: Omit<ManageScope, 'by'>): Promise<MethodList> {
    return this.whole(await this.shops.read(project, environment));
  }

  /**
   * Puts the list in the place of the one that its author has seen, by its version; what is left out of it is disabled.
   * Resolves to the list afterwards. Throws `invalid` with every fault, `conflict` (VERSION_CONFLICT), `offline`.
   */
  async replace(scope: ManageScope, list: MethodList): Promise<MethodList> {
    const faults = methodFaults(list.methods, this.gateways);
    if (Object.keys(faults).length > 0) throw validationFailed(faults);
    return this.whole(await this.changeShop.execute(scope, (current) => this.edit(current, list)));
  }

  private edit(current: Shop, { version, methods }: MethodList): ShopEdit | undefined {
    if (current.methods.version !== version) throw staleVersion(current.methods.version);
    const after = wholeList(methods, current, this.gateways);
    if (isSameValue(after, current.methods.methods)) return undefined;
    const changed = changedNames(current.methods.methods, after);
    return {
      action: 'methods_changed',
      detail: { version: version + 1, changed },
      set: { methods: { version: version + 1, methods: after } },
    };
  }

  private whole(shop: Shop): MethodList {
    const { version, methods } = shop.methods;
    return { version, methods: wholeList(methods, shop, this.gateways) };
  }
}

/** Methods whose own setting is another one; none where only the order is. */
function changedNames(before: readonly MethodSetting[], after: readonly MethodSetting[]): string[] {
  const was = new Map(before.map((setting) => [nameOf(setting), setting]));
  const differing = after.filter((setting) => !isSameValue(was.get(nameOf(setting)), setting));
  const kept = new Set(after.map(nameOf));
  return [...differing.map(nameOf), ...[...was.keys()].filter((name) => !kept.has(name))];
}

const staleVersion = (version: number): PayCoreError =>
  new PayCoreError(
    'conflict',
    'VERSION_CONFLICT',
    `The methods were changed by somebody else: they are at version ${version} now. Read them again.`,
  );
