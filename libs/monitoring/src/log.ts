import { chmodSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '@paycore/core';
import { destination, multistream, pino, stdTimeFunctions } from 'pino';
import { cutSecrets, redactMembers } from './redact.ts';

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

interface LogOptions {
  /** Name of the app: the field `app` of each line. */
  readonly name: string;
  readonly level?: LogLevel | undefined;
  /** A file to append to as well, for its owner's eyes only; its folder is created. */
  readonly file?: string | undefined;
  /** Whether lines go to stdout; true where absent. False for commands, whose stdout is their result. */
  readonly stdout?: boolean;
}

/**
 * JSON lines to stdout and the file, written synchronously: in the background, the last lines before an exit would get out of
 * order, and a kill would lose them.
 */
export function createLog({ name, level = 'info', file, stdout = true }: LogOptions): Log {
  const targets = [...(stdout ? [1] : []), ...(file === undefined ? [] : [openToAppend(file)])];
  const streams = targets.map((fd) => destination({ dest: fd, sync: true }));
  const [only, ...more] = streams;
  const lines = pino(
    {
      level,
      base: { app: name, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (detail) => redactMembers(detail) },
    },
    only && more.length === 0 ? only : multistream(streams.map((stream) => ({ level: 'info', stream }))),
  );
  return {
    info: (message, detail = {}) => lines.info(detail, cutSecrets(message)),
    warn: (message, detail = {}) => lines.warn(detail, cutSecrets(message)),
    error: (message, detail = {}) => lines.error(detail, cutSecrets(message)),
  };
}

/** Opened immediately, so that no line is lost on an early exit. Several processes may append. */
function openToAppend(file: string): number {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fd = openSync(file, 'a', 0o600);
  for (const name of readdirSync(folder)) if (name.startsWith(basename(file))) closeToOthers(join(folder, name));
  return fd;
}

/** Files of earlier versions, and what was rotated of them, could be read by everyone. */
function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    // It belongs to somebody else, or has just been rotated away: `npm run doctor` tells what others can read.
  }
}
