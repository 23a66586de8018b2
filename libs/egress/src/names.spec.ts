import { createNames, type NamesOptions } from './names.ts';

const never = () => new Promise<never>(() => undefined);

function counted(options: NamesOptions = {}) {
  const looked: string[] = [];
  const lookup = async (name: string) => {
    looked.push(name);
    return (await options.lookup?.(name)) ?? ['192.0.2.1', '192.0.2.2'];
  };
  return { looked, names: createNames({ probe: async () => true, ...options, lookup }) };
}

describe('createNames', () => {
  it.each([
    ['203.0.113.9', undefined],
    ['8.8.8.8:8443', '8.8.8.8'],
    ['127.0.0.1:4000', '127.0.0.1'],
    ['localhost:4000', '127.0.0.1'],
    ['shop.example', undefined],
    ['not a host', undefined],
  ])('reads the address that %s itself says', (host, address) => {
    const { names, looked } = counted({ allow: ['127.0.0.0/8'] });
    expect([names.fixed(host), looked]).toEqual([address, []]);
  });

  it('answers the first address, and has it ready for whoever dials', async () => {
    const { names, looked } = counted();
    expect(await names.find('shop.example:8443')).toBe('192.0.2.1');
    expect(await names.lookup('shop.example')).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(looked).toEqual(['shop.example']);
    await names.lookup('other.example');
    expect(looked).toEqual(['shop.example', 'other.example']);
  });

  it('refuses what is closed to us, as a request would', async () => {
    const { names, looked } = counted();
    await expect(names.find('127.0.0.1:4000')).rejects.toMatchObject({ reason: 'forbidden_address' });
    await expect(names.find('a b')).rejects.toMatchObject({ reason: 'bad_url' });
    expect(looked).toEqual([]);
  });

  it('names a name without an address, and one that is not found', async () => {
    const { names } = counted({ lookup: async () => [] });
    await expect(names.find('shop.example')).rejects.toMatchObject({ reason: 'dns', host: 'shop.example' });
    const failing = counted({ lookup: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    await expect(failing.names.find('shop.example')).rejects.toMatchObject({ reason: 'dns' });
  });

  it('gives names for which no name server answers one thread among them, and never keeps others waiting', async () => {
    const { names, looked } = counted({
      withinMs: 50,
      probe: async (name) => !name.startsWith('dead'),
      lookup: async (name) => (name.startsWith('dead') ? never() : ['192.0.2.1']),
    });
    const dead = Array.from({ length: 20 }, (_, n) => names.find(`dead-${n}.example`).catch((error: unknown) => error));
    expect(await names.find('shop.example')).toBe('192.0.2.1');
    for (const error of await Promise.all(dead)) expect(error).toMatchObject({ reason: 'dns' });
    expect(looked.toSorted()).toEqual(['dead-0.example', 'shop.example']);
  });

  it('looks up a name of the hosts file though no name server answers', async () => {
    const { names } = counted({ probe: async () => false });
    expect(await names.find('database.internal')).toBe('192.0.2.1');
  });
});
