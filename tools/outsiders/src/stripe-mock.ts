import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Stripe's own server of shapes: it checks requests by Stripe's description of its API, keeps nothing and answers examples. */
export class StripeMock {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(program: string): Promise<StripeMock> {
    const any = '127.0.0.1:0';
    const child = spawn(program, ['-http-addr', any, '-https-addr', any], { stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const [, address] = /HTTP at address: (\S+)/.exec(line) ?? [];
      if (address !== undefined) return new StripeMock(`http://${address}`, child);
    }
    throw new Error('stripe-mock ended before it listened.');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }
}
