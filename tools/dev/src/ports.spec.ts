import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { choosePorts, wantedPorts, type Ports } from './ports.ts';

const anyOps = { api_ops: 0, webhooks_ops: 0, scheduler_ops: 0 };
const any: Ports = { api: 0, webhooks: 0, scheduler: 0, sandbox: 0, ...anyOps, mongo: 0 };

describe('wantedPorts', () => {
  it('are the usual ones, or what the environment says', () => {
    const usual = { api: 4000, webhooks: 4001, scheduler: 4002, sandbox: 4003, ...anyOps, mongo: 0 };
    expect(wantedPorts({})).toEqual(usual);
    expect(wantedPorts({ PAYCORE_API_PORT: '5000', PAYCORE_SANDBOX_PORT: '0', PAYCORE_WEBHOOKS_PORT: '' })).toEqual({
      ...usual,
      api: 5000,
      sandbox: 0,
    });
    expect(wantedPorts({ PAYCORE_SCHEDULER_OPS_PORT: '5012' })).toEqual({ ...usual, scheduler_ops: 5012 });
  });

  it.each(['x', '65536', '-1', '80.5'])('refuse %s by name', (text) => {
    expect(() => wantedPorts({ PAYCORE_SCHEDULER_PORT: text })).toThrow(/PAYCORE_SCHEDULER_PORT must be a port/);
  });
});

describe('choosePorts', () => {
  let taken: Server;
  let port: number;

  beforeEach(async () => {
    taken = createServer().listen(0);
    await once(taken, 'listening');
    port = (taken.address() as AddressInfo).port;
  });

  afterEach(() => void taken.close());

  it('finds a different free port for each 0', async () => {
    const ports = Object.values(await choosePorts(any));
    expect(new Set(ports).size).toBe(8);
    expect(ports).not.toContain(0);
  });

  it('names the taken port and its variable', async () => {
    const message = `Port ${port}, for webhooks, is taken by another program. Set PAYCORE_WEBHOOKS_PORT`;
    await expect(choosePorts({ ...any, webhooks: port })).rejects.toThrow(message);
  });

  it('waits for a port that is about to come free', async () => {
    const chosen = choosePorts({ ...any, api: port }, 10_000);
    taken.close();
    expect(await chosen).toMatchObject({ api: port });
  });
});
