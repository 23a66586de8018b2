import { createInterface } from 'node:readline';

/** Addresses and credentials, from the spec. */
export const world = JSON.parse(process.argv[2] ?? '{}');

/**
 * Answers each call that comes as a line of JSON on stdin, until that ends. The answer's line begins with `answer `, since
 * some clients chatter on stdout.
 */
export async function serve(calls) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { call, input } = JSON.parse(line);
    const reply = await Promise.resolve()
      .then(() => calls[call](input))
      .then(
        (answer) => ({ answer: answer ?? null }),
        (error) => ({ error: textOf(error) }),
      );
    process.stdout.write(`\nanswer ${JSON.stringify(reply)}\n`);
  }
  process.exit();
}

const textOf = (error) => `${error?.name}: ${error?.message ?? error} ${error?.statusCode ?? ''}`.trim();
