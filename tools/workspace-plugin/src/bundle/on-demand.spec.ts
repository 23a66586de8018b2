import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runInThisContext } from 'node:vm';
import { workspaceRoot } from '../workspace-root.ts';
import { bundle } from './bundle.ts';
import { onDemandOf } from './on-demand.ts';

describe('onDemandOf', () => {
  const real = Object.assign((word: string) => `whole ${word}`, { part: (...words: string[]) => words.join('+') });

  /** What the text exports, and how often it has loaded the package. */
  function evaluated(text: string) {
    const module = { exports: {} as typeof real };
    const state = { loaded: 0 };
    const require = () => ((state.loaded += 1), real);
    const run = runInThisContext(`(module, require) => {${text}}`) as (of: typeof module, by: typeof require) => void;
    run(module, require);
    return { exports: module.exports, state };
  }

  it('has the names of the package, and loads it when one of them is called', () => {
    const { exports, state } = evaluated(onDemandOf('real', real));
    expect([typeof exports, Object.keys(exports), state.loaded]).toEqual(['function', ['part'], 0]);
    expect([exports('word'), exports.part('a', 'b')]).toEqual(['whole word', 'a+b']);
    expect(state.loaded).toBeGreaterThan(0);
  });

  it('is no function where the package is none', () => {
    expect(typeof evaluated(onDemandOf('real', { part: real.part })).exports).toBe('object');
  });

  it('refuses a package of which a function cannot stand for everything', () => {
    expect(() => onDemandOf('real', { version: '1' })).toThrow('real exports version');
  });
});

it('leaves what the packages answer as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paycore-bundle-'));
  try {
    const where = { workspaceRoot, projectRoot: 'tools/workspace-plugin', outputPath: folder };
    await bundle({ ...where, entry: 'src/bundle/fixtures/seldom.cjs' });
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'main.js')]);
    expect(JSON.parse(stdout)).toEqual({ host: 'xn--wgv71a119e.jp', password: 'IX', body: { amount: 980 } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
