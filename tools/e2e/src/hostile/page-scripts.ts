import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from '../world.ts';

interface Report {
  readonly page: string;
  readonly scripts: readonly string[];
  readonly differences: readonly string[];
}

/** A stand-in for whoever sits between PayCore and the payer: hands everything on, and adds this to every page. */
async function tampering(behind: string, added: string): Promise<{ url: string; server: Server }> {
  const server = createServer((req, res) => {
    void fetch(`${behind}${req.url}`).then(async (answer) => {
      const text = await answer.text();
      const changed = ['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive'];
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => !changed.includes(name)));
      const type = headers['content-type'] ?? '';
      res.writeHead(answer.status, headers);
      res.end(type.startsWith('text/html') ? text.replace('</head>', `${added}</head>`) : text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** The operator's comparison of running payment pages with the inventory of their scripts. */
export function describePageScripts(of: () => World): void {
  const compare = (url: string) => of().cli('page-scripts', 'compare', url) as Promise<Report>;
  const failed = (error: unknown) => error as { readonly code: number; readonly stdout: string };

  it('finds nothing at pages as they are', async () => {
    const pages = [
      (await of().issued()).answer.body.data.payment_url,
      (await of().placed('ecpay/aio/credit')).answer.body.data.payment_url,
      (await of().createLink()).body.data.payment_url,
    ];
    for (const page of pages) {
      const report = await compare(page);
      const { origin, pathname } = new URL(page);
      expect(report).toEqual({ page: origin + pathname, scripts: [`${origin}/assets/pay.js`], differences: [] });
    }
  });

  it('tells the sandbox’s payment form from Stripe’s', async () => {
    const { answer } = await of().placed('stripe/credit', { amount: 98_000 });
    const { code, stdout } = await compare(answer.body.data.payment_url).then(() => ({ code: 0, stdout: '' }), failed);
    const { origin } = new URL(of().demo.sandbox);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).differences).toEqual([
      `not in the inventory: the script ${origin}/stripe/stripe.js`,
      expect.stringMatching(/^the header permissions-policy is /),
      ...['script-src', 'connect-src', 'frame-src'].map((name) => `the policy lets ${name} be ${origin}`),
    ]);
  });

  it('ends with 1 where somebody has added a script on the way', async () => {
    const { url, server } = await tampering(of().demo.api, '<script src="https://cdn.evil.example/a.js"></script>');
    const page = (await of().issued()).answer.body.data.payment_url.replace(of().demo.api, url);
    const { code, stdout } = await compare(page).then(() => ({ code: 0, stdout: '' }), failed);
    server.close();
    server.closeAllConnections();
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).differences).toEqual([
      'not in the inventory: the script https://cdn.evil.example/a.js',
    ]);
    expect(stdout).not.toContain('token=');
  });
}
