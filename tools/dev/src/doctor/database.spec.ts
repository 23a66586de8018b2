import { checkDatabase } from './database.ts';

const set = { version: '7.0.14', setName: 'rs0', isSharded: false, isWritable: true, aheadMs: 20 };
const look = async (facts: Partial<typeof set> | Error, isProduction = true) => {
  const checks = await checkDatabase('mongodb://db', isProduction, async () => {
    if (facts instanceof Error) throw facts;
    return { ...set, ...facts };
  });
  return checks.map(({ state, name, found }) => `${state} ${name}: ${found}`);
};

describe('the doctor asks the database', () => {
  it('which is well', async () => {
    expect(await look({})).toEqual(['ok MongoDB: 7.0.14, replica set rs0', 'ok clock, by MongoDB: right']);
  });

  it.each([
    [{ version: '6.0.1' }, 'fail MongoDB: 6.0.1, replica set rs0'],
    [{ isWritable: false }, 'fail primary: none accepts writes'],
    [{ aheadMs: 4_000 }, 'warn clock, by MongoDB: ours is 4.0 s behind'],
    [{ aheadMs: -40_000 }, 'fail clock, by MongoDB: ours is 40.0 s ahead'],
    [new Error('connect ECONNREFUSED'), 'fail MongoDB: does not answer: connect ECONNREFUSED'],
  ])('which is not: %j', async (facts, line) => {
    expect(await look(facts)).toContain(line);
  });

  it('and takes a single old server for development', async () => {
    const { setName: _, ...alone } = set;
    const checks = await checkDatabase('mongodb://db', false, async () => ({ ...alone, version: '5.0.0' }));
    expect(checks.map(({ state }) => state)).toEqual(['warn', 'ok']);
  });
});
