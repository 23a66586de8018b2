import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings.ts';

const random = 'k1:GHY+1f2aJd0cQ9vXz7wq3m8o5TtRrLlKkPpNnBbVvCc=';
const production = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://db1.example,db2.example/paycore?replicaSet=rs0',
  PAYCORE_KEYS: random,
  PAYCORE_PUBLIC_URL: 'https://pay.example.com',
  PAYCORE_CALLBACK_URL: 'https://hooks.example.com',
  PAYCORE_TRUST_PROXY: '1',
};
const found = (env: Record<string, string>) =>
  readSettings(env).checks.map(({ state, name, found }) => `${state} ${name}: ${found}`);

describe('the doctor reads settings', () => {
  it('and finds nothing wrong with those of a demo or of a good production', () => {
    expect(found({})).toEqual(['ok settings: complete, for development', 'ok PAYCORE_KEYS: made by npm start']);
    expect(found(production)).toEqual(['ok settings: complete, for production', 'ok PAYCORE_KEYS: one']);
  });

  it('and names every fault that would keep an app from starting', () => {
    const faults = found({ NODE_ENV: 'production', PAYCORE_TICK: 'soon' }).join('\n');
    for (const name of ['MONGODB_URI', 'PAYCORE_KEYS', 'PAYCORE_PUBLIC_URL', 'PAYCORE_CALLBACK_URL', 'PAYCORE_TICK'])
      expect(faults).toContain(`fail ${name}`);
    expect(readSettings({ NODE_ENV: 'production' }).config).toBeUndefined();
  });

  it.each([
    ['all bytes alike', Buffer.alloc(32, 7)],
    ['a sentence', Buffer.from('correct horse battery staple 32!')],
  ])('and refuses a key that is not random: %s', (_what, key) => {
    const PAYCORE_KEYS = `k1:${key.toString('base64')}`;
    expect(found({ ...production, PAYCORE_KEYS })).toContain('fail PAYCORE_KEYS: not random: k1');
    expect(found({ PAYCORE_KEYS })).toContain('warn PAYCORE_KEYS: not random: k1');
  });

  it('and warns of what works and is not wise', () => {
    const text = random.slice('k1:'.length);
    const checks = found({
      ...production,
      PAYCORE_TRUST_PROXY: '',
      PAYCORE_EGRESS_ALLOW: '10.0.0.0/8',
      PAYCORE_KEYS: `${random},k2:${text}`,
      PAYCORE_CALLBACK_URL: 'https://hooks.internal',
    });
    expect(checks).toEqual(
      expect.arrayContaining([
        'warn PAYCORE_KEYS: two ids, one key',
        'warn PAYCORE_TRUST_PROXY: not set',
        'warn PAYCORE_EGRESS_ALLOW: 10.0.0.0/8',
        'fail addresses: https://hooks.internal is private',
      ]),
    );
  });

  it('and warns of a file of keys that anybody may read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'paycore-doctor-'));
    const file = join(folder, 'keys');
    writeFileSync(file, random, { mode: 0o644 });
    const env = { ...production, PAYCORE_KEYS: '', PAYCORE_KEYS_FILE: file };
    expect(found(env)).toContain('warn PAYCORE_KEYS_FILE: anybody on this machine may read it');
    rmSync(folder, { recursive: true });
  });
});
