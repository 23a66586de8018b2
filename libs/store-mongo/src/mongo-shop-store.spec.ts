import { randomBytes } from 'node:crypto';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { emptyShop, Secret, type Shop } from '@paycore/core';
import { aShopChange, aStoredAccount, fakeLog, shopStoreContract } from '@paycore/testing';
import { Database } from './connect.ts';
import { MongoShopStore } from './mongo-shop-store.ts';
import { Seal } from './seal.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [first, second] = [key('k1'), key('k2')];

let mongo: SpecMongo;
const open: Database[] = [];

beforeAll(async () => {
  mongo = await startSpecMongo();
});

afterAll(async () => {
  await Promise.all(open.map((database) => database.close()));
  await mongo?.stop();
});

/** A database of its own on the one server. */
async function fresh(): Promise<Database> {
  const database = new Database(mongo.fresh(), fakeLog(), async () => undefined);
  open.push(database);
  await database.connection.asPromise();
  return database;
}

const storeOn = ({ connection }: Database, ...keys: ConstructorParameters<typeof Seal>[0]) =>
  new MongoShopStore(connection, new Seal(keys));

interface StoredShop {
  readonly _id: string;
  readonly accounts: readonly { readonly sealed: string }[];
}

const stored = async ({ connection }: Database, _id: string) => {
  const found = await connection.collection<StoredShop>('shops').findOne({ _id });
  if (!found) throw new Error(`${_id} is not stored`);
  return found;
};

const withAccount = (shop: Shop, secret: string, gateway = 'ecpay', version = 1): Shop => ({
  ...shop,
  accounts: [
    ...shop.accounts.filter((account) => account.gateway !== gateway),
    aStoredAccount({ gateway, version, credentials: Secret.of(secret) }),
  ],
});

describe('MongoShopStore', () => {
  shopStoreContract(async () => storeOn(await fresh(), first));

  it('shows what another process changed, within two seconds', async () => {
    const database = await fresh();
    const [here, there] = [storeOn(database, first), storeOn(database, first)];
    expect((await here.find('prj_1', 'test')).version).toBe(0);
    const since = performance.now();
    expect(await there.save(emptyShop('prj_1', 'test'), aShopChange())).toBe(true);
    expect((await there.find('prj_1', 'test')).version).toBe(1);
    expect((await here.read('prj_1', 'test')).version).toBe(1);
    while ((await here.find('prj_1', 'test')).version === 0) expect(performance.now() - since).toBeLessThan(5_000);
  });

  it('purges old logos that no shop shows', async () => {
    const database = await fresh();
    const store = storeOn(database, first);
    const image = { type: 'image/png', width: 64, height: 64 } as const;
    const hashes = ['aa', 'bb', 'cc', 'dd'].map((byte) => byte.repeat(32));
    for (const hash of hashes) await store.saveLogo({ ...image, hash, bytes: Uint8Array.of(1) });
    const [shown = '', saved = '', old = '', older = ''] = hashes;
    const shop = emptyShop('prj_1', 'test');
    await store.save({ ...shop, page: { logo: { ...image, hash: shown } } }, aShopChange());
    await store.save(emptyShop('prj_2', 'test'), aShopChange());
    const logos = database.connection.collection<{ _id: string }>('logos');
    const age = (hash: string, savedAt: Date) => logos.updateOne({ _id: hash }, { $set: { savedAt } });
    for (const hash of [shown, old]) await age(hash, new Date('2026-01-01'));
    // Before logos had a time.
    await logos.updateOne({ _id: older }, { $unset: { savedAt: '' } });
    const purge = () => store.purgeLogos(new Date('2026-02-01'));
    expect([await purge(), await purge()]).toEqual([2, 0]);
    const found = await Promise.all(hashes.map((hash) => store.findLogo(hash)));
    expect(found.map((logo) => logo?.hash)).toEqual([shown, saved, undefined, undefined]);
    // One that is saved again is as good as new.
    await age(saved, new Date('2026-01-01'));
    await store.saveLogo({ ...image, hash: saved, bytes: Uint8Array.of(1) });
    expect(await purge()).toBe(0);
    await store.save({ ...shop, version: 1 }, aShopChange());
    expect([await purge(), await store.findLogo(shown)]).toEqual([1, undefined]);
  });

  it('keeps credentials readable nowhere but in the sealed text', async () => {
    const database = await fresh();
    const store = storeOn(database, first);
    const canary = 'canary-hash-key-1';
    await store.save(withAccount(emptyShop('prj_1', 'test'), canary), aShopChange());
    expect(JSON.stringify(await stored(database, 'prj_1~test'))).not.toContain(canary);
    expect((await store.read('prj_1', 'test')).accounts[0]?.credentials.reveal()).toBe(canary);
  });

  it.each<[string, string, string, string, number]>([
    ['project', 'prj_2~test', 'prj_2', 'ecpay', 1],
    ['gateway', 'prj_1~test', 'prj_1', 'smilepay', 1],
    ['version', 'prj_1~test', 'prj_1', 'ecpay', 2],
  ])('does not open what was moved to another %s', async (_, id, project, gateway, version) => {
    const database = await fresh();
    const store = storeOn(database, first);
    await store.save(withAccount(emptyShop('prj_1', 'test'), 'mine'), aShopChange());
    const [mine] = (await stored(database, 'prj_1~test')).accounts;
    const shop = await store.read(project, 'test');
    await store.save(withAccount({ ...shop, accounts: [] }, 'theirs', gateway, version), aShopChange());
    await database.connection
      .collection<StoredShop>('shops')
      .updateOne({ _id: id }, { $set: { 'accounts.0.sealed': mine?.sealed } as object });
    const [moved] = (await store.read(project, 'test')).accounts;
    expect(moved).toMatchObject({ gateway, version });
    expect(() => moved?.credentials.reveal()).toThrow();
  });

  it('does not open on one side what was sealed for the other', async () => {
    const database = await fresh();
    const store = storeOn(database, first);
    for (const side of ['test', 'production'] as const) {
      await store.save(withAccount(emptyShop('prj_1', side), side), aShopChange());
    }
    const { accounts } = await stored(database, 'prj_1~test');
    await database.connection.collection<StoredShop>('shops').updateOne(
      { _id: 'prj_1~production' },
      {
        $set: { accounts },
      },
    );
    const [moved] = (await store.read('prj_1', 'production')).accounts;
    expect(() => moved?.credentials.reveal()).toThrow();
  });

  it('reseals every account, and opens without the old key afterwards', async () => {
    const database = await fresh();
    const before = storeOn(database, first);
    const two = withAccount(withAccount(emptyShop('prj_1', 'test'), 'a'), 'b', 'stripe', 4);
    await before.save(two, aShopChange());
    await before.save(withAccount(emptyShop('prj_2', 'production'), 'c'), aShopChange());
    await before.save(emptyShop('prj_3', 'test'), aShopChange());
    const both = storeOn(database, second, first);
    expect(await both.reseal()).toBe(2);
    expect(await both.reseal()).toBe(0);
    const after = storeOn(database, second);
    const secrets = async (project: string, side: 'test' | 'production') =>
      (await after.read(project, side)).accounts.map(({ credentials }) => credentials.reveal());
    expect([await secrets('prj_1', 'test'), await secrets('prj_2', 'production')]).toEqual([['a', 'b'], ['c']]);
    expect((await after.read('prj_1', 'test')).version).toBe(1);
  });

  it('reseals nothing that changed since it was read', async () => {
    const database = await fresh();
    const before = storeOn(database, first);
    await before.save(withAccount(emptyShop('prj_1', 'test'), 'old'), aShopChange());
    const both = storeOn(database, second, first);
    const shop = await both.read('prj_1', 'test');
    await Promise.all([both.reseal(), both.save(withAccount(shop, 'new', 'ecpay', 2), aShopChange())]);
    await both.reseal();
    const [account] = (await storeOn(database, second).read('prj_1', 'test')).accounts;
    expect([account?.version, account?.credentials.reveal()]).toEqual([2, 'new']);
  });
});
