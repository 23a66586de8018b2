import type { Environment } from '../domain/payment.ts';
import type { Shop } from '../domain/shop.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { ShopChange, ShopStore } from '../ports/shop-store.ts';

/** Which shop is managed, and by whom. */
export interface ManageScope {
  /** The project's id. */
  readonly project: string;
  readonly environment: Environment;
  /** The public part of a management key, or `cli`. */
  readonly by: string;
}

/** A shop as it is to be, and what was done to it: names and versions, never values. */
export interface ShopEdit extends Pick<ShopChange, 'action' | 'detail'> {
  readonly set: Partial<Pick<Shop, 'accounts' | 'methods' | 'page' | 'accountVersions'>>;
}

/** More rounds than parallel writers can force: each lost round means that another writer won one. */
const maxRounds = 200;

/** Compare-and-set with retries; every change leaves its entry in the same write, and a log line. */
export class ChangeShop {
  constructor(
    private readonly shops: ShopStore,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  /**
   * Computes the edit from a fresh read, again whenever somebody else changed the shop meanwhile; nothing is written where
   * there is no edit. Resolves to the shop afterwards. Throws what `edit` throws, and `offline`.
   */
  async execute(scope: ManageScope, edit: (current: Shop) => ShopEdit | undefined): Promise<Shop> {
    const { project, environment, by } = scope;
    for (let round = 0; round < maxRounds; round += 1) {
      const current = await this.shops.read(project, environment);
      const wanted = edit(current);
      if (!wanted) return current;
      const { set, action, detail } = wanted;
      const shop = { ...current, ...set };
      if (await this.shops.save(shop, { at: this.runtime.clock.now(), by, action, detail })) {
        this.runtime.log.info('Shop changed', { project, environment, by, action, ...detail });
        return { ...shop, version: current.version + 1 };
      }
    }
    throw new Error(`The shop of ${project} changed ${maxRounds} times in a row.`);
  }
}
