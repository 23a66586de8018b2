import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const speaker = fileURLToPath(new URL('fixtures/speaker.ts', import.meta.url));

describe('createLog', () => {
  let folder = '';
  let stdout = '';
  let file = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paycore-log-'));
    const path = join(folder, 'made', 'paycore.log');
    ({ stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', speaker, path]));
    file = await readFile(path, 'utf8');
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('loses no line at an exit that follows at once, on stdout and in the file', () => {
    expect(stdout.trimEnd().split('\n')).toHaveLength(502);
    expect(file).toBe(stdout);
  });

  it('writes JSON lines that name the app, the level and the time', () => {
    const [first = '', second = ''] = file.split('\n');
    expect(JSON.parse(first)).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      app: 'api',
      msg: 'GET /pay?token=[cut]',
      amount: 980,
    });
    expect(JSON.parse(second)).toMatchObject({ level: 'error', error: { name: 'RangeError', message: 'away' } });
  });

  it('writes no secret', () => {
    expect(file).not.toContain('canary');
  });

  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  it('makes a folder and a file that nobody else may read', async () => {
    expect(await modeOf(join(folder, 'made'))).toBe('700');
    expect(await modeOf(join(folder, 'made', 'paycore.log'))).toBe('600');
  });

  it('closes the files of earlier versions, and what was rotated of them', async () => {
    const old = join(folder, 'old');
    await mkdir(old);
    const others = ['demo.json', 'mypaycore.log'];
    const names = ['paycore.log', 'paycore.log.1', 'paycore.log-20260622.gz', ...others];
    for (const name of names) {
      await writeFile(join(old, name), '');
      await chmod(join(old, name), 0o644);
    }
    await promisify(execFile)(process.execPath, ['--import', 'tsx', speaker, join(old, 'paycore.log')]);
    for (const name of names)
      expect([name, await modeOf(join(old, name))]).toEqual([name, others.includes(name) ? '644' : '600']);
  });
});
