import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import type { Started, Way, WayContext } from './mongo-way.ts';
import { startServer } from './server-process.ts';

const GUARD = fileURLToPath(new URL('./guard.mjs', import.meta.url));

export const mongodWay: Way = async (context) => {
  const mongod = await onPath('mongod', context.env['PATH'] ?? '');
  if (!mongod) throw new Error('no mongod on the PATH');
  return startMongod(mongod, context);
};

/** A standalone mongod (no replica set), journalled as it is by default, its data in `{home}/mongo/mongod`. */
export async function startMongod(mongod: string, { home, port, log }: WayContext): Promise<Started> {
  const dataDir = join(home, 'mongo', 'mongod');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const at = port || (await freePort());
  const server = await startServer({
    name: 'mongod',
    command: process.execPath,
    args: [GUARD, mongod, '--dbpath', dataDir, '--port', String(at), '--bind_ip', '127.0.0.1'],
    // mongod's log line is cut short of its end on purpose: older ones write it as text, newer ones as JSON.
    ready: /guarding (\d+)\n[^]*waiting for connections/i,
    log,
  });
  return {
    uri: `mongodb://127.0.0.1:${at}/paycore`,
    pid: Number(server.ready[1]),
    what: `${mongod}, data in ${dataDir}`,
    stop: server.stop,
  };
}

async function onPath(name: string, path: string): Promise<string | undefined> {
  for (const dir of path.split(delimiter).filter((part) => part !== '')) {
    const file = join(dir, process.platform === 'win32' ? `${name}.exe` : name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
