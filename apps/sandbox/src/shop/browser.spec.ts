import { describeInBrowser, launchBrowser } from '@paycore/testing/browser';
import { fakeLog } from '@paycore/testing';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { sandboxApp } from '../app.ts';
import { openSandbox } from '../sandbox.ts';

const phone = { viewport: { width: 360, height: 720 }, javaScriptEnabled: false };
const desktop = { viewport: { width: 1280, height: 800 } };

async function listening(handler?: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describeInBrowser('the shop in a browser', () => {
  let browser: Browser;
  let home: string;
  let url: string;
  let servers: Server[];
  let stop: () => void;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'paycore-shop-'));
    // An API whose payment pages are at another origin than its own, as with PAYCORE_PUBLIC_URL.
    const pages = await listening((_req, res) => {
      res.setHeader('content-type', 'text/html');
      res.end('<!doctype html><title>pay</title><h1>Pay here</h1>');
    });
    const api = await listening((_req, res) => {
      const data = { payment_no: 'PAY1', payment_url: `${pages.url}/zh-tw/pay/PAY1?token=t` };
      res.end(JSON.stringify({ success: true, message: 'x', data }));
    });
    const own = await listening();
    url = own.url;
    const settings = { home, port: 0, host: '127.0.0.1', url, callbackBase: url, publicUrl: pages.url };
    const rest = { speed: 60, enforcesLimits: true, noticeSecrets: [], gateways: {} };
    const sandbox = openSandbox({ ...settings, ...rest }, [], fakeLog());
    own.server.on('request', sandboxApp(sandbox, fakeLog()));
    servers = [pages.server, api.server, own.server];
    stop = () => sandbox.stop();
    const project = { api_key: 'pc_test_demo' };
    const demo = { api: api.url, sandbox: url, payok_url: `${url}/merchant/payok`, project, all_in_one: project };
    writeFileSync(join(home, 'demo.json'), JSON.stringify({ ...demo, credentials: {} }));
  });

  afterEach(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    stop();
    rmSync(home, { recursive: true });
  });

  const hasRoom = async (page: Page): Promise<boolean> => {
    const { width = 0 } = (await page.locator('html').boundingBox()) ?? {};
    const boxes = await page.locator('main *, header *').all();
    const rights = await Promise.all(boxes.map(async (box) => box.boundingBox()));
    return rights.every((box) => box === null || box.x + box.width <= width + 1);
  };

  it.each([
    ['a phone without scripts', phone, 'all_in_one'],
    ['a desktop', desktop, 'direct'],
  ])('leads %s from the product to the payment page, and shows the order', async (_screen, screen, mode) => {
    const context = await browser.newContext({ locale: 'zh-TW', ...screen });
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(`${url}/shop`);
      expect(await hasRoom(page)).toBe(true);
      await page.locator(`button[value=${mode}]`).first().click();
      await page.getByRole('heading', { name: 'Pay here' }).waitFor();
      await page.goto(`${url}/shop/orders`);
      expect(await hasRoom(page)).toBe(true);
      await page.locator('.orders a').click();
      expect(await hasRoom(page)).toBe(true);
      await page.getByRole('button', { name: 'Go and pay' }).click();
      await page.getByRole('heading', { name: 'Pay here' }).waitFor();
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
