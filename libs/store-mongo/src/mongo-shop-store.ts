import { mongo, type Connection } from 'mongoose';
import {
  emptyShop,
  Secret,
  type Environment,
  type Logo,
  type Shop,
  type ShopChange,
  type ShopStore,
  type StoredAccount,
} from '@paycore/core';
import { collectionOf } from './collection-of.ts';
import { guarded, isDuplicateKey } from './guard.ts';
import { Remembered } from './remembered.ts';
import type { Seal } from './seal.ts';

interface AccountDocument extends Omit<StoredAccount, 'credentials'> {
  readonly sealed: string;
}

interface ShopDocument extends Omit<Shop, 'accounts'> {
  /** `{project}~{environment}`. */
  readonly _id: string;
  readonly accounts: readonly AccountDocument[];
  /** Newest first. */
  readonly changes: readonly ShopChange[];
}

interface LogoDocument extends Omit<Logo, 'hash' | 'bytes'> {
  /** SHA-256 of the image, hexadecimal. */
  readonly _id: string;
  readonly bytes: mongo.Binary;
  /** Last. */
  readonly savedAt?: Date;
}

/** How long a shop is cached: a change by another process is seen within this time. */
const rememberMs = 2_000;
const maxChanges = 100;

const keyOf = ({ project, environment }: Pick<Shop, 'project' | 'environment'>): string => `${project}~${environment}`;

/** The place that an account's encrypted credentials are bound to. */
const placeOf = (shop: string, { gateway, version }: Pick<StoredAccount, 'gateway' | 'version'>): string =>
  `${shop}:${gateway}:${version}`;

export class MongoShopStore implements ShopStore {
  readonly #remembered = new Remembered<Shop>(rememberMs);

  constructor(
    private readonly connection: Connection,
    private readonly seal: Seal,
  ) {}

  async find(project: string, environment: Environment): Promise<Shop> {
    const found = await this.#remembered.get(keyOf({ project, environment }), () => this.read(project, environment));
    return found ?? emptyShop(project, environment);
  }

  async read(project: string, environment: Environment): Promise<Shop> {
    const _id = keyOf({ project, environment });
    const document = await guarded(() => this.#shops.findOne({ _id }, { projection: { changes: 0 } }));
    return document ? this.#toShop(document) : emptyShop(project, environment);
  }

  async save(shop: Shop, change: ShopChange): Promise<boolean> {
    const _id = keyOf(shop);
    const accounts = shop.accounts.map(({ credentials, ...account }) => ({
      ...account,
      sealed: this.seal.seal(credentials.reveal(), placeOf(_id, account)),
    }));
    const fields = { ...shop, accounts, version: shop.version + 1 };
    const isSaved = await guarded(() => this.#write(_id, shop.version, fields, change));
    this.#remembered.forget(_id);
    return isSaved;
  }

  async changes(project: string, environment: Environment): Promise<readonly ShopChange[]> {
    const _id = keyOf({ project, environment });
    const document = await guarded(() => this.#shops.findOne({ _id }, { projection: { changes: 1 } }));
    return document?.changes ?? [];
  }

  async saveLogo({ hash, bytes, ...logo }: Logo): Promise<void> {
    const fields = { ...logo, bytes: new mongo.Binary(bytes), savedAt: new Date() };
    await guarded(() => this.#logos.updateOne({ _id: hash }, { $set: fields }, { upsert: true }));
  }

  async findLogo(hash: string): Promise<Logo | undefined> {
    const document = await guarded(() => this.#logos.findOne({ _id: hash }));
    if (!document) return undefined;
    const { _id, bytes, savedAt: _savedAt, ...logo } = document;
    return { ...logo, hash: _id, bytes: bytes.value() };
  }

  /**
   * Removes the logos that no shop shows, but for those saved since: a shop is about to show them, or pages that are open do.
   * Resolves to their number.
   */
  async purgeLogos(before: Date): Promise<number> {
    const shown: string[] = [];
    for await (const { page } of this.#shops.find({}, { projection: { 'page.logo.hash': 1 } }))
      if (page?.logo) shown.push(page.logo.hash);
    const isOld = { $or: [{ savedAt: { $lt: before } }, { savedAt: { $exists: false } }] };
    const { deletedCount } = await guarded(() => this.#logos.deleteMany({ _id: { $nin: shown }, ...isOld }));
    return deletedCount;
  }

  /** Re-encrypts with the first key what other keys encrypted; resolves to the number of shops changed. */
  async reseal(): Promise<number> {
    let touched = 0;
    for await (const { _id, accounts } of this.#shops.find({}, { projection: { accounts: 1 } })) {
      const stale = accounts.flatMap((account, place) =>
        this.seal.isOfFirstKey(account.sealed) ? [] : [{ account, field: `accounts.${place}.sealed` }],
      );
      for (const { account, field } of stale) await this.#reseal(_id, account, field);
      if (stale.length > 0) touched += 1;
    }
    return touched;
  }

  /** Leaves alone what was changed meanwhile: that was encrypted with the first key. */
  async #reseal(_id: string, account: AccountDocument, field: string): Promise<void> {
    const { sealed } = account;
    const place = placeOf(_id, account);
    const fresh = this.seal.seal(this.seal.open(sealed, place), place);
    await guarded(() => this.#shops.updateOne({ _id, [field]: sealed }, { $set: { [field]: fresh } }));
  }

  /** The first change of a shop inserts it: of two at once one fails by its `_id`. */
  async #write(
    _id: string,
    version: number,
    fields: Omit<ShopDocument, '_id' | 'changes'>,
    change: ShopChange,
  ): Promise<boolean> {
    const options = { ignoreUndefined: true };
    if (version > 0) {
      const changes = { $each: [change], $position: 0, $slice: maxChanges };
      const update = { $set: fields, $push: { changes } };
      return (await this.#shops.updateOne({ _id, version }, update, options)).matchedCount === 1;
    }
    try {
      await this.#shops.insertOne({ _id, ...fields, changes: [change] }, options);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  #toShop({ _id, accounts, changes: _changes, ...shop }: ShopDocument): Shop {
    const open = ({ sealed, ...account }: AccountDocument): StoredAccount => ({
      ...account,
      credentials: Secret.sealed(() => this.seal.open(sealed, placeOf(_id, account))),
    });
    return { ...shop, accounts: accounts.map(open) };
  }

  get #shops() {
    return collectionOf<ShopDocument>(this.connection, 'shops');
  }

  get #logos() {
    return collectionOf<LogoDocument>(this.connection, 'logos');
  }
}
