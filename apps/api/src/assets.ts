import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Gateway } from '@paycore/core';
import { keptPacked, sendPacked } from '@paycore/http';
import type { Express, Request, RequestHandler } from 'express';
import { accentRules } from './pages/accent.ts';

const types = {
  'docs.css': 'text/css; charset=utf-8',
  'docs.js': 'text/javascript; charset=utf-8',
  'pay.css': 'text/css; charset=utf-8',
  'pay.js': 'text/javascript; charset=utf-8',
  'pay.svg': 'image/svg+xml',
} as const;

type AssetName = keyof typeof types;

const names = Object.keys(types) as AssetName[];

// Beside this file in the sources, beside the bundle in production: the build copies the folder.
const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url));
const digest = (body: Buffer | string) => createHash('sha256').update(body).digest('hex').slice(0, 12);

/** Of several files, where one request is to bring them. */
const bodyOf = (name: AssetName) => (name === 'pay.js' ? Buffer.concat([read('follow.js'), read(name)]) : read(name));

const assets = new Map(names.map((name) => [name, { body: bodyOf(name), type: types[name] }]));
const digests = new Map([...assets].map(([name, { body }]) => [name, digest(body)]));

/** `/assets/pay.css?v=…`, where v is of the content. */
export const assetUrl = (name: AssetName): string => `/assets/${name}?v=${digests.get(name)}`;

/** The pages' stylesheet, with the color of a shop (`#1A73E8`) that has one. */
export const styleUrl = (accent: string | undefined): string =>
  assetUrl('pay.css') + (accent === undefined ? '' : `&accent=${accent.slice(1)}`);

const driverPath = ({ name }: Gateway) => `/assets/gateways/${name}.js`;

/** The gateway's script that drives its payment form on our page. */
export const driverUrl = (gateway: Gateway): string =>
  `${driverPath(gateway)}?v=${digest(gateway.element?.driver ?? '')}`;

/**
 * Serves what the pages load. During a rolling update a page may ask the other version's process: it gets what is there,
 * and keeps it only where it is the content that the page meant.
 */
export function assetRoutes(app: Express, gateways: readonly Gateway[]): void {
  for (const [name, { body, type }] of assets) {
    app.get(`/assets/${name}`, serving(body, type, name === 'pay.css' ? inColor : undefined));
  }
  for (const gateway of gateways) {
    if (gateway.element) app.get(driverPath(gateway), serving(gateway.element.driver, types['pay.js']));
  }
}

type Added = (query: Request['query']) => string;

const inColor: Added = ({ accent }) =>
  typeof accent === 'string' && /^[\da-f]{6}$/i.test(accent) ? accentRules(accent) : '';

function serving(body: Buffer | string, type: string, added: Added = () => ''): RequestHandler {
  const version = digest(body);
  const sendPlain = keptPacked(body);
  return (req, res) => {
    const more = added(req.query);
    const isMeant = req.query['v'] === version;
    res.set('Cache-Control', isMeant ? 'public, max-age=31536000, immutable' : 'no-cache');
    res.type(type);
    // Colors are too many to keep a copy for each.
    return more ? sendPacked(req, res, body.toString() + more) : sendPlain(req, res);
  };
}
