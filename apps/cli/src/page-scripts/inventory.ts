import { readFileSync } from 'node:fs';
import * as z from 'zod';

const inventory = z.object({
  scripts: z.array(
    z.object({
      /** A path of the page's own origin, or the whole address of another's. */
      src: z.string().min(1),
      /** Of the script's bytes, hexadecimal; null where its owner changes it without a word. */
      sha256: z.string().nullable(),
      on: z.string().min(1),
      why: z.string().min(1),
      assurance: z.string().min(1),
    }),
  ),
  /** By name in small letters: what each may say. */
  headers: z.record(z.string(), z.array(z.string())),
  /** By directive of the Content-Security-Policy: the sources that a page may name. */
  policy: z.record(z.string(), z.array(z.string())),
});

/** The scripts that payment pages load, what their headers say, and what their policy may let in. */
export type Inventory = z.infer<typeof inventory>;

// Beside this file in the sources, beside the bundle in production: the build copies the folder.
const file = new URL('./assets/payment-page-scripts.json', import.meta.url);

/** The inventory that this version was released with. */
export const readInventory = (): Inventory => inventory.parse(JSON.parse(readFileSync(file, 'utf8')));
