import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './error-code.ts';

/** The files that the runner keeps in PAYCORE_HOME; for their owner's eyes only. */
export class Home {
  constructor(readonly path: string) {}

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  /** As PAYCORE_KEYS takes them. Made at the first start; without the same keys the stored payments could not be opened. */
  async keys(): Promise<string> {
    const kept = await this.read('keys');
    if (kept) return kept.trim();
    const made = `dev1:${randomBytes(32).toString('base64')}`;
    await this.write('keys', `${made}\n`);
    return made;
  }

  /** Undefined where there is no such file. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.path, name), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whole or not at all: whoever sees the file sees all of it. */
  async write(name: string, text: string): Promise<void> {
    const draft = join(this.path, `${name}.${randomUUID()}`);
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, join(this.path, name));
  }

  /** True where there was such a file. */
  async remove(name: string): Promise<boolean> {
    const isThere = (await this.read(name)) !== undefined;
    await rm(join(this.path, name), { force: true });
    return isThere;
  }
}
