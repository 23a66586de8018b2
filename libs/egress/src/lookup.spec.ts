import { lookupBySystem, shared } from './lookup.ts';

it('reads the addresses of a name from the system', async () => {
  expect(await lookupBySystem('127.0.0.1')).toEqual(['127.0.0.1']);
});

it('asks once for requests at the same time, and anew for later ones', async () => {
  const asked: string[] = [];
  const ask = shared((host) => Promise.resolve([`${host}${asked.push(host)}`]));
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([['a1'], ['a1'], ['b2']]);
  expect(await ask('a')).toEqual(['a3']);
});

it('remembers no failure', async () => {
  let fails = true;
  const ask = shared(() => (fails ? Promise.reject(new Error('down')) : Promise.resolve(['8.8.8.8'])));
  await expect(Promise.all([ask('a'), ask('a')])).rejects.toThrow('down');
  fails = false;
  expect(await ask('a')).toEqual(['8.8.8.8']);
});
