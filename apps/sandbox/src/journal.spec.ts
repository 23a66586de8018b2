import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from './journal.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paycore-journal-'));
  path = join(folder, 'deep', 'toy.jsonl');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(...entries: unknown[]): void {
  const journal = openJournal(path);
  for (const entry of entries) journal.append(entry);
  journal.close();
}

function entries(keep?: number): readonly unknown[] {
  const journal = openJournal(path, keep);
  journal.close();
  return journal.read();
}

describe('journal', () => {
  it('reads what was appended, oldest first', () => {
    write({ a: 1 }, '中文\n', null);
    expect(entries()).toEqual([{ a: 1 }, '中文\n', null]);
  });

  it('has an entry on file when append returns', () => {
    const journal = openJournal(path);
    journal.append({ a: 1 });
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n');
    journal.close();
  });

  it.each(['{"b":', '{"b":2}', '7'])('drops a torn last line (%s) and goes on behind the last whole one', (torn) => {
    write({ a: 1 });
    appendFileSync(path, torn);
    write({ c: 3 });
    expect(entries()).toEqual([{ a: 1 }, { c: 3 }]);
  });

  it('drops a line that is not JSON', () => {
    write({ a: 1 });
    writeFileSync(path, '{"a":1}\n\u0000\u0000\n{"c":3}\n');
    expect(entries()).toEqual([{ a: 1 }, { c: 3 }]);
  });

  it('keeps the newest only', () => {
    write(1, 2, 3, 4);
    expect(entries(2)).toEqual([3, 4]);
    expect(readFileSync(path, 'utf8')).toBe('3\n4\n');
  });

  it('is for its owner alone', () => {
    write(1);
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});
