import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { cpuMs, rssMiB } from './proc.ts';

export interface Command {
  readonly name: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
  /** Takes what the process prints, as a container's runtime would. */
  readonly output: string;
}

const readyWithinMs = 30_000;
const stopWithinMs = 12_000;

/** A process of its own that says `{ready: url}` once it serves; it ends with us. */
export class Child {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Throws an Error that names the output where it does not come up. */
  static async start({ name, file, env, nodeFlags = [], output }: Command): Promise<Child> {
    const fd = openSync(output, 'a');
    const child = fork(file, {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      execArgv: [...nodeFlags],
      stdio: ['ignore', fd, fd, 'ipc'],
      detached: true,
    });
    closeSync(fd);
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(readyWithinMs)]);
    child.once('exit', () => ended.abort());
    try {
      const [message] = (await once(child, 'message', { signal })) as [{ readonly ready: string }];
      return new Child(child, message.ready);
    } catch (cause) {
      child.kill('SIGKILL');
      throw new Error(`${name} did not come up; see ${output}`, { cause });
    }
  }

  cpuMs(): Promise<number> {
    return cpuMs(this.child.pid ?? 0);
  }

  rssMiB(): Promise<number> {
    return rssMiB(this.child.pid ?? 0);
  }

  /** Ends it at once, in the middle of whatever it does. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), stopWithinMs);
    await exited;
    clearTimeout(late);
  }
}
