import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Home } from './home.ts';

let folder: string;
let home: Home;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paycore-home-'));
  home = new Home(join(folder, 'deep', 'home'));
  await home.make();
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('home', () => {
  it('makes keys once, 32 bytes, for its owner alone', async () => {
    const keys = await home.keys();
    const [id = '', key = ''] = keys.split(':');
    expect([id, Buffer.from(key, 'base64').length]).toEqual(['dev1', 32]);
    expect(await home.keys()).toBe(keys);
    expect(statSync(join(home.path, 'keys')).mode & 0o077).toBe(0);
    expect(statSync(home.path).mode & 0o077).toBe(0);
  });

  it('writes whole files and leaves no drafts', async () => {
    await home.write('demo.json', 'one');
    await home.write('demo.json', 'two');
    expect(await home.read('demo.json')).toBe('two');
    expect(readdirSync(home.path)).toEqual(['demo.json']);
  });

  it('tells whether there was a file to remove', async () => {
    await home.write('demo.json', '{}');
    expect(await home.remove('demo.json')).toBe(true);
    expect(await home.remove('demo.json')).toBe(false);
    expect(await home.read('demo.json')).toBeUndefined();
  });
});
