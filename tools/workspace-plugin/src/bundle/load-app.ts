import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
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

/** What V8 made of the text of the bundle at `file`, where it is kept. */
export const codeFileOf = (file: string) => `${file}.code`;

/**
 * Evaluates the bundle at `file`. V8 takes the kept code only if it is of the same version, flags and
 * length of text; otherwise, and where none is kept, it compiles the text. `main.js` is made of this.
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
