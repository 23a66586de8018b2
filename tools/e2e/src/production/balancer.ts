import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { workspaceRoot } from '../workspace-root.ts';

/** Debian's: `apt-get install haproxy`. */
export const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;
if (!hasHaproxy) {
  if (process.env['CI']) throw new Error('haproxy is not installed.');
  console.warn('haproxy is not installed: the shipped docker/haproxy.cfg is NOT tried.');
}

export interface BalancedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

interface Upstreams {
  readonly api: string;
  readonly webhooks: string;
}

/** HAProxy on the shipped file, of which only the addresses are replaced: where it listens (a socket file) and what it asks. */
export class Balancer {
  output = '';

  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output += String(chunk)));
  }

  static async start(upstreams: Upstreams): Promise<Balancer> {
    const folder = await mkdtemp(join(tmpdir(), 'paycore-balancer-'));
    const file = join(folder, 'haproxy.cfg');
    const shipped = await readFile(join(workspaceRoot, 'docker', 'haproxy.cfg'), 'utf8');
    await writeFile(file, readdressed(shipped, folder, upstreams));
    // So many connections as the file allows need more open files than a test may have.
    return new Balancer(folder, spawn('haproxy', ['-f', file, '-n', '200'], { stdio: 'pipe' }));
  }

  /** Until both backends count as up. */
  async ready(): Promise<void> {
    await until('backends', async () => {
      if (this.child.exitCode !== null) throw new Error(`haproxy ended: ${this.output}`);
      const answers = await Promise.all(['/docs/en', '/api/paycore/webhooks/ecpay'].map((path) => this.get(path)));
      return answers.every(({ status }) => status !== 503);
    });
  }

  /** The path goes out as it stands; `fetch` would tidy it. */
  get(path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}): Promise<BalancedAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: join(this.folder, 'public'), path, method, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += String(chunk)));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
      sent.on('error', reject).end();
    });
  }

  /** What comes back for these lines until the connection ends. */
  async raw(...lines: readonly string[]): Promise<string> {
    const socket = connect(join(this.folder, 'public'));
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
    await once(socket, 'close');
    return text;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

function readdressed(shipped: string, folder: string, { api, webhooks }: Upstreams): string {
  const replaced: readonly (readonly [line: string, by: string])[] = [
    ['bind :8080', `bind unix@${join(folder, 'public')}`],
    ['bind :8081', `bind unix@${join(folder, 'alive')}`],
    ['server-template api 20 api:4000', `server api ${new URL(api).host}`],
    ['server-template webhooks 20 webhooks:4001', `server webhooks ${new URL(webhooks).host}`],
  ];
  return replaced.reduce((text, [line, by]) => {
    if (text.split(`  ${line}\n`).length !== 2) throw new Error(`docker/haproxy.cfg does not say "${line}" once.`);
    return text.replace(`  ${line}\n`, () => `  ${by}\n`);
  }, shipped);
}
