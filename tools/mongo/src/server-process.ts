import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

export type Log = (line: string) => void;

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What the server prints, on a line of its own, once it serves. */
  readonly ready: RegExp;
  /** Told once, with the server's last lines, if it ends without being stopped. */
  readonly log?: Log;
}

export interface ServerProcess {
  readonly pid: number;
  readonly ready: RegExpExecArray;
  readonly exited: Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Clean end; kill -9 after 10 s. */
  stop(): Promise<void>;
}

/** The server ended, or said nothing, before it was ready. `exitCode` is null if it was killed or never started. */
export class ServerStartError extends Error {
  constructor(
    message: string,
    readonly exitCode: number | null,
  ) {
    super(message);
    this.name = 'ServerStartError';
  }
}

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;
const TAIL_LINES = 10;

/**
 * Starts a server quietly and waits until it serves; throws ServerStartError with its last lines otherwise.
 * The child's standard input ends with this process, however it ends; servers are expected to end with it.
 */
export async function startServer(command: ServerCommand): Promise<ServerProcess> {
  // Its own process group: Ctrl-C in a terminal must reach the apps first and the database last.
  const child = spawn(command.command, command.args, { stdio: 'pipe', detached: true });
  child.stdin.on('error', () => undefined); // EPIPE only says that the child has ended, which `exit` tells better.
  const output = tailOf(child);
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const ready = await readyLine(child, command, output);
  let isStopping = false;
  void exited.then(() => {
    if (!isStopping) command.log?.(`${command.name} ended unexpectedly${output()}`);
  });
  return {
    pid: child.pid ?? 0,
    ready,
    exited,
    kill: (signal) => void child.kill(signal),
    stop: async () => {
      isStopping = true;
      await end(child, exited);
    },
  };
}

function readyLine(
  child: ChildProcessWithoutNullStreams,
  { name, ready }: ServerCommand,
  output: () => string,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new ServerStartError(`${name} was not ready within ${READY_WITHIN_MS / 1000} s${output()}`, null));
    }, READY_WITHIN_MS);
    const streams = [child.stdout, child.stderr];
    let text = '';
    const read = (chunk: string): void => {
      text += chunk;
      const match = ready.exec(text);
      if (!match) return;
      clearTimeout(late);
      for (const stream of streams) stream.off('data', read);
      resolve(match);
    };
    for (const stream of streams) stream.on('data', read);
    child.once('error', (error) => {
      clearTimeout(late);
      reject(new ServerStartError(`${name} cannot be started: ${error.message}`, null));
    });
    child.once('close', (code) => {
      clearTimeout(late);
      reject(new ServerStartError(`${name} did not start${output()}`, code));
    });
  });
}

/** Keeps the last lines only; reading both streams also keeps a talkative child from blocking on a full pipe. */
function tailOf(child: ChildProcessWithoutNullStreams): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      tail = (tail + chunk)
        .split('\n')
        .slice(-TAIL_LINES - 1)
        .join('\n');
    });
  }
  return () => (tail.trim() === '' ? '' : `: ${tail.trim()}`);
}

async function end(child: ChildProcessWithoutNullStreams, exited: Promise<void>): Promise<void> {
  child.stdin.end();
  child.kill('SIGTERM');
  const cancel = new AbortController();
  const late = pause(STOP_WITHIN_MS, 'late', { signal: cancel.signal }).catch(() => 'cancelled');
  if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
  cancel.abort();
  await exited;
}
