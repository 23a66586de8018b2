import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import type { World } from '../world.ts';
import { stored } from './stored-counts.ts';
import { storedWithPayok } from './stored-with-payok.ts';

const ownAddresses = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ scopeid }) => !scopeid)
  .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));

/** `#` is the listener's port. */
const forbidden = [
  ...['http://127.0.0.1:#/', 'https://127.0.0.1:#/', 'http://127.255.255.254:#/', 'HTTP://127.0.0.1:#/'],
  ...['http://localhost:#/', 'http://LOCALHOST.:#/', 'http://shop.localhost:#/', 'http://%6cocalhost:#/'],
  ...['http://127.1:#/', 'http://127.0.1:#/', 'http://2130706433:#/', 'http://0x7f000001:#/', 'http://0x7f.1:#/'],
  ...['http://0177.0.0.1:#/', 'http://017700000001:#/', 'http://0:#/', 'http://0.0.0.0:#/', 'http://127.0.0.1.:#/'],
  ...['http://①②⑦.⓪.⓪.①:#/', 'http://127。0。0。1:#/', 'http://%31%32%37.0.0.1:#/', 'http://１２７.0.0.1:#/'],
  ...['http://[::1]:#/', 'http://[::]:#/', 'http://[0:0:0:0:0:0:0:1]:#/', 'http://[::127.0.0.1]:#/'],
  ...['http://[::ffff:127.0.0.1]:#/', 'http://[::ffff:7f00:1]:#/', 'http://[::ffff:0:127.0.0.1]:#/'],
  ...['http://[64:ff9b::127.0.0.1]:#/', 'http://[64:ff9b:1::7f00:1]:#/', 'http://[2002:7f00:1::]:#/'],
  ...['http://[2001:0:7f00:1::]:#/', 'http://[2001:db8::5efe:7f00:1]:#/', 'http://[fe80::1]:#/', 'http://[fec0::1]:#/'],
  ...['http://[fc00::1]:#/', 'http://[fd00:ec2::254]/', 'http://[ff02::1]:#/', 'http://[100::1]:#/'],
  ...['http://10.0.0.1/', 'http://172.16.0.1/', 'http://192.168.1.1/', 'http://169.254.169.254/latest/meta-data/'],
  ...[
    'http://100.64.0.1/',
    'http://100.100.100.200/',
    'http://192.0.0.192/',
    'http://198.18.0.1/',
    'http://192.0.2.1/',
  ],
  ...['http://224.0.0.1/', 'http://240.0.0.1/', 'http://255.255.255.255/'],
  ...ownAddresses.map((address) => `http://${address}:#/`),
];

const noUrl = [
  ...['ftp://shop.example/', 'file:///etc/passwd', 'gopher://127.0.0.1:#/', 'javascript:alert(1)', '//127.0.0.1:#/'],
  ...['http://user:password@shop.example/', 'http://127.0.0.1:#\\@shop.example/', 'http://shop.example /', 'http://'],
];

const closedPorts = [6379, 22, 25];

/** Addresses that PayCore never calls, whoever names them. */
export function describeEgress(of: () => World): void {
  /** Listens on all addresses of this machine, and only counts. */
  let listener: Server;
  let port: number;
  let connections = 0;

  beforeAll(async () => {
    listener = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    listener.listen({ port: 0, host: '::' });
    await once(listener, 'listening');
    ({ port } = listener.address() as AddressInfo);
  });

  afterAll(() => void listener?.close());

  beforeEach(() => {
    connections = 0;
  });

  async function connectionsAt(host: string): Promise<number> {
    const socket = connect({ port, host });
    socket.on('error', () => undefined);
    await once(socket, 'close');
    return connections;
  }

  const at = (url: string) => url.replace('#', String(port));

  describe('the listener', () => {
    it.each(['127.0.0.1', '::1'])('counts what reaches %s', async (host) => {
      expect(await connectionsAt(host)).toBe(1);
    });
  });

  describe('a payok_url that we may never call', () => {
    it.each([
      ...closedPorts.map((closed): [string, string[]] => [
        `must not use port ${closed}: it belongs to another service than the web, and is never called.`,
        [`http://8.8.8.8:${closed}/`, `https://shop.example:${closed}/`],
      ]),
      ['must not point to a private address.', forbidden],
      ['must be a valid URL.', noUrl],
    ])('is refused: it %s', async (fault, urls) => {
      const before = await stored(of());
      const answers = await Promise.all(urls.map((url) => of().create(of().order({ payok_url: at(url) }))));
      const error = { error_code: 'VALIDATION_FAILED', fields: { payok_url: [`The payok_url field ${fault}`] } };
      expect(answers.map(({ status, body }, index) => [urls[index], status, body.error])).toEqual(
        urls.map((url) => [url, 422, error]),
      );
      expect(await stored(of())).toEqual(before);
      expect(connections).toBe(0);
    });
  });

  /** Paid, with this address in the document in place of the one that the create took. */
  async function paidWith(payokUrl: string): Promise<string> {
    const { paymentNo, orderNo } = await of().issued();
    await storedWithPayok(of(), paymentNo, payokUrl);
    await of().drive(orderNo, 'paid');
    return paymentNo;
  }

  async function triesOf(paymentNo: string) {
    const isOver = async () => (await of().document(paymentNo)).notice?.state !== 'due';
    await of().until(`the end of ${paymentNo}'s notice`, isOver);
    const { events, notice, status } = await of().document(paymentNo);
    return {
      status,
      state: notice?.state,
      tries: events.filter(({ type }) => type === 'notice').map((each) => each.detail),
    };
  }

  const allFailed = (reason: string) => ({
    status: 'paid',
    state: 'exhausted',
    tries: [1, 2, 3].map((attempt): unknown => expect.objectContaining({ attempt, reason })),
  });

  describe('a payok_url that became closed after it was taken', () => {
    it('is never dialled, and each try stands in the payment with its reason', async () => {
      const urls = [
        'http://127.0.0.1:#/',
        'http://localhost:#/',
        'http://[::1]:#/',
        'http://[::ffff:127.0.0.1]:#/',
        'http://0x7f.1:#/',
      ];
      const payments = await Promise.all(urls.map((url) => paidWith(at(url))));
      for (const outcome of await Promise.all(payments.map(triesOf)))
        expect(outcome).toEqual(allFailed('forbidden_address'));
      expect(connections).toBe(0);
    });

    // This machine's own name: it passes at the create, since only resolving it tells that it means us.
    it('is never dialled where its name resolves to a closed address', async () => {
      const url = `http://${hostname()}:${port}/`;
      const { paymentNo, orderNo } = await of().issued({ payok_url: url });
      await of().drive(orderNo, 'paid');
      const isKnown = await lookup(hostname()).then(
        () => true,
        () => false,
      );
      expect(await triesOf(paymentNo)).toEqual(allFailed(isKnown ? 'forbidden_address' : 'dns'));
      expect(connections).toBe(0);
    });
  });

  describe('success_url and cancel_url', () => {
    it('may be of this machine, and are never fetched', async () => {
      const here = { success_url: at('http://localhost:#/thanks'), cancel_url: at('http://127.0.0.1:#/cart') };
      const { answer, orderNo } = await of().issued(here);
      await (await fetch(answer.body.data.payment_url)).text();
      await of().drive(orderNo, 'paid');
      expect(await (await fetch(answer.body.data.payment_url)).text()).toContain(here.success_url);
      expect(connections).toBe(0);
    });
  });
}
