import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../world.ts';
import { canaries, leave, openPages, read } from './traces.ts';

export interface SecretTexts {
  readonly account: object;
  /** What no gateway takes. */
  readonly refused: readonly unknown[];
  /** Bodies that are no JSON. */
  readonly broken: readonly string[];
}

/** Stores an account that holds secrets, by the API and from the command line; what is refused quotes nothing of it. */
export async function playStoredAccounts(world: World, { account, refused, broken }: SecretTexts): Promise<void> {
  const { api, all_in_one: keys } = world.demo;
  canaries.set('management key', keys.management_key);
  canaries.set('API key of stored accounts', keys.api_key);
  canaries.set('notice secret of stored accounts', keys.notice_secret.replace('whsec_', ''));
  const call = async (method: string, path: string, body?: string, key = keys.management_key) => {
    const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' };
    const url = `${api}/api/paycore/manage/gateways${path}`;
    const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    leave('answers', await answer.text());
    return answer.status;
  };
  const put = (credentials: unknown, key?: string) =>
    call('PUT', '/ecpay', JSON.stringify({ environment: 'test', gateway_credentials: credentials }), key);
  expect(await put(account)).toBe(200);
  for (const each of refused) expect(await put(each)).toBe(422);
  for (const each of broken) expect(await call('PUT', '/ecpay', each)).toBe(400);
  expect([await put(account, keys.api_key), await put(account, `${keys.management_key}x`)]).toEqual([403, 401]);
  expect(await call('POST', '/ecpay/verify?environment=test')).toBe(200);
  expect(await call('GET', '?environment=test')).toBe(200);
  await createWithout(world);
  await operate(world, account, broken);
  expect(await call('DELETE', '/ecpay?environment=test')).toBe(200);
}

/** Payments by the stored account: one whose method is named, and one that waits for a pick. */
async function createWithout(world: World): Promise<void> {
  const { gateway_credentials: _none, ...order } = world.order();
  const key = world.demo.all_in_one.api_key;
  const { data } = read(await world.api('POST', '/api/paycore/pay/ecpay/atm', order, key)).body;
  await openPages(data.payment_url);
  // The forms of the chooser carry the page's own token.
  await openPages(read(await world.createLink()).body.data.payment_url, /name="token" value="[^"]*"/g);
}

async function operate(world: World, account: object, broken: readonly string[]): Promise<void> {
  const projects = (await world.cli('project', 'list')) as readonly {
    readonly project: string;
    readonly name: string;
  }[];
  const project = projects.find(({ name }) => name.includes('All-in-One'))?.project ?? '';
  const side = ['--project', project, '--environment', 'test'];
  const folder = await mkdtemp(join(tmpdir(), 'paycore-keys-'));
  try {
    for (const [place, text] of [JSON.stringify(account), ...broken].entries()) {
      const file = join(folder, `${place}.json`);
      await writeFile(file, text);
      const failed = (error: unknown) => (error as { readonly stderr: string }).stderr;
      leave('the operator', await world.cli('gateway', 'set', 'ecpay', '--file', file, ...side).catch(failed));
    }
    for (const command of ['gateway list', 'methods show', 'shop changes']) {
      leave('the operator', await world.cli(...command.split(' '), ...side));
    }
    leave('the operator', await world.cli('key', 'list', project));
  } finally {
    await rm(folder, { recursive: true });
  }
}
