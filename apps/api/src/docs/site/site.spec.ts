import express, { type Express } from 'express';
import request from 'supertest';
import { docsApp } from '../fixtures/docs-app.ts';
import { gatewayDocs } from '../gateway-docs.ts';
import { installedGateways } from '../installed-gateways.ts';
import { unknownHosts } from '../hosts.ts';
import { referenceOf } from '../reference/reference.ts';
import { siteOf } from './site.ts';

const reference = referenceOf(installedGateways(), gatewayDocs);
const site = await siteOf(reference, unknownHosts);

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);
const idsOf = (page: string) => new Set(matches(page, /\sid="([^"]+)"/g));

describe('the documentation site', () => {
  it('has a page for each chapter in both languages', () => {
    const chapters = reference.chapters.map(({ name }) => `/${name}`);
    const paths = ['zh-tw', 'en'].flatMap((locale) => ['', ...chapters].map((path) => `/docs/${locale}${path}`));
    expect([...site.keys()]).toEqual(paths);
  });

  it.each([...site])('%s: every link of ours leads somewhere', (path, page) => {
    const links = [...matches(page, /\shref="([^"]+)"/g), ...matches(page, /"(\/docs\/[^"\\]+)"/g)];
    const broken = [...new Set(links)].filter((link) => {
      const { pathname, hash } = new URL(link, `http://docs.test${path}`);
      if (/^\/(assets\/|openapi\.json$)/.test(pathname)) return false;
      const target = site.get(pathname);
      return target === undefined || (hash !== '' && !idsOf(target).has(decodeURIComponent(hash.slice(1))));
    });
    expect(broken).toEqual([]);
    expect(links.filter((link) => /^https?:/.test(link))).toEqual([]);
  });

  it.each([...site])('%s: names each anchor once', (_path, page) => {
    const ids = matches(page, /\sid="([^"]+)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('shows of each endpoint its tables, samples, answers and error codes', () => {
    for (const { name, endpoints } of reference.chapters) {
      const page = site.get(`/docs/en/${name}`) ?? '';
      for (const { id, path, sender, refusals } of endpoints) {
        const section = page.slice(page.indexOf(`id="${id}"`)).split('</article>')[0] ?? '';
        expect(section).toContain(path);
        expect(section).toContain('curl -X');
        expect(section.includes('data-sample="TypeScript"')).toBe(sender === 'merchant');
        expect(section.includes('data-sample="PHP (Laravel)"')).toBe(sender === 'merchant');
        for (const { code } of refusals) expect(section).toContain(code);
      }
    }
  });

  it('is served to anybody, with a policy that lets nothing of others in', async () => {
    const app = docsApp();
    const { status, headers } = await request(app).get('/docs').set('Accept-Language', 'en-GB,en');
    expect([status, headers['location']]).toEqual([302, '/docs/en']);
    const page = await request(app).get('/docs/zh-tw/ecpay');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe|https?:/);
    expect((await request(app).get('/docs/zh-tw/nothing')).status).toBe(404);
    expect((await request(app).get('/openapi.json')).body).toMatchObject({ openapi: '3.1.1' });
  });
});

describe('the samples of a demo', () => {
  const demo = {
    apiKey: 'pc_test_demo',
    managementKey: 'pc_admin_demo',
    payokUrl: 'http://127.0.0.1:4003/merchant/payok',
    credentials: { ecpay: { merchant_id: 'of-the-sandbox' } },
  };

  it('hold its key, credentials and shop once it is ready; the document never does', async () => {
    const known: (typeof demo)[] = [];
    const app = docsApp(async () => known[0]);
    const read = async () => (await request(app).get('/docs/en/ecpay')).text;
    expect(await read()).toContain('YOUR_PAYCORE_API_KEY');
    known.push(demo);
    const page = await read();
    expect(page).not.toMatch(/YOUR_PAYCORE_API_KEY|PAYCORE_API_KEY/);
    for (const value of [demo.apiKey, demo.payokUrl, 'of-the-sandbox']) expect(page).toContain(value);
    // Whose credentials the demo does not know keep their placeholders.
    expect((await request(app).get('/docs/en/smilepay')).text).not.toContain('of-the-sandbox');
    expect((await request(app).get('/openapi.json')).text).not.toContain(demo.apiKey);
    expect((await request(app).get('/docs/en')).headers['cache-control']).toBe('no-store');
  });

  const seenFrom = (address: string, app: Express) =>
    express().use((req, _res, next) => {
      Object.defineProperty(req.socket, 'remoteAddress', { value: address });
      next();
    }, app);

  it.each([
    ['127.0.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['::1', true],
    ['192.0.2.7', false],
    ['::ffff:192.0.2.7', false],
    ['2001:db8::1', false],
  ])('are for readers on the same machine: %s, %p', async (address, isShown) => {
    const page = await request(
      seenFrom(
        address,
        docsApp(async () => demo),
      ),
    ).get('/docs/en/ecpay');
    expect([page.status, page.text.includes(demo.apiKey)]).toEqual([200, isShown]);
  });

  it('are those of anybody else where nobody tells them', () => {
    for (const [, page] of site) expect(page).not.toContain('pc_test_demo');
    expect([...site.values()].filter((page) => /YOUR_PAYCORE_(API|MANAGEMENT)_KEY/.test(page))).toHaveLength(site.size);
  });
});
