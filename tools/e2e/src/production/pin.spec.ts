import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.ts';

const files = ['Dockerfile', 'docker-compose.yml', 'docker/mongodb.yml'];
const token = 'a-token-for-reading';

let folder: string;
let before: readonly string[];

const texts = () => Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paycore-pin-'));
  await mkdir(join(folder, 'docker'));
  for (const name of [...files, 'docker/pin.sh']) await cp(join(workspaceRoot, name), join(folder, name));
  before = await texts();
});

afterEach(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

const pin = (env: Readonly<Record<string, string>>): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: 30_000 };
    const child = execFile(join(folder, 'docker', 'pin.sh'), options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });

const manifestOf = (path: string, edition = 1) =>
  JSON.stringify({ schemaVersion: 2, mediaType: 'index', path, edition });
const digestOf = (path: string, edition?: number) =>
  `sha256:${createHash('sha256').update(manifestOf(path, edition)).digest('hex')}`;

/** Gives a manifest of anything to whoever has asked for a token first. */
async function registry({ lacks, edition }: { lacks?: string; edition?: number } = {}) {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '', url);
    const [, image = '', tag = ''] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(pathname) ?? [];
    if (pathname === '/token') {
      asked.push(`${searchParams.get('service')} ${searchParams.get('scope')}`);
      res.end(JSON.stringify({ token, expires_in: 300 }));
    } else if (req.headers.authorization !== `Bearer ${token}`) {
      const wanted = `Bearer realm="${url}/token",service="the registry",scope="repository:${image}:pull"`;
      res.writeHead(401, { 'WWW-Authenticate': wanted }).end();
    } else if (image === lacks) res.writeHead(404).end();
    else res.end(manifestOf(`${image}:${tag}`, edition));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.close();
    await once(server, 'close');
  };
  return { asked, url, stop };
}

it('writes the digest of what the registry answers behind every tag, renews it, and changes nothing else', async () => {
  for (const edition of [1, 2]) {
    const { url, asked, stop } = await registry({ edition });
    const { code, output } = await pin({ PIN_REGISTRY: url });
    await stop();
    expect([code, output]).toEqual([0, expect.stringContaining('node:24-slim@sha256:')]);
    expect(asked).toContain('the registry repository:library/mongo:pull');
    const [dockerfile = '', compose = '', mongodb = ''] = await texts();
    expect(dockerfile.match(/^FROM .*/gm)).toEqual(
      ['source', 'demo', 'production'].map(
        (stage) => `FROM node:24-slim@${digestOf('library/node:24-slim', edition)} AS ${stage}`,
      ),
    );
    expect(compose).toContain(`    image: haproxy:3.0-alpine@${digestOf('library/haproxy:3.0-alpine', edition)}\n`);
    expect(compose).toContain('image: paycore:${PAYCORE_VERSION:-local}\n');
    for (const text of [compose, mongodb])
      expect(text).toContain(`image: mongo:7.0@${digestOf('library/mongo:7.0', edition)}\n`);
    expect([dockerfile, compose, mongodb].map((text) => text.replace(/@sha256:[0-9a-f]{64}/g, ''))).toEqual(before);
  }
  expect((await stat(join(folder, 'Dockerfile'))).mode & 0o777).toBe(
    (await stat(join(workspaceRoot, 'Dockerfile'))).mode & 0o777,
  );
});

it('changes nothing where one of the digests is not to be had', async () => {
  const { url, stop } = await registry({ lacks: 'library/mongo' });
  const { code, output } = await pin({ PIN_REGISTRY: url });
  await stop();
  expect([code, output]).toEqual([1, expect.stringContaining('mongo:7.0. Nothing was changed.')]);
  expect(await texts()).toEqual(before);
});

it('says so and changes nothing where no registry can be reached', async () => {
  const { url, stop } = await registry();
  await stop();
  const { code, output } = await pin({ PIN_REGISTRY: url });
  expect([code, output]).toEqual([1, expect.stringContaining('Nothing was changed.')]);
  expect(await texts()).toEqual(before);
});

describe('without a registry named', () => {
  const withTools = async (tools: Readonly<Record<string, string>>) => {
    const path = join(folder, 'bin');
    await mkdir(path);
    for (const [name, text] of Object.entries(tools)) {
      await writeFile(join(path, name), `#!/bin/sh\n${text}\n`);
      await chmod(join(path, name), 0o755);
    }
    return pin({ PATH: `${path}:/usr/bin:/bin` });
  };
  const digest = `sha256:${'a'.repeat(64)}`;

  it('asks by docker', async () => {
    const docker = `[ "$1 $2 $3" = "buildx imagetools inspect" ] && echo ${digest}`;
    const { code } = await withTools({ docker });
    expect([code, (await texts())[0]]).toEqual([0, expect.stringContaining(`FROM node:24-slim@${digest} AS source`)]);
  });

  it.each([
    ['a docker that reaches nobody', 'echo unreachable >&2; exit 1'],
    ['a docker that answers something else', 'echo latest'],
  ])('changes nothing with %s', async (_what, docker) => {
    const { code, output } = await withTools({ docker });
    expect([code, output]).toEqual([1, expect.stringContaining('Nothing was changed.')]);
    expect(await texts()).toEqual(before);
  });
});
