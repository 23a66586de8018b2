import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

interface Report {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly state: string; readonly found: string }[];
}

const anyPorts = {
  PAYCORE_API_PORT: '0',
  PAYCORE_WEBHOOKS_PORT: '0',
  PAYCORE_SCHEDULER_PORT: '0',
  PAYCORE_SANDBOX_PORT: '0',
  // Nothing outside this machine is asked.
  PAYCORE_SANDBOX_URL: 'http://127.0.0.1:4003',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paycore-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As `npm run doctor` in a checkout, knowing nothing of this machine but what `env` says. */
function doctor(checkout: string, env: Record<string, string>, ...args: string[]) {
  const options = {
    cwd: checkout,
    env: { PATH: dirname(process.execPath), PAYCORE_HOME: join(folder, 'home'), ...env },
  };
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = execFile(process.execPath, ['tools/dev/doctor.mjs', ...args], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

const stateOf = (output: string, name: string) =>
  (JSON.parse(output) as Report).checks.find((check) => check.name === name)?.state;

it('says in one line each what it found, and that PayCore can run', async () => {
  const { code, output } = await doctor(root, anyPorts);
  expect([code, output]).toEqual([0, expect.stringContaining('✓ settings')]);
  expect(output).toMatch(/PayCore can run here/);
});

it('tells a fresh clone to install, without node_modules', async () => {
  mkdirSync(join(folder, 'tools', 'dev'), { recursive: true });
  for (const path of [
    'package.json',
    'package-lock.json',
    'tools/dev/doctor',
    'tools/dev/doctor.mjs',
    'tools/dev/install.mjs',
  ])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  const { code, output } = await doctor(folder, anyPorts, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ ok: true });
  expect([stateOf(output, 'node_modules'), stateOf(output, 'settings')]).toEqual(['warn', 'warn']);
  expect((await doctor(folder, anyPorts)).output).toContain('→ Run npm ci');
});

it('fails by every setting that production lacks', async () => {
  const { PAYCORE_SANDBOX_URL: _, ...ports } = anyPorts;
  const { code, output } = await doctor(root, { ...ports, NODE_ENV: 'production' }, '--json');
  expect(code).toBe(1);
  for (const name of ['MONGODB_URI', 'PAYCORE_KEYS', 'PAYCORE_PUBLIC_URL', 'PAYCORE_CALLBACK_URL'])
    expect(stateOf(output, name)).toBe('fail');
});

it('fails by a port that another program has, and one that is none', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const port = String((other.address() as AddressInfo).port);
  const { code, output } = await doctor(root, { ...anyPorts, PAYCORE_API_PORT: port, PAYCORE_SCHEDULER_PORT: 'x' });
  other.close();
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`✗ api +${port} is in use by `));
  expect(output).toContain('set PAYCORE_API_PORT to another port');
  expect(output).toMatch(/✗ scheduler +"x"/);
});
