import { emptyShop, type Environment, type Logo, type Shop, type ShopChange, type ShopStore } from '@paycore/core';

const maxChanges = 100;

const keyOf = ({ project, environment }: Pick<Shop, 'project' | 'environment'>): string => `${project}~${environment}`;

/** The shop store on maps, for specs. */
export class MemoryShopStore implements ShopStore {
  readonly #shops = new Map<string, Shop>();
  readonly #changes = new Map<string, readonly ShopChange[]>();
  readonly #logos = new Map<string, Logo>();

  async find(project: string, environment: Environment): Promise<Shop> {
    return this.#stored({ project, environment });
  }

  async read(project: string, environment: Environment): Promise<Shop> {
    return this.#stored({ project, environment });
  }

  async save(shop: Shop, change: ShopChange): Promise<boolean> {
    const key = keyOf(shop);
    const { version } = this.#stored(shop);
    if (version !== shop.version) return false;
    this.#shops.set(key, { ...shop, version: version + 1 });
    this.#changes.set(key, [change, ...(this.#changes.get(key) ?? [])].slice(0, maxChanges));
    return true;
  }

  async changes(project: string, environment: Environment): Promise<readonly ShopChange[]> {
    return this.#changes.get(keyOf({ project, environment })) ?? [];
  }

  async saveLogo(logo: Logo): Promise<void> {
    this.#logos.set(logo.hash, logo);
  }

  async findLogo(hash: string): Promise<Logo | undefined> {
    return this.#logos.get(hash);
  }

  #stored(side: Pick<Shop, 'project' | 'environment'>): Shop {
    return this.#shops.get(keyOf(side)) ?? emptyShop(side.project, side.environment);
  }
}
