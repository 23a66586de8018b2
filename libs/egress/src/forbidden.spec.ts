import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { EgressError } from './errors.ts';
import { listen, listenHttp, type LocalServer } from './fixtures/local-server.ts';
import { createSafeFetch, type SafeFetch, type SafeFetchOptions } from './safe-fetch.ts';

let everywhere: LocalServer;
const opened: SafeFetch[] = [];

const open = (options: SafeFetchOptions): SafeFetch => {
  const safeFetch = createSafeFetch({ timeoutMs: 2_000, ...options });
  opened.push(safeFetch);
  return safeFetch;
};

const failure = async (answer: Promise<unknown>): Promise<EgressError> => {
  const error: unknown = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof EgressError) return error;
  throw new Error('Not refused.', { cause: error });
};

const noLookup = (host: string) => Promise.reject(new Error(`asked for ${host}`));

beforeAll(async () => {
  everywhere = await listen(
    createServer((_request, response) => response.end('inside')),
    undefined,
  );
});

afterAll(() => everywhere.stop());

afterEach(async () => {
  for (const safeFetch of opened.splice(0)) await safeFetch.close();
});

describe('a forbidden address', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '127.8.8.8',
    '0.0.0.0',
    '0',
    '①②⑦.0.0.1',
    'localhost',
    'LocalHost',
    'localhost.',
    'foo.localhost',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:4136:e378:8000:63bf:80ff:fffe]',
    '[fe80::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[ff02::1]',
    '[100::1]',
    '[5f00::1]',
    '[2001:db8::1]',
    '169.254.169.254',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '192.0.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ])('%s is not dialled', async (host) => {
    const error = await failure(open({ lookup: noLookup })(`http://${host}:${everywhere.port}/pay?secret=1`));
    expect(error.reason).toBe('forbidden_address');
    expect(everywhere.connections()).toBe(0);
  });

  it.each([
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    'fd00:ec2::254',
    '64:ff9b::7f00:1',
    'fe80::1%lo',
    '127.1',
    '8.8.8.8 127.0.0.1',
    '127.0.0.1 8.8.8.8',
    '2606:4700::1111 ::1',
  ])('is not dialled when a name answers %s', async (addresses) => {
    const lookup = () => Promise.resolve(addresses.split(' '));
    const error = await failure(open({ lookup })(`http://shop.example:${everywhere.port}/`));
    expect(error.reason).toBe('forbidden_address');
    expect(error.message).toContain(`shop.example:${everywhere.port}`);
    expect(everywhere.connections()).toBe(0);
  });

  it('is not dialled over TLS either', async () => {
    const lookup = () => Promise.resolve(['127.0.0.1']);
    const error = await failure(open({ lookup })(`https://shop.example:${everywhere.port}/`));
    expect(error.reason).toBe('forbidden_address');
    expect(everywhere.connections()).toBe(0);
  });

  it('is not dialled at a port for other services', async () => {
    const error = await failure(open({ lookup: noLookup })('http://shop.example:27017/'));
    expect(error.reason).toBe('forbidden_address');
  });
});

describe('a name that changes its answer', () => {
  it('is asked once for one connection, and that answer is dialled', async () => {
    const shop = await listenHttp((_request, response) => response.end('shop'));
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const asked: string[] = [];
    const lookup = (host: string) => {
      asked.push(host);
      return Promise.resolve(answers.shift() ?? []);
    };
    const safeFetch = open({ lookup, allow: ['127.0.0.1/32'] });
    expect((await safeFetch(`http://shop.example:${shop.port}/`)).text()).toBe('shop');
    expect(asked).toEqual(['shop.example']);
    // undici takes a socket back one turn of the event loop after its answer; it stays with the address that was judged.
    await setImmediate();
    expect((await safeFetch(`http://shop.example:${shop.port}/`)).text()).toBe('shop');
    expect([asked.length, shop.connections()]).toEqual([1, 1]);
    await shop.stop();
  });

  it('is judged anew for the next connection', async () => {
    const shop = await listenHttp((_request, response) => {
      response.setHeader('connection', 'close');
      response.end('shop');
    });
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const safeFetch = open({ lookup: () => Promise.resolve(answers.shift() ?? []), allow: ['127.0.0.1/32'] });
    const url = `http://shop.example:${shop.port}/`;
    expect((await safeFetch(url)).text()).toBe('shop');
    expect((await failure(safeFetch(url))).reason).toBe('forbidden_address');
    expect(shop.connections()).toBe(1);
    await shop.stop();
  });
});

describe('a redirect to a forbidden address', () => {
  it.each([301, 302, 303, 307, 308])('%i is an answer and is not followed', async (status) => {
    const location = `http://[::1]:${everywhere.port}/latest/meta-data/`;
    const shop = await listenHttp((_request, response) => response.writeHead(status, { location }).end());
    const answer = await open({ allow: [`127.0.0.1:${shop.port}`] })(`http://127.0.0.1:${shop.port}/`);
    expect([answer.status, answer.headers.location]).toEqual([status, location]);
    expect(everywhere.connections()).toBe(0);
    await shop.stop();
  });
});

describe('the allow-list', () => {
  const cases = (port: number): [string, string[]][] => [
    ['127.0.0.1', ['127.0.0.0/8']],
    ['127.1', [`127.0.0.1:${port}`]],
    ['localhost', ['127.0.0.0/8']],
    ['foo.localhost.', [`foo.localhost:${port}`]],
    ['shop.example', [`shop.example:${port}`]],
    ['shop.example', [`127.0.0.1:${port}`]],
  ];

  it.each([0, 1, 2, 3, 4, 5])('opens what it names (%i)', async (index) => {
    const shop = await listenHttp((_request, response) => response.end('shop'));
    const [host, allow] = cases(shop.port)[index] ?? ['', []];
    const answer = await open({ allow, lookup: () => Promise.resolve(['127.0.0.1']) })(`http://${host}:${shop.port}/`);
    expect(answer.text()).toBe('shop');
    await shop.stop();
  });

  it('does not open another port of the same address', async () => {
    const error = await failure(open({ allow: ['127.0.0.1:1'] })(`http://127.0.0.1:${everywhere.port}/`));
    expect(error.reason).toBe('forbidden_address');
  });

  it('is read when the client is made', () => {
    expect(() => createSafeFetch({ allow: ['127.0.0.0/99'] })).toThrow('127.0.0.0/99');
  });
});
