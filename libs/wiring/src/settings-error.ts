/** What is wrong with one setting; never its value. */
export interface Fault {
  readonly name: string;
  readonly message: string;
}

/** All that keeps PayCore from starting with these settings, at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly faults: readonly Fault[]) {
    const lines = faults.map(({ name, message }) => `  ${name} ${message}`);
    super(`PayCore cannot start with these settings:\n${lines.join('\n')}`);
  }
}
