import { serverFacts, type ServerFacts } from '@paycore/mongo';
import { clockCheck } from './clock.ts';
import { fail, ok, warn, type Check } from './check.ts';

export type AskServer = (uri: string) => Promise<ServerFacts>;

/** Checks the MongoDB in the settings. */
export async function checkDatabase(
  uri: string,
  isProduction: boolean,
  ask: AskServer = serverFacts,
): Promise<Check[]> {
  try {
    const facts = await ask(uri);
    return [...serverChecks(facts, isProduction), clockCheck('MongoDB', facts.aheadMs, 250)];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [fail('MongoDB', `does not answer: ${why}`, 'Start it, or fix MONGODB_URI, the password or the network.')];
  }
}

function serverChecks({ version, setName, isSharded, isWritable }: ServerFacts, isProduction: boolean): Check[] {
  const kind = isSharded ? 'sharded cluster' : setName === undefined ? 'a single server' : `replica set ${setName}`;
  const isOld = Number.parseInt(version, 10) < 7;
  const found = `${version}, ${kind}`;
  const isAlone = setName === undefined && !isSharded;
  return [
    isOld
      ? (isProduction ? fail : warn)('MongoDB', found, 'PayCore requires MongoDB 7 or newer.')
      : ok('MongoDB', found),
    ...(isAlone && isProduction
      ? [warn('replica set', 'none', 'A single server loses its data with its disk: use three members.')]
      : []),
    ...(isWritable ? [] : [fail('primary', 'none accepts writes', 'Check rs.status(): the set has no primary.')]),
  ];
}
