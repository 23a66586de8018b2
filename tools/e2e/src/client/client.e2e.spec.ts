import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@paycore/mongo';
import { until } from '../until.ts';
import { workspaceRoot } from '../workspace-root.ts';
import { World } from '../world.ts';

const run = promisify(execFile);
const client = join(workspaceRoot, 'libs', 'client');
const tsc = join(workspaceRoot, 'node_modules', 'typescript', 'bin', 'tsc');

let world: World;
let shop: string;

beforeAll(async () => {
  [world, shop] = await Promise.all([
    World.start({ PAYCORE_EGRESS_ALLOW: '127.0.0.1/32' }),
    mkdtemp(join(tmpdir(), 'paycore-shop-')),
  ]);
}, 120_000);

afterAll(async () => {
  await world.stop();
  await rm(shop, { recursive: true, force: true });
});

/** A shop of its own, with the package as npm would install it, and the README's sample as its program. */
async function makeShop(): Promise<void> {
  const modules = join(shop, 'node_modules');
  await mkdir(join(modules, '@types'), { recursive: true });
  await run(process.execPath, [join(client, 'build.mjs'), join(modules, '@paycore', 'client')]);
  for (const name of ['standardwebhooks', '@types/node', 'undici-types'])
    await symlink(join(workspaceRoot, 'node_modules', name), join(modules, name));
  const readme = await readFile(join(client, 'README.md'), 'utf8');
  await writeFile(join(shop, 'shop.ts'), /^```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '');
  await writeFile(join(shop, 'package.json'), JSON.stringify({ type: 'module' }));
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, types: ['node'] };
  await writeFile(join(shop, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['shop.ts'] }));
}

it('is typed as the API is now', async () => {
  const check = [join(client, 'generate.mjs'), world.demo.api, '--check'];
  const env = { ...process.env, NODE_OPTIONS: '' };
  expect(await run(process.execPath, check, { env })).toMatchObject({ stderr: '' });
});

it('creates a payment and takes its notice as the README says, as installed from npm, and type-checks there', async () => {
  await makeShop();
  await run(process.execPath, [tsc, '-p', shop]).catch((error: { readonly stdout: string }) => {
    throw new Error(error.stdout);
  });
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    PAYCORE_URL: world.demo.api,
    PAYCORE_API_KEY: world.demo.project.api_key,
    PAYCORE_NOTICE_SECRET: world.demo.project.notice_secret,
    SHOP_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
  };
  const program = spawn(process.execPath, [join(shop, 'shop.js')], { env });
  let output = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  try {
    const printed = await until(
      'the payment',
      async () => /(PAY\w+): transfer to (\d{3}), (\d+), or see (\S+)/.exec(output) ?? undefined,
    );
    const [, paymentNo = '', , , page = ''] = printed;
    expect((await fetch(page)).status).toBe(200);
    await world.drive((await world.orderOf(paymentNo)).order_no, 'paid');
    await until('the notice', async () => /ORDER-\d+ is paid/.test(output));
    // The shop answers before the answer is written down.
    const { notice } = await until('the delivery', async () => {
      const stored = await world.document(paymentNo);
      return stored.notice?.state === 'due' ? undefined : stored;
    });
    expect(notice).toMatchObject({ state: 'delivered', attempts: 1 });
  } catch (error) {
    throw new Error(`The shop printed:\n${output}`, { cause: error });
  } finally {
    program.kill();
    await once(program, 'close');
  }
});
