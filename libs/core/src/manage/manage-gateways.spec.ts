import { coreOnFakes, deferred } from '@paycore/testing';
import { gatewayUnavailable } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import type { StoredAccount } from '../domain/shop.ts';
import type { CredentialCheck } from '../ports/gateway.ts';
import { usableMethods } from '../pick/offered-methods.ts';

const scope = { project: 'prj_1', environment: 'test', by: 'pc_admin_000000000001' } as const;
const keys = { merchant_id: '3002607', hash_key: 'canary-key' };

function aShop() {
  const core = coreOnFakes();
  const stored = () => core.shops.read('prj_1', 'test');
  const changes = () => core.shops.changes('prj_1', 'test');
  const store = (credentials: unknown = keys, gateway = 'ecpay') =>
    core.manageGateways.store(scope, gateway, credentials);
  const offered = async () =>
    usableMethods(await stored(), core.gateways, { currency: 'TWD' }).map(
      ({ gateway, route }) => `${gateway}/${route}`,
    );
  return { core, stored, changes, store, offered };
}

const shown = (version: number, account = '30***07') => ({ gateway: 'ecpay', account, environment: 'test', version });

describe('storing an account', () => {
  it('shows it masked, and keeps its credentials for creates', async () => {
    const { core, store, stored } = aShop();
    expect(await store()).toEqual([shown(1)]);
    expect(await core.manageGateways.list(scope)).toEqual([shown(1)]);
    const [account] = (await stored()).accounts;
    expect(account).toMatchObject({ accountId: '3002607', storedAt: core.clock.now() });
    expect(account?.credentials.reveal()).toEqual({ ...keys, environment: 'test' });
  });

  it('is of one project and side', async () => {
    const { core, store } = aShop();
    await store();
    expect(await core.manageGateways.list({ ...scope, environment: 'production' })).toEqual([]);
    expect(await core.manageGateways.list({ ...scope, project: 'prj_2' })).toEqual([]);
  });

  it('hides a short number whole', async () => {
    const { store } = aShop();
    expect(await store({ merchant_id: '1234' })).toEqual([shown(1, '***')]);
  });

  it('takes the next version for other credentials, and none for the same', async () => {
    const { store, stored, changes } = aShop();
    await store();
    expect(await store({ ...keys, hash_key: 'another', note: null })).toEqual([shown(2)]);
    expect(await store({ note: '', hash_key: 'another', merchant_id: '3002607' })).toEqual([shown(2)]);
    expect(await changes()).toHaveLength(2);
    expect((await stored()).version).toBe(2);
    expect(await store({ ...keys, hash_key: ['another'] })).toEqual([shown(3)]);
  });

  it('keeps what the gateway understood alone, and knows it again in whatever spelling', async () => {
    const { core, store, stored } = aShop();
    const junk = { x: JSON.parse(`${'['.repeat(9_000)}${']'.repeat(9_000)}`) as unknown, y: 'y'.repeat(60_000) };
    await store({ ...keys, ...junk });
    const shop = await stored();
    expect(shop.accounts[0]?.credentials.reveal()).toEqual({ ...keys, environment: 'test' });
    expect(await store({ ...keys, environment: 'test' })).toEqual([shown(1)]);
    // As an older version stored it.
    const account = { ...(shop.accounts[0] as StoredAccount), credentials: Secret.of({ ...keys, note: 'x' }) };
    const entry = { at: core.clock.now(), by: 'cli', action: 'account_stored' as const, detail: {} };
    await core.shops.save({ ...shop, accounts: [account] }, entry);
    expect(await store()).toEqual([shown(1)]);
    expect(await store({ ...keys, hash_key: 'another' })).toEqual([shown(2)]);
  });

  it('goes on counting after the account was removed', async () => {
    const { core, store } = aShop();
    await store();
    expect(await core.manageGateways.remove(scope, 'ecpay')).toEqual([]);
    expect(await store()).toEqual([shown(2)]);
  });

  it('takes every change of many at once, each with a version of its own', async () => {
    const { core, store, stored } = aShop();
    await Promise.all(Array.from({ length: 20 }, (_, n) => store({ ...keys, hash_key: `${n}` })));
    await Promise.all([
      store(keys, 'smilepay'),
      core.manageGateways.remove(scope, 'ecpay'),
      store({ merchant_id: '2' }),
    ]);
    const { accountVersions, accounts } = await stored();
    expect(accountVersions).toEqual({ ecpay: 21, smilepay: 1 });
    expect(accounts.map(({ gateway, version }) => `${gateway} ${version}`).sort()).toEqual(['ecpay 21', 'smilepay 1']);
  });

  it('keeps nothing of what the gateway refuses, of an unknown gateway, or of the other side', async () => {
    const { core, store, stored, changes } = aShop();
    await expect(store({})).rejects.toMatchObject({ kind: 'invalid' });
    await expect(store(keys, 'acme')).rejects.toMatchObject({ kind: 'notFound', code: 'NOT_FOUND' });
    for (const [environment, other] of [
      ['test', 'production'],
      ['production', 'test'],
    ] as const) {
      const refused = core.manageGateways.store({ ...scope, environment }, 'ecpay', { ...keys, environment: other });
      const message = `The gateway_credentials are of the ${other} environment.`;
      const fields = { environment: [message] };
      await expect(refused).rejects.toMatchObject({ kind: 'invalid', code: 'INVALID_ARGUMENT', message, fields });
    }
    expect((await stored()).version).toBe(0);
    expect(await changes()).toEqual([]);
  });
});

describe('the methods of a new account', () => {
  it('come last in the gateway’s order, those that offer what others offer too not enabled', async () => {
    const { core, store, stored, offered } = aShop();
    core.gateway.methods['aio'] = { ...core.gateway.methods['aio']!, isDuplicate: true };
    await store(keys, 'smilepay');
    await store();
    const { version, methods } = (await stored()).methods;
    expect(version).toBe(2);
    expect(methods.slice(4)).toEqual([
      { gateway: 'ecpay', route: 'atm', isEnabled: true },
      { gateway: 'ecpay', route: 'barcode', isEnabled: true },
      { gateway: 'ecpay', route: 'wallet', isEnabled: true },
      { gateway: 'ecpay', route: 'aio', isEnabled: false },
    ]);
    expect(await offered()).toEqual([
      ...['smilepay/atm', 'smilepay/barcode', 'smilepay/wallet', 'smilepay/aio'],
      ...['ecpay/atm', 'ecpay/barcode', 'ecpay/wallet'],
    ]);
  });

  it('are as they were where the gateway had an account before', async () => {
    const { core, store, stored, offered } = aShop();
    await store();
    const before = await stored();
    const methods = [
      { gateway: 'ecpay', route: 'wallet', isEnabled: true, max: 5 },
      { gateway: 'ecpay', route: 'atm', isEnabled: false },
      { gateway: 'ecpay', route: 'barcode', isEnabled: false },
      { gateway: 'ecpay', route: 'aio', isEnabled: true },
    ];
    await core.shops.save(
      { ...before, methods: { version: 5, methods } },
      (await core.shops.changes('prj_1', 'test'))[0]!,
    );
    await store({ merchant_id: '2000132' });
    await core.manageGateways.remove(scope, 'ecpay');
    expect(await offered()).toEqual([]);
    await store();
    expect((await stored()).methods).toEqual({ version: 5, methods });
    expect(await offered()).toEqual(['ecpay/wallet', 'ecpay/aio']);
  });
});

describe('asking the gateway', () => {
  it.each<CredentialCheck>(['valid', 'invalid'])('keeps %s with the credentials, until they change', async (result) => {
    const { core, store } = aShop();
    core.gateway.canVerify = true;
    core.gateway.verifyCredentials.next(() => result);
    await store();
    const verified = { ...shown(1), verifiedAt: core.clock.now(), verifyResult: result };
    expect(await core.manageGateways.verify(scope, 'ecpay')).toEqual([verified]);
    expect(await core.manageGateways.list(scope)).toEqual([verified]);
    expect(await store({ merchant_id: '2000132' })).toEqual([shown(2, '20***32')]);
  });

  it('says where nothing can be asked', async () => {
    const { core, store } = aShop();
    await store();
    expect(await core.manageGateways.verify(scope, 'ecpay')).toMatchObject([{ verifyResult: 'unverifiable' }]);
  });

  it('keeps nothing where there is no answer, or no account', async () => {
    const { core, store, stored } = aShop();
    await expect(core.manageGateways.verify(scope, 'ecpay')).rejects.toMatchObject({ kind: 'notFound' });
    core.gateway.canVerify = true;
    core.gateway.verifyCredentials.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    await store();
    await expect(core.manageGateways.verify(scope, 'ecpay')).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await stored()).version).toBe(1);
  });

  it.each(['changed', 'removed', 'removed and stored again'])(
    'does not judge credentials that were %s meanwhile',
    async (what) => {
      const { core, store, changes } = aShop();
      core.gateway.canVerify = true;
      const [asked, answer] = [deferred<void>(), deferred<CredentialCheck>()];
      core.gateway.verifyCredentials.next(() => {
        asked.resolve();
        return answer.promise;
      });
      await store();
      const verified = core.manageGateways.verify(scope, 'ecpay');
      await asked.promise;
      if (what !== 'changed') await core.manageGateways.remove(scope, 'ecpay');
      if (what !== 'removed') await store(what === 'changed' ? { merchant_id: '2000132' } : keys);
      answer.resolve('invalid');
      const after = await verified;
      expect(after).toEqual(await core.manageGateways.list(scope));
      expect(JSON.stringify(after)).not.toContain('invalid');
      expect((await changes()).map(({ action }) => action)).not.toContain('account_verified');
    },
  );
});

it('leaves what was done, by whom, and nothing secret in the entries and the log', async () => {
  const { core, store, changes } = aShop();
  await store();
  await core.manageGateways.verify(scope, 'ecpay');
  core.clock.advance(1000);
  await core.manageGateways.remove({ ...scope, by: 'cli' }, 'ecpay');
  await expect(core.manageGateways.remove(scope, 'ecpay')).rejects.toMatchObject({ kind: 'notFound' });
  const [at, later] = [new Date('2026-06-22T04:00:00Z'), new Date('2026-06-22T04:00:01Z')];
  expect(await changes()).toEqual([
    { at: later, by: 'cli', action: 'account_removed', detail: { gateway: 'ecpay', version: 1 } },
    { at, by: scope.by, action: 'account_verified', detail: { gateway: 'ecpay', version: 1, result: 'unverifiable' } },
    { at, by: scope.by, action: 'account_stored', detail: { gateway: 'ecpay', version: 1 } },
  ]);
  const line = {
    project: 'prj_1',
    environment: 'test',
    by: scope.by,
    action: 'account_stored',
    gateway: 'ecpay',
    version: 1,
  };
  expect(core.log.lines[0]).toEqual({ level: 'info', message: 'Shop changed', detail: line });
  expect(core.log.lines).toHaveLength(3);
  expect(JSON.stringify([core.log.lines, await changes()])).not.toMatch(/canary|3002607/);
});
