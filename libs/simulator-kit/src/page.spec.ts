import { html } from 'hono/html';
import { page } from './page.ts';

describe('a page', () => {
  it('shows what strangers wrote as text, and our style as it is', async () => {
    const text = String(await page('<i>測試</i>', 'a>b{content:"x"}', html`<p>${'<script>alert(1)</script>'}</p>`));
    expect(text).toContain('<h1>&lt;i&gt;測試&lt;/i&gt;</h1>');
    expect(text).toContain('a>b{content:"x"}');
    expect(text).toContain('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
    expect(text).toContain('A simulation: no money moves.');
  });
});
