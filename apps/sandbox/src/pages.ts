import type { SimulatedOrder } from '@paycore/simulator-kit';
import type { Response } from 'express';
import { html } from 'hono/html';
import { paymentNoOf, type ReceivedNotice } from './merchant.ts';

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

type Html = ReturnType<typeof html>;

const SHOWN = 100;

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1.5rem;color:#1c2430;background:#f7f8fa}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%;background:#fff}
th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid #dfe3e8;vertical-align:top}code,pre{font:13px/1.45 ui-monospace,monospace}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}.scroll{overflow-x:auto}.good{color:#0a6b3b}.bad{color:#b3261e}a{color:#0b57d0}
:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}td code{white-space:nowrap}h2{overflow-wrap:anywhere}`;

async function page(title: string, body: Html): Promise<string> {
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
  return String(text);
}

export function sendPage(res: Response, text: string): void {
  // The shell's own policy is for data and would refuse the style.
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";
  res.setHeader('Content-Security-Policy', policy);
  res.type('html').send(text);
}

/** Where a person starts: what this is, and each gateway's orders. */
export function homePage(gateways: readonly { name: string; orders: readonly SimulatedOrder[] }[]): Promise<string> {
  return page(
    'PayCore sandbox',
    html`<p>
        The payment gateways, played on this machine for development and tests. No money moves here. Orders appear once
        PayCore has placed them; an order's page is where the payer pays it.
      </p>
      <p>
        <a href="/shop">The demo shop</a> · <a href="/merchant">its notices</a> ·
        <a href="/control/merchant/notices">the same as JSON</a>
      </p>
      ${gateways.map(({ name, orders }) => gatewayPart(name, orders))}`,
  );
}

function gatewayPart(name: string, orders: readonly SimulatedOrder[]): Html {
  const list = `/control/${encodeURIComponent(name)}/orders`;
  const title = html`<h2><a href="/${encodeURIComponent(name)}/">${name}</a></h2>`;
  if (orders.length === 0)
    return html`${title}
      <p>No orders yet. <a href="${list}">As JSON</a></p>`;
  return html`${title}
    <p>
      ${counted(orders.length, 'order')}${orders.length > SHOWN ? `, the newest ${SHOWN} here` : ''}.
      <a href="${list}">As JSON</a>
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Orders of ${name}">
      <table>
        <tr>
          <th>Order</th>
          <th>Payment</th>
          <th>Method</th>
          <th>Amount</th>
          <th>State</th>
          <th>Last callback</th>
        </tr>
        ${orders.slice(0, SHOWN).map(
          (order) =>
            html`<tr>
              <td>
                <a href="/${encodeURIComponent(name)}/orders/${order.order_no}"><code>${order.order_no}</code></a>
              </td>
              <td><code>${order.payment_no ?? ''}</code></td>
              <td>${order.method}</td>
              <td>${order.currency} ${order.amount}</td>
              <td>${order.state}</td>
              <td>${order.callbacks.at(-1)?.status ?? ''} ${order.callbacks.at(-1)?.body ?? ''}</td>
            </tr>`,
        )}
      </table>
    </div>`;
}

/** The shop's back office: the notices it received, newest first. */
export function merchantPage(notices: readonly ReceivedNotice[]): Promise<string> {
  return page(
    'Demo merchant',
    html`<p>
        <a href="/">Sandbox</a> · <a href="/shop">Shop</a> · ${counted(notices.length, 'notice')}
        received${notices.length > SHOWN ? `, the newest ${SHOWN} here` : ''}
      </p>
      ${notices.length === 0 ? html`<p>Pay something, and this shop will get a notice.</p>` : ''}
      ${notices.slice(0, SHOWN).map(
        (notice) =>
          html`<h2>${paymentNoOf(notice.body) ?? 'Unreadable notice'}</h2>
            <p>
              ${notice.received_at} · <code>${notice.headers['webhook-id'] ?? ''}</code> ·
              ${
                notice.verified
                  ? html`<strong class="good">signature valid</strong>`
                  : html`<strong class="bad">signature not valid</strong>`
              }
            </p>
            <pre>${notice.body}</pre>`,
      )}`,
  );
}
