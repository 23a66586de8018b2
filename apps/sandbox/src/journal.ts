import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface Journal {
  /** Oldest first. */
  read(): readonly unknown[];
  append(entry: unknown): void;
  close(): void;
}

/**
 * A file of JSON lines that survives kill -9: each entry is handed to the system before `append` returns, and a line
 * torn by the kill is dropped. Keeps the newest `keep` entries over a start.
 */
export function openJournal(path: string, keep = Number.MAX_SAFE_INTEGER): Journal {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  tidy(path, keep);
  const file = openSync(path, 'a', 0o600);
  return {
    read: () => linesOf(path).flatMap(parse),
    append: (entry) => void writeSync(file, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(file),
  };
}

/** Rewritten whole and renamed, so that a kill in between leaves the old file. */
function tidy(path: string, keep: number): void {
  const lines = linesOf(path);
  const good = lines.filter((line) => parse(line).length === 1).slice(-keep);
  if (good.length === lines.length) return;
  writeFileSync(`${path}.new`, good.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** A whole file ends with a line break; what follows the last one is torn. It counts as a line, so that `tidy` sees it. */
function linesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : [...lines.slice(0, -1), ''];
}

function parse(line: string): unknown[] {
  try {
    return [JSON.parse(line)];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
