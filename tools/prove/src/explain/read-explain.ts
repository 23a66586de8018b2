/** One stage of a plan, or of its execution, with the stages that feed it. */
interface Stage {
  readonly stage?: string;
  readonly indexName?: string;
  readonly nReturned?: number;
  readonly nCounted?: number;
  readonly nMatched?: number;
  readonly nWouldModify?: number;
  readonly nWouldDelete?: number;
  readonly inputStage?: Stage;
  readonly inputStages?: readonly Stage[];
  readonly outerStage?: Stage;
  readonly innerStage?: Stage;
  readonly thenStage?: Stage;
  readonly elseStage?: Stage;
  readonly shards?: unknown;
}

interface Explained {
  readonly queryPlanner?: { readonly winningPlan: Stage & { readonly queryPlan?: Stage } };
  readonly executionStats?: {
    readonly executionSuccess?: boolean;
    readonly nReturned: number;
    readonly totalKeysExamined: number;
    readonly totalDocsExamined: number;
    readonly executionStages: Stage;
  };
}

/**
 * What `explain` answers with the verbosity `executionStats`, by either engine: of an aggregation that the query engine does not run
 * as a whole, the plan is in its first stage.
 * @see https://www.mongodb.com/docs/manual/reference/explain-results/
 */
export interface ExplainAnswer extends Explained {
  readonly stages?: readonly (Readonly<Record<string, unknown>> & { readonly $cursor?: Explained })[];
  readonly shards?: unknown;
}

/** What a query did. */
export interface Plan {
  /** Names of the stages from the root on. */
  readonly stages: readonly string[];
  /** Names of those that were walked along, sorted. */
  readonly indexes: readonly string[];
  readonly scansCollection: boolean;
  readonly sortsInMemory: boolean;
  /** It can find nothing, such as in a collection that is not there. */
  readonly isEmpty: boolean;
  readonly keysExamined: number;
  readonly docsExamined: number;
  /** Documents that match: returned, counted, summed up, or those that would be written. */
  readonly found: number;
}

/** Stages that make one document of many, by the names that the two engines give them. */
const gathers = new Set(['GROUP', 'COUNT', 'group', 'hash_agg', 'block_group', 'count']);

/** Point reads by `_id`, which name no index. */
const byIdAlone = new Set(['IDHACK', 'idhack']);

/** Reads an answer of `explain`. Throws where it is none with `executionStats` of one unsharded collection. */
export function readExplain(answer: ExplainAnswer): Plan {
  const { queryPlanner, executionStats } = answer.stages?.[0]?.$cursor ?? answer;
  const root = queryPlanner?.winningPlan.queryPlan ?? queryPlanner?.winningPlan;
  if (answer.shards !== undefined || root?.shards !== undefined) throw new Error('Sharded collections are not judged.');
  if (!root || !executionStats) throw new Error('This is no answer of explain with executionStats.');
  if (executionStats.executionSuccess === false) throw new Error('The query failed.');
  const planned = allOf(root);
  const stages = planned.map(({ stage = '' }) => stage);
  const indexes = planned.flatMap(({ stage = '', indexName }) => indexName ?? (byIdAlone.has(stage) ? '_id_' : []));
  return {
    stages,
    indexes: [...new Set(indexes)].sort(),
    scansCollection: stages.includes('COLLSCAN'),
    sortsInMemory: stages.includes('SORT') || (answer.stages?.some((stage) => '$sort' in stage) ?? false),
    isEmpty: stages.includes('EOF'),
    keysExamined: executionStats.totalKeysExamined,
    docsExamined: executionStats.totalDocsExamined,
    found: foundBy(executionStats.executionStages, executionStats.nReturned),
  };
}

function allOf(stage: Stage): Stage[] {
  const { inputStage, inputStages = [], outerStage, innerStage, thenStage, elseStage } = stage;
  const inputs = [inputStage, ...inputStages, outerStage, innerStage, thenStage, elseStage];
  return [stage, ...inputs.flatMap((input) => (input ? allOf(input) : []))];
}

function foundBy(root: Stage, returned: number): number {
  const executed = allOf(root);
  const written = executed.flatMap(({ nMatched, nWouldModify, nWouldDelete }) =>
    [nMatched, nWouldModify, nWouldDelete].filter((count) => count !== undefined),
  );
  const gathering = executed.find(({ stage = '' }) => gathers.has(stage));
  const gathered = gathering?.nCounted ?? (gathering?.inputStage ?? gathering?.outerStage)?.nReturned;
  return Math.max(gathered ?? returned, ...written);
}
