/** One line of the doctor's report, as tools/dev/doctor/report.mjs prints it. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'skip' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

export type Env = Readonly<Record<string, string | undefined>>;

export const ok = (name: string, found: string): Check => ({ name, state: 'ok', found });
/** Not checked, and why. */
export const skip = (name: string, found: string): Check => ({ name, state: 'skip', found });
export const warn = (name: string, found: string, advice: string): Check => ({ name, state: 'warn', found, advice });
export const fail = (name: string, found: string, advice: string): Check => ({ name, state: 'fail', found, advice });
