import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import request from 'supertest';
import { installedGateways } from '../docs/installed-gateways.ts';
import { assetRoutes, assetUrl, driverUrl } from '../assets.ts';
import { kinds, payable } from './fixtures/kinds.ts';
import { payerApp } from './fixtures/payer-app.ts';
import { headersOf, policy } from './policy.ts';

interface Inventory {
  readonly scripts: readonly { readonly src: string; readonly sha256: string | null }[];
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly policy: Readonly<Record<string, readonly string[]>>;
}

const file = new URL('../../../cli/src/page-scripts/assets/payment-page-scripts.json', import.meta.url);
const inventory = JSON.parse(readFileSync(file, 'utf8')) as Inventory;
const gateways = installedGateways();
const forms = gateways.flatMap((gateway) => (gateway.element ? [{ gateway, element: gateway.element }] : []));

const app = shell({
  ...{ name: 'api', log: fakeLog(), metrics: createMetrics(), ready: async () => true },
  routes: (express) => assetRoutes(express, gateways),
});

const served = async (url: string) => {
  const { body } = await request(app).get(url).buffer().parse(bytes).expect(200);
  const [src = ''] = url.split('?');
  return {
    src,
    sha256: createHash('sha256')
      .update(body as Buffer)
      .digest('hex'),
  };
};

const bytes: Parameters<request.Test['parse']>[0] = (res, done) => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk as string, 'binary')));
  res.on('end', () => done(null, Buffer.concat(chunks)));
};

/** A script that was changed is to be looked at, and its hash in `payment-page-scripts.json` changed with it. */
it('names every script that payment pages load, as it is now', async () => {
  const drivers = await Promise.all(forms.map(({ gateway }) => served(driverUrl(gateway))));
  const libraries = forms.map(({ element }) => ({ src: element.library, sha256: null }));
  const named = inventory.scripts.map(({ src, sha256 }) => ({ src, sha256 }));
  expect(named).toEqual([await served(assetUrl('pay.js')), ...drivers, ...libraries]);
});

it('lets in what the pages’ policies let in, and no more', () => {
  const directives = new Map<string, Set<string>>();
  const pages = [
    policy(),
    policy({ form: "'self'" }),
    ...forms.map(({ element }) => policy({ element: element.origins })),
  ];
  for (const part of pages.flatMap((each) => each.split('; '))) {
    const [name = '', ...sources] = part.split(' ');
    directives.set(name, new Set([...(directives.get(name) ?? []), ...sources]));
  }
  const sorted = (entries: Iterable<readonly [string, Iterable<string>]>) =>
    Object.fromEntries([...entries].map(([name, sources]) => [name, [...sources].sort()]));
  expect(sorted(Object.entries(inventory.policy))).toEqual(sorted(directives));
});

it('knows what the headers of pages say', async () => {
  const payment = payable(kinds.account);
  const { app: pages, pathOf } = payerApp(payment);
  const { headers } = await request(pages).get(pathOf(payment)).expect(200);
  const withForms = forms.map(({ element }) => {
    const own = headersOf({ element: element.origins });
    return Object.fromEntries(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]));
  });
  for (const shown of [headers, ...withForms.map((own) => ({ ...headers, ...own }))]) {
    for (const [name, values] of Object.entries(inventory.headers)) {
      expect([name, values]).toEqual([name, expect.arrayContaining([(shown as Record<string, string>)[name]])]);
    }
  }
});
