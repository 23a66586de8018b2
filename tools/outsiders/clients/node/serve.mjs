import { createInterface } from 'node:readline';

/** What the spec told this process: addresses and credentials. */
export const world = JSON.parse(process.argv[2] ?? '{}');

/**
 * Answers each call that comes as a line of JSON on stdin, until that ends. The answer's line begins with `answer `, since
 * some clients chatter on stdout.
 */
export async function serve(calls) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { call, given } = JSON.parse(line);
    const said = await Promise.resolve()
      .then(() => calls[call](given))
      .then(
        (answer) => ({ answer: answer ?? null }),
        (error) => ({ error: textOf(error) }),
      );
    process.stdout.write(`\nanswer ${JSON.stringify(said)}\n`);
  }
  process.exit();
}

const textOf = (error) => `${error?.name}: ${error?.message ?? error} ${error?.statusCode ?? ''}`.trim();
