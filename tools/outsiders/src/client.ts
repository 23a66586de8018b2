import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;
type Json = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One outsider's client in a process of its own, asked by lines of JSON and answering in their order. */
export class OutsideClient {
  readonly #waiting: Waiting[] = [];
  readonly #child: Child;
  #chatter = '';

  constructor([program = '', ...args]: readonly string[], world: Json) {
    // A client that reads its settings from the environment shall find none.
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, PYTHONDONTWRITEBYTECODE: '1', PYTHONWARNINGS: 'ignore', NODE_NO_WARNINGS: '1' };
    this.#child = spawn(program, [...args, JSON.stringify(world)], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#read(line));
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#chatter += chunk.toString('utf8')));
    this.#child.once('error', (error) => this.#fail(error));
    this.#child.once('close', (code) => this.#fail(new Error(`It ended with ${code}: ${this.#chatter.slice(-2000)}`)));
  }

  /** Throws what the client threw. */
  call<Answer = unknown>(call: string, input: Json = {}): Promise<Answer> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${JSON.stringify({ call, input })}\n`);
    }) as Promise<Answer>;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'close');
    this.#child.kill();
    await ended;
  }

  #read(line: string): void {
    if (!line.startsWith('answer ')) return;
    const reply = JSON.parse(line.slice('answer '.length)) as { answer?: unknown; error?: string };
    const asked = this.#waiting.shift();
    if (reply.error === undefined) asked?.resolve(reply.answer);
    else asked?.reject(new Error(reply.error));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
