import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WrongDatabaseError, type Way } from './mongo-way.ts';
import { ServerStartError } from './server-process.ts';
import { DATA_FILE, startEmbedded } from './start-embedded.ts';

const FILE_IN_USE = 2;

export const embeddedWay: Way = async ({ home, port, env, log }) => {
  const dataDir = embeddedDir(home);
  const server = await startEmbedded({ dataDir, env, log, ...(port === undefined ? {} : { port }) }).catch(
    (error: unknown) => {
      if (error instanceof ServerStartError && error.exitCode === FILE_IN_USE) {
        throw new WrongDatabaseError(`${error.message} (is PayCore already running with this PAYCORE_HOME?)`);
      }
      throw error;
    },
  );
  return {
    uri: server.uri,
    pid: server.pid,
    what: `embedded mongo-java-server (a stand-in, for development), data in ${dataDir}`,
    stop: server.stop,
  };
};

export function hasEmbeddedData(home: string): boolean {
  return existsSync(join(embeddedDir(home), DATA_FILE));
}

function embeddedDir(home: string): string {
  return join(home, 'mongo', 'embedded');
}
