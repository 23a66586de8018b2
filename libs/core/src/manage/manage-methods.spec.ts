import { coreOnFakes } from '@paycore/testing';
import { Gateways } from '../gateways.ts';
import type { MethodList, MethodSetting } from '../domain/shop.ts';
import { usableMethods } from '../pick/offered-methods.ts';
import { ManageMethods } from './manage-methods.ts';
import { ChangeShop } from './change-shop.ts';

const scope = { project: 'prj_1', environment: 'test', by: 'pc_admin_000000000001' } as const;
const set = (name: string, differences: Partial<MethodSetting> = {}): MethodSetting => {
  const [gateway = '', route = ''] = name.split('/');
  return { gateway, route, isEnabled: true, ...differences };
};

async function aShop(...gateways: string[]) {
  const core = coreOnFakes();
  for (const gateway of gateways) await core.manageGateways.store(scope, gateway, { merchant_id: '3002607' });
  const { version } = await core.manageMethods.read(scope);
  const replace = (methods: MethodSetting[], seen = version) =>
    core.manageMethods.replace(scope, { version: seen, methods });
  const offered = async () =>
    usableMethods(await core.shops.read('prj_1', 'test'), core.gateways, { currency: 'TWD' }).map(
      ({ gateway, route }) => `${gateway}/${route}`,
    );
  const newest = async () => (await core.shops.changes('prj_1', 'test'))[0];
  return { core, version, replace, offered, newest };
}

const names = ({ methods }: MethodList) =>
  methods.map(({ gateway, route, isEnabled }) => `${gateway}/${route} ${isEnabled}`);

it('is an empty list of version 0 where nothing was set up', async () => {
  const { core } = await aShop();
  expect(await core.manageMethods.read(scope)).toEqual({ version: 0, methods: [] });
});

it('puts the list in the place of the old one, and what was left out at its end, disabled', async () => {
  const { core, replace, offered, newest } = await aShop('ecpay', 'smilepay');
  const wanted = [
    set('smilepay/atm', { min: 30, max: 20_000 }),
    set('ecpay/aio', { isEnabled: false }),
    set('ecpay/atm'),
  ];
  const after = await replace(wanted);
  expect(after.version).toBe(3);
  expect(after.methods.slice(0, 3)).toEqual(wanted);
  expect(names(after).slice(3)).toEqual([
    ...['ecpay/barcode false', 'ecpay/wallet false'],
    ...['smilepay/barcode false', 'smilepay/wallet false', 'smilepay/aio false'],
  ]);
  expect(await core.manageMethods.read(scope)).toEqual(after);
  expect(await offered()).toEqual(['smilepay/atm', 'ecpay/atm']);
  expect(await newest()).toMatchObject({
    by: scope.by,
    action: 'methods_changed',
    detail: { version: 3, changed: expect.arrayContaining(['smilepay/atm', 'ecpay/aio', 'ecpay/wallet']) as unknown },
  });
  expect(core.log.lines.at(-1)).toMatchObject({ message: 'Shop changed', detail: { action: 'methods_changed' } });
  // What was left out stays so when the account comes back.
  await core.manageGateways.remove(scope, 'ecpay');
  await core.manageGateways.store(scope, 'ecpay', { merchant_id: '3002607' });
  expect(await core.manageMethods.read(scope)).toEqual(after);
});

it('takes what was read back as it is, and keeps no entry of that', async () => {
  const { core, replace, newest } = await aShop('ecpay');
  const { methods } = await core.manageMethods.read(scope);
  const before = await newest();
  expect(await replace([...methods])).toEqual({ version: 1, methods });
  expect(await newest()).toEqual(before);
  expect((await replace([...methods].reverse())).version).toBe(2);
  expect(await newest()).toMatchObject({ detail: { version: 2, changed: [] } });
});

it('takes a method whose gateway has no account, for the day it has one', async () => {
  const { core, replace, offered } = await aShop('ecpay');
  await replace([set('smilepay/wallet', { isEnabled: false }), set('ecpay/atm')]);
  expect(await offered()).toEqual(['ecpay/atm']);
  await core.manageGateways.store(scope, 'smilepay', { merchant_id: '107' });
  expect(await offered()).toEqual(['ecpay/atm', 'smilepay/atm', 'smilepay/barcode', 'smilepay/aio']);
});

it('refuses a version that is not the newest, and changes nothing', async () => {
  const { core, replace } = await aShop('ecpay');
  const before = await core.manageMethods.read(scope);
  for (const version of [0, 2]) {
    await expect(replace([], version)).rejects.toMatchObject({ kind: 'conflict', code: 'VERSION_CONFLICT' });
  }
  expect(await core.manageMethods.read(scope)).toEqual(before);
});

it('of many changes of one version makes one, and minds no other change of the shop', async () => {
  const { core, replace } = await aShop('ecpay');
  const others = [core.manageGateways.verify(scope, 'ecpay'), core.manageGateways.verify(scope, 'ecpay')];
  const lists = Array.from({ length: 20 }, (_, n) => replace([set('ecpay/atm', { min: n + 1 })]));
  const results = await Promise.allSettled(lists);
  await Promise.all(others);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await core.manageMethods.read(scope)).version).toBe(2);
});

it('cannot clobber the methods of an account that was stored meanwhile', async () => {
  const { core, replace } = await aShop('ecpay');
  await core.manageGateways.store(scope, 'smilepay', { merchant_id: '107' });
  await expect(replace([set('ecpay/atm')])).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
});

it('names every fault', async () => {
  const { core, replace } = await aShop('ecpay');
  const faulty = replace([
    set('ecpay/atm', { min: 30, max: 29 }),
    set('ecpay/atm', { isEnabled: false, min: 9, max: 9 }),
    set('acme/atm'),
    set('ecpay/cash', { min: 2, max: 1 }),
    set('ecpay/constructor'),
    set('constructor/atm'),
  ]);
  await expect(faulty).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    fields: {
      'methods.0.min': ['The methods.0.min field must not be greater than methods.0.max.'],
      'methods.1.method': ['The methods.1.method field has a duplicate value.'],
      'methods.2.gateway': ['The selected methods.2.gateway is invalid.'],
      'methods.3.method': ['The selected methods.3.method is invalid.'],
      'methods.3.min': ['The methods.3.min field must not be greater than methods.3.max.'],
      'methods.4.method': ['The selected methods.4.method is invalid.'],
      'methods.5.gateway': ['The selected methods.5.gateway is invalid.'],
    },
  });
  expect((await core.manageMethods.read(scope)).version).toBe(1);
});

it('shows no method that is no longer installed, and takes the list without it', async () => {
  const { core } = await aShop('ecpay', 'smilepay');
  const gateways = new Gateways([core.other]);
  const methods = new ManageMethods(core.shops, gateways, new ChangeShop(core.shops, core));
  const list = await methods.read(scope);
  expect(names(list)).toEqual([
    ...['smilepay/atm true', 'smilepay/barcode true', 'smilepay/wallet true', 'smilepay/aio true'],
  ]);
  core.other.methods['new'] = { name: 'new', decimalsOf: () => 0 };
  expect(names(await methods.replace(scope, list)).at(-1)).toBe('smilepay/new false');
});
