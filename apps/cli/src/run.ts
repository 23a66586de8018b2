import { compose, loadConfig, maintenance, type Services } from '@paycore/wiring';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { failureText } from './failure.ts';
import { program } from './program.ts';

let services: Services | undefined;

async function open(): Promise<Services> {
  services ??= compose(loadConfig(process.env), { name: 'cli', isQuiet: true });
  await services.reached();
  return services;
}

const print = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);

const say = (line: string) => process.stderr.write(`${line}\n`);

async function read(file?: string): Promise<Uint8Array> {
  if (file !== undefined) return readFile(file);
  if (process.stdin.isTTY) process.stderr.write('Reading from the terminal: Ctrl-D ends it.\n');
  return buffer(process.stdin);
}

/** Carries out one command; the process's exit code tells how it ended. */
export async function run(): Promise<void> {
  try {
    await program({ open, print, read, say, maintenance: () => maintenance(loadConfig(process.env)) }).parseAsync();
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
  } finally {
    await services?.stop();
  }
}
