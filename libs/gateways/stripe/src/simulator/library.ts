import { readFileSync } from 'node:fs';

// Beside this file in the sources, beside the bundle where it is bundled: the build copies the folder.
const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');

/** What browsers load, by the name under the mount. */
export const scripts: ReadonlyMap<string, string> = new Map(
  ['stripe.js', 'frame.js'].map((name) => [name, read(name)]),
);
