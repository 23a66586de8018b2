import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, SettingsError } from '@paycore/wiring';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What an app would say of this name, whatever else it lacks. */
function wordOf(name: string): readonly string[] {
  try {
    return loadConfig({ [name]: '-' }).unknownSettings.map((unknown) => unknown.name);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.hints;
  }
}

const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

const ofExample = namesIn(read('.env.example'), /^([A-Z_]+)=/gm);
const ofCompose = namesIn(read('docker-compose.yml') + read('Dockerfile'), /\b(PAYCORE_[A-Z_]+)\b/g);
const ofSources = ['apps', 'libs', 'tools', '.ci'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(\.(ts|mjs|py|js)|run)$/.test(file) && !/node_modules|\.spec\.ts$|\/dist\//.test(file))
    .flatMap((file) => namesIn(read(join(top, file)), /(?:env(?:iron)?(?:\.|\[['"])|export )(PAYCORE_[A-Z0-9_]+)/g)),
);

it('no app complains of a name that anything here reads or tells to set', () => {
  const names = new Set([...ofExample, ...ofCompose, ...ofSources]);
  expect(names.size).toBeGreaterThan(40);
  expect([...names].filter((name) => wordOf(name).length > 0)).toEqual([]);
  expect(wordOf('PAYCORE_COLOR')).toEqual(['PAYCORE_COLOR is no setting of PayCore']);
});

it('.env.example tells the order of a change of keys as docs/operations.md does', () => {
  const rotation = /^\*\*Rotation\*\*[^]*?\n5\. /m.exec(read('docs/operations.md'))?.[0] ?? '';
  const steps = ['Append the new key', 'Put it first', 'keys reseal', 'until every payment that was open', '5. '];
  const places = steps.map((step) => rotation.indexOf(step));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places).not.toContain(-1);
  const comment = /((?:^#.*\n)+)PAYCORE_KEYS=/m.exec(read('.env.example'))?.[1] ?? '';
  const words = ['append', 'restart', 'first', 'restart', 'reseal', '63 days', 'docs/operations.md'];
  expect(comment.replace(/\n# /g, ' ')).toMatch(new RegExp(words.join('.*'), 's'));
});
