import * as answers from './fixtures/answers.ts';
import { faultsOf, type Expected } from './judge.ts';
import { readExplain, type ExplainAnswer } from './read-explain.ts';

describe('what explain answers', () => {
  it.each<[string, ExplainAnswer, object]>([
    ['a find', answers.classicFind, { indexes: ['closesAt_1'], keysExamined: 200, docsExamined: 200, found: 200 }],
    ['a find of the slot-based engine', answers.slotBasedFind, { indexes: ['orderKey_1'], docsExamined: 1, found: 1 }],
    ['a grouping of it', answers.slotBasedGroup, { indexes: ['paid_sums'], docsExamined: 0, found: 3840 }],
    ['a grouping behind a cursor', answers.classicGroup, { indexes: ['paid_sums'], docsExamined: 0, found: 3840 }],
    ['a point read of 8.0', answers.expressFind, { indexes: ['_id_'], found: 1 }],
    ['a point read before that', answers.idHack, { indexes: ['_id_'], found: 1 }],
    ['a write', answers.update, { indexes: ['_id_'], found: 30 }],
    ['branches of an $or', answers.merged, { indexes: ['due_notices', 'paidKey_1'], sortsInMemory: false }],
    ['a scan', answers.collectionScan, { indexes: [], scansCollection: true, docsExamined: 100_000 }],
    ['a scan of the slot-based engine', answers.slotBasedScan, { scansCollection: true, found: 294 }],
    ['a sort', answers.sorted, { sortsInMemory: true }],
    ['nothing at all', answers.nothing, { isEmpty: true }],
  ])('is read: %s', (_what, answer, expected) => {
    expect(readExplain(answer)).toMatchObject(expected);
  });

  it('is refused where a sharded cluster gave it, or where it tells nothing', () => {
    expect(() => readExplain(answers.sharded)).toThrow(/Sharded/);
    expect(() => readExplain({ shards: {} })).toThrow(/Sharded/);
    const { queryPlanner } = answers.classicFind;
    expect(() => readExplain({ ...(queryPlanner && { queryPlanner }) })).toThrow(/executionStats/);
    const { executionStats } = answers.classicFind;
    if (!executionStats) throw new Error('The fixture has one.');
    const failed = { ...answers.classicFind, executionStats: { ...executionStats, executionSuccess: false } };
    expect(() => readExplain(failed)).toThrow(/failed/);
  });
});

describe('a plan', () => {
  const judged = (answer: ExplainAnswer, expected: Expected) => faultsOf(readExplain(answer), expected);
  const why = 'so it is';

  it.each<[string, ExplainAnswer, Expected]>([
    ['walks along its index', answers.classicFind, { indexes: ['closesAt_1'] }],
    [
      'reads no document where all stands in the index',
      answers.slotBasedGroup,
      { indexes: ['paid_sums'], isCovered: true },
    ],
    ['writes by its index', answers.update, { indexes: ['_id_'] }],
    ['merges branches', answers.merged, { indexes: ['due_notices', 'paidKey_1'] }],
    ['may scan', answers.collectionScan, { indexes: [], allows: { why, scan: true } }],
    [
      'may sort little',
      answers.sorted,
      { indexes: ['closesAt_1'], allows: { why, sort: true, docs: 5_000, keys: 5_000 } },
    ],
  ])('is right where it %s', (_what, answer, expected) => {
    expect(judged(answer, expected)).toEqual([]);
  });

  it.each<[string, ExplainAnswer, Expected, RegExp[]]>([
    ['scans', answers.collectionScan, { indexes: ['_id_'] }, [/scans the collection/, /100000 documents to find 1/]],
    ['scans in slots', answers.slotBasedScan, { indexes: ['_id_'] }, [/scans/, /801 documents/]],
    ['walks along another index', answers.classicFind, { indexes: ['asksAt_1'] }, [/closesAt_1, not asksAt_1/]],
    ['sorts, and reads too much', answers.sorted, { indexes: ['closesAt_1'] }, [/sorts/, /documents/, /keys/]],
    ['reads documents', answers.classicFind, { indexes: ['closesAt_1'], isCovered: true }, [/200 documents/]],
    ['can find nothing', answers.nothing, { indexes: ['_id_'] }, [/proves nothing/]],
  ])('is wrong where it %s', (_what, answer, expected, faults) => {
    const said = judged(answer, expected);
    expect(said).toHaveLength(faults.length);
    for (const [at, fault] of faults.entries()) expect(said[at]).toMatch(fault);
  });
});
