import { coreOnFakes, setUpShop } from '@paycore/testing';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Caller } from '../ports/project-store.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
  core.gateway.canReadBalance = true;
});

const caller = { project: { id: 'prj_1' }, environment: 'test' } as Caller;
const credentials = { merchant_id: '3002607' };
const read = (name = 'ecpay', input: unknown = credentials) => core.readBalance.execute(caller, name, input);

describe('ReadBalance', () => {
  it.each([980, '980.5', null])('answers %j as the gateway does', async (balance) => {
    core.gateway.balance.next(() => ({ balance, raw: { money: balance } }));
    expect(await read()).toEqual({ balance, raw: { money: balance } });
  });

  it('calls every failure of the gateway’s by one name, with the cause for the log', async () => {
    core.gateway.balance.next(
      () => {
        throw gatewayUnavailable(new Error('timeout'));
      },
      () => {
        throw new PayCoreError('rejected', 'NO', 'PLUS said no.');
      },
    );
    for (const reason of ['Payment gateway error', 'PLUS said no.']) {
      await expect(read()).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'GATEWAY_ACTION_FAILED',
        message: 'Gateway action failed',
        log: { reason },
      });
    }
  });

  it('knows no balance of an unknown gateway, of one without, or of bad credentials', async () => {
    await expect(read('acme')).rejects.toMatchObject({ kind: 'notFound', code: 'NOT_FOUND' });
    await expect(read('ecpay', {})).rejects.toMatchObject({ kind: 'invalid' });
    core.gateway.canReadBalance = false;
    await expect(read()).rejects.toMatchObject({
      kind: 'unsupported',
      code: 'UNSUPPORTED_GATEWAY_ACTION',
      message: 'Unsupported gateway action',
    });
  });

  it('is read with the account that the key’s side has stored, where none is sent', async () => {
    await setUpShop(core.shops, 'prj_1', [['ecpay/atm']]);
    core.gateway.balance.next(() => ({ balance: 7, raw: {} }));
    expect(await core.readBalance.execute(caller, 'ecpay')).toEqual({ balance: 7, raw: {} });
    const missing = {
      kind: 'invalid',
      code: 'VALIDATION_FAILED',
      fields: { gateway_credentials: [expect.any(String)] },
    };
    for (const [who, gateway] of [
      [caller, 'smilepay'],
      [caller, 'acme'],
      [{ ...caller, environment: 'production' }, 'ecpay'],
      [{ ...caller, project: { id: 'prj_2' } }, 'ecpay'],
    ] as const) {
      await expect(core.readBalance.execute(who as Caller, gateway)).rejects.toMatchObject(missing);
    }
    expect(core.gateway.balance.calls).toHaveLength(1);
  });

  it('keeps a test key away from real accounts', async () => {
    await expect(read('ecpay', { ...credentials, environment: 'production' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(core.gateway.balance.calls).toEqual([]);
  });
});
