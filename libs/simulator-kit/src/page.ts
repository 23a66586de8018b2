import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

/** One page of a simulator for a person, in Chinese, in the gateway's own look. `style` is CSS of ours, not of strangers. */
export const page = (title: string, style: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="zh-Hant-TW">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="note">模擬環境，沒有真實金流。A simulation: no money moves.</p>
          ${content}
        </main>
      </body>
    </html>`;
