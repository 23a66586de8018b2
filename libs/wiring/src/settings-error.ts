/** What is wrong with one setting; never its value. */
export interface Fault {
  readonly name: string;
  readonly message: string;
}

/** Every fault that prevents PayCore from starting with these settings. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(
    readonly faults: readonly Fault[],
    /** What may explain a fault, such as a misspelled name: sentences. */
    readonly hints: readonly string[] = [],
  ) {
    const lines = [...faults.map(({ name, message }) => `  ${name} ${message}`), ...hints.map((hint) => `  ${hint}`)];
    super(`PayCore cannot start with these settings:\n${lines.join('\n')}`);
  }
}

/** For the first line of a process: returns what `read` returns, or prints the faults without a stack and exits with 1. */
export function settingsOrExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
