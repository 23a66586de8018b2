import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workspaceRoot } from '../workspace-root.ts';

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: unknown;
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly secrets?: readonly string[];
}

const read = (name: string): string => readFileSync(join(workspaceRoot, name), 'utf8');

const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const scaled = ['api', 'webhooks', 'scheduler'];

/** Settings that the image decides: one app listens in a container, and its lines go to stdout. */
const ofTheImage = /^(NODE_ENV|PAYCORE_\w+_PORT|PAYCORE_HOME|PAYCORE_LOG_TO)$/;

/** Names of `.env.example` above its part for development. */
const settings = (read('.env.example').split('Development and demo only')[0] ?? '')
  .split('\n')
  .flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])
  .filter((name) => !ofTheImage.test(name));

describe('docker-compose.yml', () => {
  it.each(scaled)('lets %s run as often as one likes, healthy or started again', (name) => {
    expect(services[name]).toMatchObject({
      command: ['node', `dist/${name}/main.js`],
      healthcheck: { test: ['CMD', 'node', 'docker/healthcheck.mjs', '/readyz'] },
      restart: 'unless-stopped',
      read_only: true,
      secrets: ['mongodb_uri', 'paycore_keys'],
    });
    expect(services[name]?.ports).toBeUndefined();
  });

  it('hands every setting on, secrets by file', () => {
    const { environment = {} } = services['api'] ?? {};
    const secrets = ['MONGODB_URI', 'PAYCORE_KEYS'];
    expect(Object.keys(environment).sort()).toEqual(settings.filter((name) => !secrets.includes(name)).sort());
  });

  it('starts the sandbox in the demo alone, and no command by itself', () => {
    const always = Object.entries(services).filter(([, { profiles }]) => profiles === undefined);
    expect(always.map(([name]) => name).sort()).toEqual(['api', 'balancer', 'mongodb', 'scheduler', 'webhooks']);
    expect(services['sandbox']?.profiles).toEqual(['demo']);
    expect(JSON.stringify(always)).not.toContain('SANDBOX');
  });
});
