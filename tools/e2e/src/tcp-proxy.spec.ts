import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TcpProxy } from './tcp-proxy.ts';

let received = '';
let listener: Server;
let proxy: TcpProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  received = '';
  listener = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      received += String(data);
      socket.write(data);
    });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  proxy = await TcpProxy.before((listener.address() as AddressInfo).port);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  listener.close();
});

async function client(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  clients.push(socket);
  await once(socket, 'connect');
  return socket;
}

async function echo(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  return String((await once(socket, 'data'))[0]);
}

it('passes', async () => {
  expect(await echo(await client(), 'a')).toBe('a');
});

it('holds bytes back as a black hole, of open and of new connections, and delivers them later', async () => {
  const open = await client();
  expect(await echo(open, 'a')).toBe('a');
  proxy.blackHole();
  const answer = echo(open, 'b');
  const other = echo(await client(), 'c');
  // A turn through the network and back, beside the proxy.
  const direct = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  clients.push(direct);
  expect(await echo(direct, '-')).toBe('-');
  expect(received).toBe('a-');
  proxy.pass();
  expect([await answer, await other]).toEqual(['b', 'c']);
});

it('delivers late what a client sent that gave up meanwhile', async () => {
  const open = await client();
  expect(await echo(open, 'a')).toBe('a');
  proxy.blackHole();
  open.end('late');
  await once(open, 'finish');
  open.destroy();
  proxy.pass();
  const deadline = Date.now() + 5_000;
  while (received !== 'alate' && Date.now() < deadline) await new Promise(setImmediate);
  expect(received).toBe('alate');
});

it('resets open connections, and passes new ones', async () => {
  const open = await client();
  expect(await echo(open, 'a')).toBe('a');
  proxy.reset();
  const [error] = (await once(open, 'error')) as [{ code: string }];
  expect(error.code).toBe('ECONNRESET');
  expect(await echo(await client(), 'b')).toBe('b');
});

it('breaks connections to a server that is not there', async () => {
  listener.close();
  await once(listener, 'close');
  const socket = await client();
  await once(socket.resume(), 'close');
});
