const usual = {
  /** An answer of PayCore's is there within 3 s, whatever the database does: one operation, with all that the driver does for it. */
  operationMs: 2_800,
  serverSelectionMs: 1_500,
  connectMs: 1_000,
  socketMs: 2_000,
  waitQueueMs: 1_500,
};

/** How long the database is waited for. With the driver's defaults a call waits half a minute for one that is dead. */
export let patience: Readonly<typeof usual> = usual;

/** For specs on a server that is slower than any that payments are kept on. */
export function waitLonger(times: number): void {
  patience = Object.fromEntries(Object.entries(usual).map(([name, ms]) => [name, ms * times])) as typeof usual;
}
