import { inspect } from 'node:util';
import { Secret } from './secret.ts';

const canary = 'canary-hash-key';

describe('Secret', () => {
  it.each([
    ['of', Secret.of(canary)],
    ['sealed', Secret.sealed(() => canary)],
  ])('%s: shows its value to whoever opens it and to nobody else', (_, secret) => {
    expect(secret.reveal()).toBe(canary);
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ deep: [secret] }),
      inspect(secret, { depth: 9, showHidden: true, getters: true }),
      JSON.stringify({ ...secret }),
      Object.values(secret).join(),
    ];
    for (const text of shown) expect(text).not.toContain(canary);
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  });

  it('is not opened before it is needed', () => {
    let opened = 0;
    const secret = Secret.sealed(() => (opened += 1));
    JSON.stringify(secret);
    expect(opened).toBe(0);
    expect(secret.reveal()).toBe(1);
  });
});
