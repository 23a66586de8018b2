import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from './app-process.ts';

const serving = `
import { createServer } from 'node:http';
const server = createServer((_req, res) => res.end()).listen(0, '127.0.0.1', () => {
  process.send({ ready: 'http://127.0.0.1:' + server.address().port });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
`;
const failing = `console.error('it lacks a setting'); process.exit(3);`;

let folder: string;
let lines: string[];
let app: AppProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paycore-app-'));
  lines = [];
});

afterEach(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true });
});

function appOf(source: string): AppProcess {
  const file = join(folder, 'main.mjs');
  writeFileSync(file, source);
  const say = (line: string): number => lines.push(line);
  app = new AppProcess({ name: 'toy', file, cwd: folder, nodeFlags: [], env: {}, say, isVerbose: false });
  return app;
}

describe('an app process', () => {
  it('serves when start resolves, and is gone when stop does', async () => {
    const toy = appOf(serving);
    await toy.start();
    const { pid } = toy;
    expect(process.kill(pid, 0)).toBe(true);
    await toy.stop();
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    await expect(toy.ready()).rejects.toThrow('toy was stopped');
    expect(lines).toEqual([]);
  });

  it('comes back after kill -9, as often as it takes', async () => {
    const toy = appOf(serving);
    await toy.start();
    for (let round = 0; round < 3; round += 1) {
      const { pid } = toy;
      toy.kill('SIGKILL');
      await toy.ready();
      expect(toy.pid).not.toBe(pid);
    }
    expect(lines).toEqual(Array(3).fill('toy       ended (SIGKILL); starting it again'));
  });

  it('restarts', async () => {
    const toy = appOf(serving);
    await toy.start();
    const { pid } = toy;
    await toy.restart();
    expect(toy.pid).not.toBe(pid);
    expect(lines).toEqual([]);
  });

  it('says why it did not start', async () => {
    await expect(appOf(failing).start()).rejects.toThrow(/toy did not start \(exit code 3\):\nit lacks a setting/);
  });
});
