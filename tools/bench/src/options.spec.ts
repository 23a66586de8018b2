import { readOptions, usage } from './options.ts';

describe('options', () => {
  it('without any: a whole run, Markdown, nothing that runs only where it is named', () => {
    expect(readOptions([])).toEqual({
      ...{ isQuick: false, isJson: false, wantsHelp: false, isWhole: true, profiles: undefined, against: [] },
      parts: ['rounds', 'starts', 'expiry', 'growth'],
    });
  });

  it.each([
    [['--peers'], ['rounds', 'starts', 'expiry', 'growth', 'peers'], true],
    [['--only', 'peers'], ['peers'], false],
    [['--only', 'growth', '--only=rounds', '--peers'], ['rounds', 'growth', 'peers'], false],
    [['--only', 'embedded', '--only', 'embedded'], ['embedded'], false],
  ])('%j: %j, whole: %s', (args, parts, isWhole) => {
    expect(readOptions(args)).toMatchObject({ parts, isWhole });
  });

  it.each([
    [['--json', 'figures.json'], 'figures.json'],
    [['--jsn'], '--jsn'],
    [['--only'], '--only'],
    [['--only', 'lunch'], 'There is no part "lunch".'],
    [['--quick=yes'], '--quick'],
    [['--payments', 'many'], '"many"'],
    [['--payments', '0'], '"0"'],
  ])('%j: refused by name, with the usage', (args, named) => {
    const refused = () => readOptions(args);
    expect(refused).toThrow(named);
    expect(refused).toThrow(usage);
  });
});
