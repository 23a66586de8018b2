import { createHash } from 'node:crypto';
import { comparePage, type Answer } from './compare-page.ts';
import { readInventory, type Inventory } from './inventory.ts';

const ours = 'console.log(1);';
const driver = 'console.log(2);';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const entry = { why: 'It is needed.', assurance: 'It is ours.' };
const inventory: Inventory = {
  scripts: [
    { ...entry, src: '/assets/pay.js', sha256: hash(ours), on: 'every payment page' },
    { ...entry, src: '/assets/gateways/stripe.js', sha256: hash(driver), on: 'some' },
    { ...entry, src: 'https://js.stripe.com/train/stripe.js', sha256: null, on: 'some' },
  ],
  headers: { 'x-content-type-options': ['nosniff'] },
  policy: { 'default-src': ["'none'"], 'script-src': ["'self'", 'https://js.stripe.com'] },
};

const origin = 'https://pay.example';
const address = `${origin}/zh-tw/pay/PAY202606220001ABCDEFGH?token=canary`;
const head = '<script src="/assets/pay.js?v=1" defer></script>';
const safe = "default-src 'none'; script-src 'self'";

async function differences(
  body: string,
  policy: string | null = safe,
  scripts: Readonly<Record<string, string>> = {},
  sniffing: string | null = 'nosniff',
) {
  const served: Readonly<Record<string, string>> = {
    '/assets/pay.js': ours,
    '/assets/gateways/stripe.js': driver,
    ...scripts,
  };
  const get = async (url: string): Promise<Answer> => {
    const isPage = url === address;
    const text = isPage ? `<html><head>${body}</head></html>` : (served[new URL(url).pathname] ?? '');
    const named = { 'content-security-policy': policy, 'x-content-type-options': sniffing };
    const headers = { get: (name: string) => (isPage && name in named ? named[name as keyof typeof named] : null) };
    return { status: text === '' ? 404 : 200, url, headers, body: new TextEncoder().encode(text) };
  };
  const report = await comparePage(address, inventory, get);
  expect(JSON.stringify(report)).not.toContain('canary');
  return report.differences;
}

it.each([
  ['the script that every page has', head],
  [
    'those of a payment form',
    `${head}<script src="https://js.stripe.com/train/stripe.js" defer></script><script src="/assets/gateways/stripe.js"></script>`,
  ],
  [
    'what only looks like one',
    `${head}<p title="a &lt;script&gt; onload=1">onclick="x()" javascript:</p><!-- a note -->`,
  ],
])('a page with %s is as it was released', async (_what, body) => {
  expect(await differences(body)).toEqual([]);
});

it.each([
  [
    'a script of somebody else',
    `${head}<script src="https://cdn.evil.example/a.js"></script>`,
    'not in the inventory: the script https://cdn.evil.example/a.js',
  ],
  [
    'another script of ours',
    `${head}<SCRIPT SRC=/assets/docs.js></SCRIPT>`,
    'not in the inventory: the script /assets/docs.js',
  ],
  [
    'one that is preloaded',
    `${head}<link rel=modulepreload href="https://evil.example/a.mjs">`,
    'not in the inventory: the script https://evil.example/a.mjs',
  ],
  ['an inline script', `${head}<script>steal()</script>`, 'not in the inventory: inline script: steal()'],
  [
    'an inline script beside a source',
    '<script src="/assets/pay.js">steal()</script>',
    'not in the inventory: inline script: steal()',
  ],
  ['an event handler', `${head}<img src=x onerror="steal()">`, 'not in the inventory: onerror="steal()"'],
  ['a handler behind a slash', `${head}<svg/onload=steal()>`, 'not in the inventory: onload="steal()"'],
  [
    'a link that is plainly code',
    `${head}<a href=" javascript:steal()">`,
    'not in the inventory: href=" javascript:steal()"',
  ],
  [
    'another base',
    `<base href="https://evil.example/">${head}`,
    'not in the inventory: <base href="https://evil.example/">',
  ],
  [
    'a frame',
    `${head}<iframe src="https://evil.example/"></iframe>`,
    'not in the inventory: <iframe src="https://evil.example/">',
  ],
  ['none of our scripts', '<p></p>', '/assets/pay.js is missing'],
  [
    'a library with a query',
    `${head}<script src="https://js.stripe.com/train/stripe.js?x=1"></script>`,
    'https://js.stripe.com/train/stripe.js is asked for with a query: ?x=1',
  ],
])('a page with %s differs', async (_what, body, difference) => {
  expect(await differences(body)).toContain(difference);
});

it('a script that was changed differs, and one that is gone', async () => {
  expect(await differences(head, safe, { '/assets/pay.js': `${ours}steal();` })).toEqual([
    `/assets/pay.js is another script: ${hash(`${ours}steal();`)}, not ${hash(ours)}`,
  ]);
  expect(await differences(head, safe, { '/assets/pay.js': '' })).toEqual(['/assets/pay.js answered 404']);
});

it.each([
  [null, 'there is no Content-Security-Policy'],
  ["script-src 'self'", 'the policy lacks default-src'],
  ["default-src 'none'; script-src 'self' 'unsafe-inline'", "the policy lets script-src be 'unsafe-inline'"],
  ["default-src 'none'; script-src 'self' https://evil.example", 'the policy lets script-src be https://evil.example'],
  ["default-src 'none'; script-src 'self'; script-src-elem *", 'the policy has script-src-elem'],
  ["default-src 'none'; script-src *; script-src 'self'", 'the policy lets script-src be *'],
])('a policy of %j differs', async (policy, difference) => {
  expect(await differences(head, policy)).toEqual([difference]);
});

it('a header that says something else differs, and one that is gone', async () => {
  expect(await differences(head, safe, {}, 'sniff')).toEqual(['the header x-content-type-options is sniff']);
  expect(await differences(head, safe, {}, null)).toEqual(['the header x-content-type-options is missing']);
});

it('throws where there is no page', async () => {
  const gone = async (url: string) => ({ status: 404, url, headers: { get: () => null }, body: new Uint8Array() });
  await expect(comparePage(address, inventory, gone)).rejects.toThrow('answered 404');
});

it('has an inventory in which every script says where it is, why, and what assures it', () => {
  const { scripts, policy } = readInventory();
  expect(scripts.map(({ src }) => src)).toContain('/assets/pay.js');
  expect(Object.keys(policy)).toContain('script-src');
});
