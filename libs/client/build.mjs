// Makes the package as it would be published: dist/client, or the folder given. `npm publish dist/client` is for people.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const out = resolve(process.argv[2] ?? join(root, 'dist', 'client'));

rmSync(out, { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const args = [tsc, '-p', join(here, 'tsconfig.build.json'), '--outDir', out];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
// The compiler writes `.js` into what runs, and leaves `.ts` in the types.
for (const name of readdirSync(out, { recursive: true }).filter((file) => file.endsWith('.d.ts'))) {
  const file = join(out, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'"));
}
cpSync(join(here, 'README.md'), join(out, 'README.md'));
cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
writeFileSync(join(out, 'package.json'), `${JSON.stringify(published(), null, 2)}\n`);

function published() {
  const { name, version, description, license, type, engines, dependencies } = JSON.parse(
    readFileSync(join(here, 'package.json'), 'utf8'),
  );
  const entry = { types: './index.d.ts', default: './index.js' };
  const files = ['**/*.js', '**/*.d.ts'];
  return {
    name,
    version,
    description,
    license,
    type,
    sideEffects: false,
    engines,
    exports: { '.': entry },
    files,
    dependencies,
  };
}
