import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere, namedPaths } from './named-paths.ts';
import { workspaceRoot } from './workspace-root.ts';

const pathsIn = (text: string) => namedPaths('libs/toy/README.md', text).map(({ path }) => path);

describe('paths that a document names', () => {
  it('are relative links and what looks like one of our paths in backticks', () => {
    const text =
      '[a](../core/README.md#why), [b](https://x.example/y.ts), `wire.ts`, `docs/adr`, `/metrics`, `toy/atm`';
    expect(pathsIn(text)).toEqual(['libs/core/README.md', 'wire.ts', 'docs/adr']);
  });

  it.each([
    ['libs/toy/README.md', 'wire.ts', true],
    ['libs/toy/README.md', 'src/wire.ts', true],
    ['libs/toy/README.md', 'banks.ts', false],
    ['docs/operations.md', 'banks.ts', true],
    ['docs/operations.md', 'libs/toy/src', true],
    ['docs/operations.md', 'libs/toy/banks.ts', false],
  ])('in %s: %s', (document, path, expected) => {
    const files = new Set(['libs/toy/src', 'libs/toy/src/wire.ts', 'libs/other/src/banks.ts']);
    expect(isThere({ document, path }, files)).toBe(expected);
  });
});

describe('the documents of this workspace', () => {
  /** `npx nx g gateway acme`, in the README. */
  const examples = ['libs/gateways/acme'];

  const isOurs = (path: string) => !/(^|\/)(node_modules|dist|\.git|\.nx|\.paycore|\.venv)(\/|$)/.test(path);
  const entries = readdirSync(workspaceRoot, { withFileTypes: true }).filter(({ name }) => isOurs(name));
  const files = new Set(
    entries.flatMap((entry) => [
      entry.name,
      ...(entry.isDirectory()
        ? readdirSync(join(workspaceRoot, entry.name), { recursive: true, encoding: 'utf8' })
            .map((path) => `${entry.name}/${path.replaceAll('\\', '/')}`)
            .filter(isOurs)
        : []),
    ]),
  );
  const documents = [...files].filter((file) => /(^|\/)README\.md$|^CONTRIBUTING\.md$|^docs\/.*\.md$/.test(file));

  it('name only paths that exist', () => {
    expect(documents.length).toBeGreaterThan(15);
    const named = documents.flatMap((file) => namedPaths(file, readFileSync(join(workspaceRoot, file), 'utf8')));
    expect(named.length).toBeGreaterThan(150);
    const missing = named.filter((name) => !examples.includes(name.path) && !isThere(name, files));
    expect(missing.map(({ document, path }) => `${document}: ${path}`)).toEqual([]);
  });
});
