import { randomUUID } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import * as z from 'zod';
import { rawBody, textOf } from '../body.ts';
import { readDemo, type DemoAccess } from '../demo-file.ts';
import { jsonIn, type DemoMerchant } from '../merchant.ts';
import { readPaidNotice, stateOf, type ShopOrder } from './order.ts';
import { orderPage } from './order-page.ts';
import type { ShopOrders } from './orders.ts';
import { messagePage, ordersPage, productsPage } from './pages.ts';
import { askPayment } from './pay-core.ts';
import { modes, productNames, type Mode } from './products.ts';
import { style } from './style.ts';

export interface Shop {
  readonly home: string;
  /** The sandbox's, as browsers reach it. */
  readonly url: string;
  /** Where payment pages are, if that is not the API's own address. */
  readonly publicUrl: string | undefined;
  readonly orders: ShopOrders;
  readonly merchant: DemoMerchant;
  readonly now: () => Date;
}

const buySchema = z.object({ cart: z.uuid(), product: z.enum(productNames), mode: z.enum(modes) });

/** The demo's shop, for a person: it sells by PayCore's API, and knows of payments by PayCore's notices alone. */
export function addShop(app: Express, shop: Shop): void {
  const { orders } = shop;
  app.get('/shop/style.css', (_req, res) => void res.type('css').send(style));
  app.get('/shop', async (_req, res) => {
    const demo = await demoOf(shop);
    send(res, await productsPage(demo && offeredBy(demo), randomUUID()), payPages(shop, demo));
  });
  app.get('/shop/orders', async (_req, res) => send(res, await ordersPage(orders.newestFirst())));
  app.post('/shop/orders', rawBody, async (req, res) => {
    const { data: wanted } = buySchema.safeParse(Object.fromEntries(new URLSearchParams(textOf(req.body))));
    const demo = await demoOf(shop);
    if (isFromElsewhere(req)) return refuse(res, 403, '請從商店頁面購買', 'Please buy from the shop’s own page');
    if (wanted && !demo) return res.redirect(303, '/shop');
    if (!wanted || !offeredBy(demo).includes(wanted.mode)) {
      return refuse(res, 422, '商店沒有這樣的商品或付款方式', 'The shop offers no such item or way to pay');
    }
    await goAndPay(shop, orders.order(wanted), res);
  });
  app.get('/shop/orders/:orderNo', async (req, res) => {
    const order = orders.find(req.params.orderNo);
    if (!order) return refuse(res, 404, '沒有這筆訂單', 'There is no such order');
    const notices = shop.merchant.notices().filter(({ body }) => orderNoIn(body) === order.order_no);
    send(res, await orderPage({ order, notices, now: shop.now() }), payPages(shop, await demoOf(shop)));
  });
  app.post('/shop/orders/:orderNo/pay', rawBody, async (req, res) => {
    const order = orders.find(String(req.params.orderNo));
    if (isFromElsewhere(req)) return refuse(res, 403, '請從訂單頁面付款', 'Please pay from the order’s own page');
    if (!order) return refuse(res, 404, '沒有這筆訂單', 'There is no such order');
    await goAndPay(shop, order, res);
  });
}

/** What a genuine notice tells the shop. Any other is kept by the merchant's list alone. */
export function learnFrom(orders: ShopOrders, webhookId: string, body: string): void {
  const notice = readPaidNotice(jsonIn(body));
  if (notice) orders.learn(webhookId, notice);
}

async function goAndPay(shop: Shop, order: ShopOrder, res: Response): Promise<void> {
  const page = `/shop/orders/${order.order_no}`;
  const demo = await demoOf(shop);
  if (stateOf(order) !== 'waiting' || !demo) return res.redirect(303, page);
  const asked = await askPayment(demo, order, `${shop.url}/shop`);
  shop.orders.answered(order.order_no, 'refusal' in asked ? asked.refusal : null);
  res.redirect(303, 'refusal' in asked ? page : (asked.url ?? page));
}

const demoOf = ({ home, url }: Shop): Promise<DemoAccess | undefined> => readDemo(home, url);

const offeredBy = (demo: DemoAccess | undefined): readonly Mode[] =>
  modes.filter((mode) => demo !== undefined && (mode === 'direct' || demo.all_in_one !== undefined));

/** A page elsewhere may not make a person's browser buy; browsers that say nothing of it are let through. */
const isFromElsewhere = (req: Request): boolean => req.headers['sec-fetch-site'] === 'cross-site';

const orderSchema = z.object({ data: z.object({ merchant_order_no: z.string() }) });
const orderNoIn = (body: string): string | undefined =>
  orderSchema.safeParse(jsonIn(body)).data?.data.merchant_order_no;

/** A form's answer may send the browser there; Chromium asks the policy of the form's page about that, too. */
const payPages = ({ publicUrl }: Shop, demo: DemoAccess | undefined): string[] =>
  [demo?.api, publicUrl].flatMap((url) => (url === undefined ? [] : new URL(url).origin));

async function refuse(res: Response, status: number, zh: string, en: string): Promise<void> {
  send(res.status(status), await messagePage(zh, en));
}

function send(res: Response, text: string, formTargets: readonly string[] = []): void {
  const forms = [`'self'`, ...formTargets].join(' ');
  const policy = `default-src 'none'; style-src 'self'; img-src data:; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
  res.setHeader('Content-Security-Policy', policy);
  res.type('html').send(text);
}
