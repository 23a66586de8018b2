import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantedIn, type Fault } from './fault.ts';
import { runSpecs, type Run } from './run-specs.ts';

/** What came of one fault. */
export interface Trial extends Run {
  readonly fault: Fault;
  /** `broken`: with the fault in it a spec cannot even be loaded, which proves nothing. */
  readonly verdict: 'caught' | 'NOT CAUGHT' | 'broken';
}

/** Plants one fault after the other in `folder`, a copy. Throws where specs fail without any fault. */
export async function tryFaults(
  folder: string,
  faults: readonly Fault[],
  say: (line: string) => void,
): Promise<Trial[]> {
  // All of them, before anything runs.
  for (const fault of faults) plantedIn(read(folder, fault), fault);
  const whole = await runSpecs(folder, [...new Set(faults.flatMap(({ caughtBy }) => caughtBy))]);
  const [fault = whole.broken[0]] = whole.failed;
  if (fault !== undefined) throw new Error(`Fails without a fault: ${fault}`);
  say(`without a fault: ${whole.tests} tests pass, ${whole.cpuSeconds.toFixed(1)} CPU s`);
  const trials: Trial[] = [];
  for (const fault of faults) {
    const trial = await tryOne(folder, fault);
    say(`${trial.verdict.padEnd(10)}  ${fault.name}  ${trial.cpuSeconds.toFixed(1)} CPU s`);
    trials.push(trial);
  }
  return trials;
}

const read = (folder: string, { file }: Fault) => readFileSync(join(folder, file), 'utf8');

async function tryOne(folder: string, fault: Fault): Promise<Trial> {
  const sound = read(folder, fault);
  write(folder, fault, plantedIn(sound, fault));
  try {
    const run = await runSpecs(folder, fault.caughtBy);
    return { ...run, fault, verdict: verdictOf(run) };
  } finally {
    write(folder, fault, sound);
  }
}

/** Anew rather than into the file, which may be linked to another. */
function write(folder: string, { file }: Fault, text: string): void {
  rmSync(join(folder, file));
  writeFileSync(join(folder, file), text);
}

export function verdictOf({ tests, failed, broken }: Run): Trial['verdict'] {
  if (failed.length > 0) return 'caught';
  return broken.length > 0 || tests === 0 ? 'broken' : 'NOT CAUGHT';
}
