import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type Say = (line: string) => void;

const TAIL_LINES = 15;

/** What a child prints: warnings and errors go on to the terminal in short, all of it is in `{PAYCORE_HOME}/paycore.log`. */
export class Output {
  /** Until it serves an app complains of what a start brings along, such as a database not reached yet; the tail keeps it. */
  isShown = false;
  #tail: string[] = [];

  constructor(
    private readonly name: string,
    private readonly say: Say,
    private readonly isVerbose: boolean,
  ) {}

  read(...streams: readonly (Readable | null)[]): void {
    for (const stream of streams) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.take(line));
    }
  }

  take(line: string): void {
    this.#tail = [...this.#tail, line].slice(-TAIL_LINES);
    const short = this.isShown ? shorten(line, this.isVerbose) : undefined;
    if (short !== undefined) this.say(`${this.name.padEnd(9)} ${short}`);
  }

  /** The last lines, for whoever must tell why it ended. */
  tail(): string {
    return this.#tail.map((line) => shorten(line, true) ?? '').join('\n');
  }
}

type Entry = Readonly<Record<string, unknown>>;

/** Undefined for what a person at the terminal need not see. */
function shorten(line: string, isVerbose: boolean): string | undefined {
  const entry = entryOf(line);
  if (entry === undefined) return line.trim() === '' ? undefined : line;
  const { level, msg } = entry;
  if (level === 'warn' || level === 'error') return [level, text(msg), text(reasonOf(entry))].join(' ').trim();
  if (!isVerbose) return undefined;
  return msg === 'Request' ? `${text(entry['method'])} ${text(entry['url'])} ${text(entry['status'])}` : text(msg);
}

function entryOf(line: string): Entry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'level' in value ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function reasonOf({ reason, error, code }: Entry): unknown {
  if (reason !== undefined) return reason;
  return typeof error === 'object' && error !== null && 'message' in error ? error.message : code;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
