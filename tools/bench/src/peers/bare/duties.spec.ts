import { careful, type Keys } from './duties.ts';

const apiKey = 'pc_test_abcdefghijkl0123456789';

/** A collection of keys, and how often it was asked. */
function collection() {
  const held = new Map<unknown, { hash: string; revokedAt?: Date }>();
  const looked = { times: 0 };
  const keys = {
    replaceOne: async ({ _id }: { _id: unknown }, key: { hash: string }) => void held.set(_id, key),
    updateOne: async ({ _id }: { _id: unknown }, { $set }: { $set: { revokedAt: Date } }) =>
      void Object.assign(held.get(_id) ?? {}, $set),
    findOne: async ({ _id }: { _id: unknown }) => {
      looked.times += 1;
      const key = held.get(_id);
      return key && !key.revokedAt ? key : null;
    },
  } as unknown as Keys;
  return { keys, looked };
}

describe('careful', () => {
  let now = 0;

  it('remembers a key for a second, and no longer', async () => {
    const { keys, looked } = collection();
    const { authenticate } = await careful(keys, apiKey, () => now);
    for (let times = 0; times < 3; times += 1) expect(await authenticate(apiKey)).toBe(true);
    expect(looked.times).toBe(1);
    now += 1_000;
    expect(await authenticate(apiKey)).toBe(true);
    expect(looked.times).toBe(2);
  });

  it('refuses a wrong key, remembered or not', async () => {
    const { authenticate } = await careful(collection().keys, apiKey, () => now);
    expect(await authenticate(apiKey)).toBe(true);
    expect(await authenticate(`${apiKey.slice(0, -1)}x`)).toBe(false);
    expect(await authenticate('another')).toBe(false);
    expect(await authenticate(undefined)).toBe(false);
  });

  it('forgets a key that is revoked', async () => {
    const { authenticate, revoke } = await careful(collection().keys, apiKey, () => now);
    expect(await authenticate(apiKey)).toBe(true);
    await revoke(apiKey);
    expect(await authenticate(apiKey)).toBe(false);
  });

  it('opens what it sealed, and tells one text’s MAC from another’s', async () => {
    const { seal, open, mac } = await careful(collection().keys, apiKey);
    expect(open(seal({ a: 1 }))).toEqual({ a: 1 });
    expect(mac('980')).toBe(mac('980'));
    expect(mac('980')).not.toBe(mac('1'));
  });
});
