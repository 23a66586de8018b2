import type { Runtimes } from './runtimes.ts';
import type { Outsider } from './clients.ts';

type Result = 'passed' | 'FAILED' | `skipped: ${string}`;

interface Row {
  readonly client: string;
  readonly flow: string;
  result: Result;
}

/** What was tried with whom, and how it went. */
export class Board {
  readonly #rows: Row[] = [];

  constructor(private readonly runtimes: Runtimes) {}

  /** A test of one client; skipped, and said to be, where its runtime is missing. */
  flow({ name, runtime }: Pick<Outsider, 'name' | 'runtime'>, flow: string, run: () => Promise<void>): void {
    const prepared = this.runtimes[runtime];
    this.#test(name, flow, 'missing' in prepared ? prepared.missing : undefined, run);
  }

  /** A test of something else than a client, with why it cannot be made, if so. */
  other(name: string, flow: string, missing: string | undefined, run: () => Promise<void>): void {
    this.#test(name, flow, missing, run);
  }

  /** As Markdown; with what README.md says of results, or with those of this run. */
  table(shown: (result: Result) => string = (result) => result): string {
    const lines = this.#rows.map(({ client, flow, result }) => `| ${client} | ${flow} | ${shown(result)} |`);
    return ['| client | flow | result |', '|---|---|---|', ...lines].join('\n');
  }

  #test(client: string, flow: string, missing: string | undefined, run: () => Promise<void>): void {
    const row: Row = { client, flow, result: missing === undefined ? 'FAILED' : `skipped: ${missing}` };
    this.#rows.push(row);
    // A client that could not be installed here; the row says which, and in CI all are there.
    const test = missing === undefined ? it : it.skip;
    test(`${client}: ${flow}`, async () => {
      await run();
      row.result = 'passed';
    });
  }
}
