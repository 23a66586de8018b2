import { html } from 'hono/html';
import type { ProductName } from './products.ts';

export type Html = ReturnType<typeof html>;

/** Chinese first, English below it. */
export const both = (zh: string, en: string): Html => html`${zh} <span class="en" lang="en">${en}</span>`;

export const money = (amount: number): string => `NT$ ${amount.toLocaleString('en-US')}`;

const taipei = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Taipei',
  dateStyle: 'short',
  timeStyle: 'medium',
});
/** The time on Taiwan's clocks, of an instant as text; what is no instant stays as it came. */
export function timeOf(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : taipei.format(at);
}

interface Frame {
  readonly title: string;
  /** Seconds after which the page asks again, without a script. */
  readonly again?: number | undefined;
  readonly kind?: string;
}

export async function frame({ title, again, kind = '' }: Frame, content: Html): Promise<string> {
  const text = await html`<!doctype html>
    <html lang="zh-Hant-TW">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${again === undefined ? '' : html`<meta http-equiv="refresh" content="${again}" />`}
        <title>${title} · 青壺茶器</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/shop/style.css" />
      </head>
      <body>
        <header class="bar">
          <nav aria-label="商店 Shop">
            <a class="name" href="/shop">青壺茶器<span class="en" lang="en">Demo shop</span></a>
            <a href="/shop/orders">訂單<span class="en" lang="en">Orders</span></a>
            <a href="/merchant">通知<span class="en" lang="en">Notices</span></a>
          </nav>
        </header>
        <main class="${kind}">${content}</main>
      </body>
    </html>`;
  return String(text);
}

export const pictures: Readonly<Record<ProductName, Html>> = {
  teapot: html`<svg viewBox="0 0 120 120" aria-hidden="true" fill="none" stroke="#174a60" stroke-width="4">
    <path d="M86 58c16-8 24 2 18 14-4 8-12 12-22 12" />
    <path d="M32 66 14 46l-4 4c4 18 12 30 24 36" fill="#9cc4d2" stroke-linejoin="round" />
    <path d="M30 56h58c4 26-6 42-29 42S26 82 30 56z" fill="#9cc4d2" stroke-linejoin="round" />
    <path d="M34 56c4-12 14-18 25-18s21 6 25 18z" fill="#cfe2e8" stroke-linejoin="round" />
    <circle cx="59" cy="33" r="5" fill="#cfe2e8" />
  </svg>`,
  cup: html`<svg viewBox="0 0 120 120" aria-hidden="true" fill="none" stroke="#174a60" stroke-width="4">
    <path d="M28 50h64c2 30-10 46-32 46S26 80 28 50z" fill="#9cc4d2" stroke-linejoin="round" />
    <ellipse cx="60" cy="50" rx="32" ry="8" fill="#cfe2e8" />
    <path d="M48 36c-6-8 6-10 0-18M68 36c-6-8 6-10 0-18" stroke-linecap="round" stroke="#6f9aaa" />
  </svg>`,
};
