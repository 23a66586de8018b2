import type { Plan } from './read-explain.ts';

/** More than the rule allows, and why that is right. */
export interface Allowance {
  readonly why: string;
  /** The whole collection is wanted, or it is small by its nature. */
  readonly scan?: true;
  /** What is sorted is little. */
  readonly sort?: true;
  /** So many documents may be examined, whatever is found. */
  readonly docs?: number;
  /** So many keys. */
  readonly keys?: number;
}

export interface Expected {
  /** Names; no command walks along another one. */
  readonly indexes: readonly string[];
  /** Everything that is wanted stands in the index. */
  readonly isCovered?: true;
  readonly allows?: Allowance;
}

/** Keys at the ends of ranges, and a write's document that was found and did not match. */
const slack = 20;

/** What is wrong with a plan, a sentence each; nothing where it is as expected. */
export function faultsOf(plan: Plan, { indexes, isCovered, allows }: Expected): string[] {
  const { scansCollection, sortsInMemory, docsExamined, keysExamined, found, isEmpty } = plan;
  const others = plan.indexes.filter((name) => !indexes.includes(name));
  const isWithout = plan.indexes.length === 0 && indexes.length > 0 && !scansCollection && !isEmpty;
  const most = 2 * found + slack;
  const mostDocs = isCovered ? 0 : Math.max(most, allows?.docs ?? 0);
  const mostKeys = Math.max(most, allows?.keys ?? 0);
  const scans = allows?.scan === true;
  return [
    ...(isEmpty ? ['it can find nothing, so it proves nothing'] : []),
    ...(scansCollection && !scans ? ['it scans the collection'] : []),
    ...(sortsInMemory && !allows?.sort ? ['it sorts in memory'] : []),
    ...(others.length > 0 ? [`it walks along ${others.join(', ')}, not ${indexes.join(', ') || 'any index'}`] : []),
    ...(isWithout ? [`it uses no index, not ${indexes.join(', ')}`] : []),
    ...(docsExamined > mostDocs && !scans ? [`it examined ${docsExamined} documents to find ${found}`] : []),
    ...(keysExamined > mostKeys && !scans ? [`it examined ${keysExamined} keys to find ${found}`] : []),
  ];
}
