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

const at = (minute: number): Date => new Date(Date.parse('2026-06-22T04:00:00.123Z') + minute * 60_000);

/** A change to a shop, at that minute. */
export const aShopChange = (minute = 0, differences: Partial<ShopChange> = {}): ShopChange => ({
  at: at(minute),
  by: 'pc_admin_000000000001',
  action: 'account_stored',
  detail: { gateway: 'ecpay', version: minute },
  ...differences,
});

/** ECPay's stored account, by default of version 1 and never verified. */
export const aStoredAccount = (differences: Partial<StoredAccount> = {}): StoredAccount => ({
  gateway: 'ecpay',
  accountId: '3002607',
  credentials: Secret.of({ merchant_id: '3002607', hash_key: 'k' }),
  version: 1,
  storedAt: at(0),
  ...differences,
});

const whole = (project: string, environment: Environment): Shop => ({
  ...emptyShop(project, environment),
  accounts: [
    aStoredAccount({ version: 3, verification: { at: at(1), result: 'invalid' } }),
    aStoredAccount({ gateway: 'line-pay', accountId: '1$.a', credentials: Secret.of({ key: '金鑰' }) }),
  ],
  accountVersions: { ecpay: 3, 'line-pay': 1, plus: 7 },
  methods: {
    version: 4,
    methods: [
      { gateway: 'line-pay', route: 'checkout', isEnabled: true },
      { gateway: 'ecpay', route: 'aio/credit', isEnabled: false, min: 30, max: 199_999 },
    ],
  },
  page: {
    ...{ shopName: '茶 & 壺', accentColor: '#1A73E8', supportContact: '02-1234', defaultLocale: 'en' },
    successRedirectSeconds: 5,
    logo: { hash: 'ab'.repeat(32), type: 'image/png', width: 64, height: 32 },
  },
});

/** A shop with its credentials in the open, for comparing. */
const plain = ({ accounts, ...rest }: Shop) => ({
  ...rest,
  accounts: accounts.map(({ credentials, ...account }) => ({ ...account, credentials: credentials.reveal() })),
});

/** What every shop store must do, memory and MongoDB alike. `make` gives an empty one. */
export function shopStoreContract(make: () => Promise<ShopStore>): void {
  let shops: ShopStore;
  beforeEach(async () => {
    shops = await make();
  });
  const saved = async (shop: Shop, change = aShopChange()): Promise<Shop> => {
    expect(await shops.save(shop, change)).toBe(true);
    return shops.read(shop.project, shop.environment);
  };

  it('knows an empty shop where nothing was set up', async () => {
    expect(await shops.find('prj_1', 'test')).toEqual(emptyShop('prj_1', 'test'));
    expect(await shops.read('prj_1', 'test')).toEqual(emptyShop('prj_1', 'test'));
    expect(await shops.changes('prj_1', 'test')).toEqual([]);
  });

  it('gives back a shop as it was put in, of its project and side alone', async () => {
    const shop = whole('prj_1', 'test');
    const after = await saved(shop);
    expect(plain(after)).toEqual({ ...plain(shop), version: 1 });
    expect(plain(await shops.find('prj_1', 'test'))).toEqual(plain(after));
    for (const [project, environment] of [
      ['prj_1', 'production'],
      ['prj_2', 'test'],
    ] as const) {
      expect(await shops.read(project, environment)).toEqual(emptyShop(project, environment));
      expect(await shops.changes(project, environment)).toEqual([]);
    }
  });

  it('keeps nothing of what a change leaves out', async () => {
    const first = await saved(whole('prj_1', 'test'));
    const bare = { ...first, accounts: [aStoredAccount()], page: { ...first.page, logo: undefined } } as object;
    const { page, accounts } = await saved(bare as Shop);
    expect(accounts.map(({ gateway }) => gateway)).toEqual(['ecpay']);
    // No null where there was a value.
    expect(page.logo).toBeUndefined();
    expect((await saved({ ...first, version: 2, page: { shopName: '茶' } })).page).toEqual({ shopName: '茶' });
  });

  it('changes only the version that was seen', async () => {
    const first = await saved(emptyShop('prj_1', 'test'));
    const second = await saved({ ...first, accountVersions: { ecpay: 1 } }, aShopChange(1));
    for (const stale of [emptyShop('prj_1', 'test'), first, { ...second, version: 3 }]) {
      expect(await shops.save({ ...stale, accountVersions: { ecpay: 9 } }, aShopChange(2))).toBe(false);
    }
    expect(await shops.read('prj_1', 'test')).toEqual(second);
    expect(await shops.changes('prj_1', 'test')).toEqual([aShopChange(1), aShopChange(0)]);
  });

  it.each([0, 1])('of 50 parallel changes of version %i one is made, with its own entry', async (version) => {
    if (version === 1) await saved(emptyShop('prj_1', 'test'), aShopChange(99));
    const seen = await shops.read('prj_1', 'test');
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) => shops.save({ ...seen, accountVersions: { ecpay: n } }, aShopChange(n))),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    const after = await shops.read('prj_1', 'test');
    expect(after.version).toBe(version + 1);
    expect(after.accountVersions).toEqual({ ecpay: results.indexOf(true) });
    const [newest, ...older] = await shops.changes('prj_1', 'test');
    expect(newest).toEqual(aShopChange(results.indexOf(true)));
    expect(older).toHaveLength(version);
  });

  it('shows its own changes at once, also where the shop is being read meanwhile', async () => {
    const [first] = await Promise.all([saved(emptyShop('prj_1', 'test')), shops.find('prj_1', 'test')]);
    expect((await shops.find('prj_1', 'test')).version).toBe(1);
    await Promise.all([saved(first), shops.find('prj_1', 'test'), shops.find('prj_1', 'test')]);
    expect((await shops.find('prj_1', 'test')).version).toBe(2);
  });

  it('keeps the newest hundred changes, newest first, with every detail', async () => {
    const detail = { gateway: 'ecpay', version: 3, fields: ['shop_name', 'logo'] };
    let shop = emptyShop('prj_1', 'test');
    for (let n = 0; n < 102; n += 1) shop = await saved(shop, aShopChange(n, { action: 'page_changed', detail }));
    const kept = await shops.changes('prj_1', 'test');
    const newest = Array.from({ length: 100 }, (_, n) => aShopChange(101 - n, { action: 'page_changed', detail }));
    expect(kept).toEqual(newest);
  });

  it('keeps logos under their hash, whoever shows them, and takes one twice', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    const logo: Logo = { hash: 'cd'.repeat(32), type: 'image/webp', width: 64, height: 32, bytes };
    await Promise.all([shops.saveLogo(logo), shops.saveLogo(logo)]);
    const found = await shops.findLogo(logo.hash);
    expect({ ...found, bytes: [...(found?.bytes ?? [])] }).toEqual({ ...logo, bytes: [...bytes] });
    expect(await shops.findLogo('ef'.repeat(32))).toBeUndefined();
  });
}
