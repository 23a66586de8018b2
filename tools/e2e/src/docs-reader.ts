import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anImage } from '@paycore/testing';
import { runSample, type DocsSample } from './docs-samples.ts';

/** Pastes samples in a folder with a logo.png, and puts into one what an earlier one answered, as its page asks. */
export class Reader {
  #paymentNo = '';
  #version = '';

  private constructor(private readonly folder: string) {}

  static async sitDown(): Promise<Reader> {
    const folder = await mkdtemp(join(tmpdir(), 'paycore-reader-'));
    await writeFile(join(folder, 'logo.png'), anImage('png'));
    return new Reader(folder);
  }

  leave(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  /** `created`, `answered`, or what else the sample printed. */
  async outcomeOf(sample: DocsSample): Promise<string> {
    const printed = await runSample({ ...sample, text: this.filled(sample) }, this.folder).catch(failure);
    // TypeScript prints what Node makes of the data, and throws what was refused; the others print the answer in JSON.
    const answered = printed.replace(/["']/g, '').replace(/: /g, ':');
    const isRefused =
      sample.language === 'TypeScript' ? answered.startsWith(failed) : !answered.includes('success:true');
    if (isRefused) return printed;
    if (sample.endpoint === 'manage-methods') this.#version = /version:(\d+)/.exec(answered)?.[1] ?? '';
    if (!answered.includes('created:true')) return 'answered';
    this.#paymentNo = /payment_no:(\w+)/.exec(answered)?.[1] ?? '';
    return 'created';
  }

  private filled({ endpoint, text }: DocsSample): string {
    const named = text.replace(/PAY\d{12}[A-Z]{8}/, this.#paymentNo);
    return endpoint === 'manage-methods-store' ? named.replace(/(?<=version\W+)1(?=,)/, this.#version) : named;
  }
}

const failed = 'Failed: ';
const failure = (error: unknown): string => `${failed}${String(error)}`;
