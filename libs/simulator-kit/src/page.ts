import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

interface Look {
  readonly language: 'zh-Hant-TW' | 'en';
  readonly title: string;
  /** CSS of ours, not of strangers. */
  readonly style: string;
}

/** One page of a simulator for a person, in the gateway's own look. */
export const document = ({ language, title, style }: Look, content: Html): Html =>
  html`<!doctype html>
    <html lang="${language}">
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
          ${content}
        </main>
      </body>
    </html>`;

/** The same in Chinese, with the word that nothing of it is real. */
export const page = (title: string, style: string, content: Html): Html =>
  document(
    { language: 'zh-Hant-TW', title, style },
    html`<p class="note">模擬環境，沒有真實金流。A simulation: no money moves.</p>
      ${content}`,
  );
