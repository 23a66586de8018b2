import type { Environment } from '../domain/payment.ts';
import type { LogoReference, Shop } from '../domain/shop.ts';

/** An image that payers see: the logo of a shop. */
export interface Logo extends LogoReference {
  readonly bytes: Uint8Array;
}

/** One change to a shop: who made it and what it was about, never the values. Kept with the shop, the newest 100. */
export interface ShopChange {
  readonly at: Date;
  /** The public part of a management key, or `cli`. */
  readonly by: string;
  readonly action:
    | 'account_stored'
    | 'account_removed'
    | 'account_verified'
    | 'methods_changed'
    | 'page_changed'
    | 'logo_changed'
    | 'logo_removed';
  /** Names and versions alone: `{gateway: 'ecpay', version: 3}`. */
  readonly detail: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What projects have set up. All methods throw PayCoreError `offline` when the database does not answer in time. */
export interface ShopStore {
  /** An empty one where nothing was set up. A change by another process is seen within two seconds. */
  find(project: string, environment: Environment): Promise<Shop>;
  /** The same, as it is stored now. */
  read(project: string, environment: Environment): Promise<Shop>;
  /**
   * Replaces the shop if it still has the version of `shop`, which the stored one then exceeds by 1; `change` is kept in the
   * same write. False where somebody else changed it meanwhile.
   */
  save(shop: Shop, change: ShopChange): Promise<boolean>;
  /** Newest first. */
  changes(project: string, environment: Environment): Promise<readonly ShopChange[]>;
  /** Safe to repeat: equal bytes are one image. */
  saveLogo(logo: Logo): Promise<void>;
  findLogo(hash: string): Promise<Logo | undefined>;
}
