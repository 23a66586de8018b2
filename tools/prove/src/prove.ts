import { mongo, type Connection } from 'mongoose';
import { CommandRecorder, toExplain, type SentCommand } from './commands.ts';
import { exercisesOf, named, type NamedExercise } from './exercises/all.ts';
import { faultsOf } from './explain/judge.ts';
import { readExplain, type ExplainAnswer, type Plan } from './explain/read-explain.ts';
import { fill } from './fill/fill.ts';
import type { ThrowAway } from './server/throw-away.ts';

/** How one command was answered. */
export interface Row {
  /** Of the exercise that sent it. */
  readonly name: string;
  /** `find payments`; what looks nothing up has none. */
  readonly command?: string;
  /** Absent in a dry run. */
  readonly plan?: Plan;
  readonly faults: readonly string[];
  /** Why more than usual is right. */
  readonly why?: string;
}

export interface ProveOptions {
  readonly payments: number;
  /** Commands are collected, and nobody is asked to explain them. */
  readonly isDry: boolean;
  readonly say: (line: string) => void;
}

/**
 * Fills the database, calls every method of the stores, and has each query explained that they sent. Not run against MongoDB so far:
 * none could be had where this was written.
 */
export async function prove({ connection, aside }: ThrowAway, { payments, isDry, say }: ProveOptions): Promise<Row[]> {
  const recorder = new CommandRecorder(connection.getClient());
  const filled = await fill(connection, payments, say);
  const rows: Row[] = [];
  for (const exercise of named(exercisesOf({ connection, filled }))) {
    await exercise.prepare?.();
    const sent = await recorder.during(exercise.run);
    if (sent.length === 0) rows.push({ name: exercise.name, faults: ['it sent nothing, so it proves nothing'] });
    rows.push(...(await rowsOf(exercise, sent, isDry ? undefined : aside)));
  }
  return rows;
}

async function rowsOf(
  exercise: NamedExercise,
  sent: readonly SentCommand[],
  on: Connection | undefined,
): Promise<Row[]> {
  const { name, allows, indexes } = exercise;
  const commands = toExplain(sent);
  if (commands.length === 0) return sent.length > 0 ? [{ name, faults: [] }] : [];
  const rows: Row[] = [];
  for (const { name: what, command } of commands) {
    const row = { name, command: `${what} ${String(command[what])}`, ...(allows && { why: allows.why }) };
    if (!on) rows.push({ ...row, faults: [] });
    else rows.push({ ...row, ...(await explained(on, exercise, command)) });
  }
  const used = new Set(rows.flatMap(({ plan }) => plan?.indexes ?? []));
  // Where something else is wrong, or a scan is as good, this tells nothing more.
  const isTold = !on || allows?.scan || rows.some(({ faults }) => faults.length > 0);
  const unused = isTold ? [] : indexes.filter((index) => !used.has(index));
  if (unused.length > 0) rows.push({ name, faults: [`nothing walked along ${unused.join(', ')}`] });
  return rows;
}

const maxText = 1_000;

/** What is stored was made up, so that it may be shown. */
const textOf = (command: mongo.Document): string => mongo.BSON.EJSON.stringify(command).slice(0, maxText);

async function explained(
  on: Connection,
  exercise: NamedExercise,
  command: SentCommand['command'],
): Promise<Pick<Row, 'plan' | 'faults'>> {
  try {
    const plan = readExplain(
      (await on.db?.command({ explain: command, verbosity: 'executionStats' })) as ExplainAnswer,
    );
    const faults = faultsOf(plan, exercise);
    return { plan, faults: faults.length > 0 ? [...faults, `it was ${textOf(command)}`] : [] };
  } catch (error) {
    return { faults: [`it could not be explained: ${error instanceof Error ? error.message : String(error)}`] };
  }
}
