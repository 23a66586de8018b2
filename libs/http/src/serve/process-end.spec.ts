import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const app = fileURLToPath(new URL('fixtures/app.ts', import.meta.url));

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

const children: ChildProcess[] = [];

function start(port = 0): Started {
  const child = fork(app, [String(port)], { execArgv: ['--import', 'tsx'], silent: true });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  return { child, output: () => output, ended: ended(child) };
}

/** The exit code, once all output is read; the child's own `close` does not come where the parent disconnects first. */
async function ended(child: ChildProcess): Promise<number | null> {
  const outputs = [child.stdout, child.stderr].map((output) => output && once(output, 'close'));
  const [[code]] = await Promise.all([once(child, 'exit'), ...outputs]);
  return code as number | null;
}

async function ready({ child }: Started): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ ready: string }];
  return message.ready;
}

/** A request that the app has seen and holds until it is to answer. */
function heldBy({ child }: Started, url: string) {
  const seen = once(child, 'message');
  const answer = fetch(`${url}/held`).then(
    (response) => response.text(),
    () => 'cut',
  );
  return { seen, answer };
}

/** Resolves once the app accepts no more connections. */
async function refused(url: string): Promise<void> {
  const isAccepted = () =>
    fetch(url, { headers: { Connection: 'close' } }).then(
      () => true,
      () => false,
    );
  while (await isAccepted());
}

describe('a served process', () => {
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  it('tells its parent where it listens, and stops when the parent is gone', async () => {
    const started = start();
    expect(await ready(started)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    started.child.disconnect();
    expect(await started.ended).toBe(0);
    expect(started.output()).toContain('"msg":"onStop"');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'at %s finishes what is in flight, then stops and exits 0',
    async (signal) => {
      const started = start();
      const url = await ready(started);
      const request = heldBy(started, url);
      await request.seen;
      started.child.kill(signal);
      await refused(url);
      started.child.send('answer');
      expect(await request.answer).toBe('held');
      expect(await started.ended).toBe(0);
      expect(started.output()).toMatch(/Stopping[^]*onStop[^]*Stopped/);
    },
  );

  it('exits at once at the same signal again', async () => {
    const started = start();
    const url = await ready(started);
    const request = heldBy(started, url);
    await request.seen;
    started.child.kill('SIGTERM');
    await refused(url);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(1);
    expect(await request.answer).toBe('cut');
    expect(started.output()).not.toContain('onStop');
  });

  it('takes a Ctrl-C that arrives twice, by terminal and by parent, for one', async () => {
    const started = start();
    const url = await ready(started);
    const request = heldBy(started, url);
    await request.seen;
    started.child.kill('SIGINT');
    started.child.kill('SIGTERM');
    await refused(url);
    started.child.send('answer');
    expect(await request.answer).toBe('held');
    expect(await started.ended).toBe(0);
  });

  it('names a port that is taken, and exits 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = start(port);
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(`api: port ${port} is taken by another process. Set PAYCORE_API_PORT`);
    other.close();
  });
});
