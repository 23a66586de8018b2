import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Express } from 'express';

const types = {
  'pay.css': 'text/css; charset=utf-8',
  'pay.js': 'text/javascript; charset=utf-8',
  'pay.svg': 'image/svg+xml',
} as const;

type AssetName = keyof typeof types;

const names = Object.keys(types) as AssetName[];

// Beside this file in the sources, beside the bundle in production: the build copies the folder.
const read = (name: AssetName) => readFileSync(new URL(`./assets/${name}`, import.meta.url));
const digest = (body: Buffer) => createHash('sha256').update(body).digest('hex').slice(0, 12);

const assets = new Map(names.map((name) => [name, { body: read(name), type: types[name] }]));
const digests = new Map([...assets].map(([name, { body }]) => [name, digest(body)]));

/** `/assets/pay.css?v=…`, where v is of the content. */
export const assetUrl = (name: AssetName): string => `/assets/${name}?v=${digests.get(name)}`;

/**
 * Serves what the pages load. During a rolling update a page may ask the other version's process: it gets what is there,
 * and keeps it only where it is the content that the page meant.
 */
export function assetRoutes(app: Express): void {
  for (const [name, { body, type }] of assets) {
    app.get(`/assets/${name}`, (req, res) => {
      const isMeant = req.query['v'] === digests.get(name);
      res.set('Cache-Control', isMeant ? 'public, max-age=31536000, immutable' : 'no-cache');
      res.type(type).send(body);
    });
  }
}
