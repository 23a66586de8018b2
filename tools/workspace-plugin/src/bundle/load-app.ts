import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

export interface App {
  readonly run: () => Promise<void>;
}

type Body = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
  folder: string,
) => void;

/** Where what V8 made of the text of the bundle at `file` is kept for this version, these flags and this kind of processor. */
export const codeFileOf = (file: string) => `${file}.${process.arch}-${cachedDataVersionTag().toString(16)}.code`;

/**
 * Evaluates the bundle at `file`. Where no code is kept for this V8, and where it is damaged, V8 compiles the text. `main.js` is
 * made of this.
 */
export function loadApp(file: string): { readonly app: App; readonly script: Script } {
  const code = codeFileOf(file);
  const script = new Script(readFileSync(file, 'utf8'), {
    filename: file,
    ...(existsSync(code) && { cachedData: readFileSync(code) }),
  });
  const module = { exports: {} };
  const body = script.runInThisContext() as Body;
  body(module.exports, createRequire(file), module, file, dirname(file));
  return { app: module.exports as App, script };
}
