import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
});
