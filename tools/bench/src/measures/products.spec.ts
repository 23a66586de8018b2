import { plans } from '../plan.ts';
import { productFigures, type Pace, type Product } from './products.ts';

/** Takes 3 ms of CPU for each create and 5 ms to tell of one payment, in processes of its own. */
function toy(name: string, log: string[]): Product {
  const spent = { creates: 0, tells: 0 };
  const metered = (what: keyof typeof spent) => ({
    child: { cpuMs: async () => spent[what], rssMiB: async () => 100 },
    databasePid: undefined,
  });
  const each = (count: number, how: Pace, ms: number) =>
    Array.from({ length: count }, () => (how === 'many' ? ms * 10 : ms));
  return {
    name,
    warmUp: { creates: 7, told: 3, rounds: name === 'ours' ? 1 : 0 },
    creates: metered('creates'),
    tells: metered('tells'),
    create: async (count, how) => {
      log.push(`${name} ${count} ${how}`);
      spent.creates += count * 3;
      return {
        times: each(count, how, 2),
        pay: async (how) => {
          log.push(`${name} pays ${how}`);
          spent.tells += count * 5;
          return each(count, how, 4);
        },
      };
    },
  };
}

it('has products take turns, and keeps warming up out of what is measured', async () => {
  const log: string[] = [];
  const plan = { rounds: 2, creates: 10, told: 4, slices: 1, alone: { creates: 6, told: 2 } };
  const { paycore, other } = await productFigures(
    { paycore: toy('ours', log), other: toy('theirs', log) },
    plan,
    () => undefined,
  );
  const round = (name: string) => [`${name} 10 many`, `${name} 4 many`, `${name} pays many`];
  const slice = (name: string) => [`${name} 6 one by one`, `${name} 2 many`, `${name} pays one by one`];
  const warmUp = (name: string) => [`${name} 7 many`, `${name} 3 many`, `${name} pays many`];
  expect(log).toEqual([
    ...[...warmUp('ours'), ...round('ours'), ...warmUp('theirs')],
    ...[...round('ours'), ...round('theirs'), ...round('theirs'), ...round('ours')],
    ...[...slice('ours'), ...slice('theirs')],
  ]);
  for (const { create, told, createMs, toldMs, rssMiB } of [paycore, other]) {
    expect(create.map(({ own }) => own)).toEqual([3_000, 3_000]);
    expect(told.map(({ own }) => own)).toEqual([5_000, 5_000]);
    expect(createMs).toEqual([2, 2, 2, 2, 2, 2]);
    expect(toldMs).toEqual([4, 4]);
    expect(rssMiB).toEqual([100, 100]);
  }
});

it('counts the memory of one process once', async () => {
  const log: string[] = [];
  const ours = toy('ours', log);
  const { paycore } = await productFigures(
    { paycore: { ...ours, tells: ours.creates }, other: ours },
    plans.quick.peers,
    () => undefined,
  );
  expect(paycore.rssMiB).toEqual([100]);
});
