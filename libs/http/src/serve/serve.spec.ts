import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import { serve } from './serve.ts';

const log = fakeLog();
const noop = async () => undefined;
const answerAtOnce: RequestListener = (_req, res) => void res.end('here');

const start = (app: RequestListener, more: Partial<Parameters<typeof serve>[1]> = {}) =>
  serve(app, { name: 'api', port: 0, host: '127.0.0.1', log, onStop: noop, ...more });

async function socketTo(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  await once(socket, 'close');
  return text;
}

/** An app that holds each request until the spec answers it. */
function holding() {
  const waiting: { taken: (res: ServerResponse) => void }[] = [];
  const next = () => new Promise<ServerResponse>((taken) => waiting.push({ taken }));
  const app: RequestListener = (_req, res) => waiting.shift()?.taken(res);
  return { app, next };
}

describe('serve', () => {
  it('finishes a request in flight, then calls onStop once, then is done', async () => {
    const { app, next } = holding();
    const order: string[] = [];
    const { url, stop } = await start(app, { onStop: async () => void order.push('onStop') });
    const seen = next();
    const answer = fetch(url).then((response) => response.text());
    const res = await seen;
    const stopped = Promise.all([stop(), stop()]).then(() => order.push('stopped'));
    await expect(fetch(url)).rejects.toThrow();
    expect(order).toEqual([]);
    res.end('whole');
    expect(await answer).toBe('whole');
    await stopped;
    expect(order).toEqual(['onStop', 'stopped']);
  });

  it('closes idle keep-alive connections at once, and busy ones after their answer', async () => {
    const { app, next } = holding();
    const { url, stop } = await start((req, res) => (req.url === '/held' ? app(req, res) : answerAtOnce(req, res)));
    const agent = new Agent({ keepAlive: true });
    const [idle] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
    await once(idle.resume(), 'end');
    const seen = next();
    const held = get(`${url}/held`, { agent: new Agent({ keepAlive: true }) });
    const res = await seen;
    const stopped = stop();
    res.end();
    const [answer] = (await once(held, 'response')) as [IncomingMessage];
    answer.resume();
    await stopped;
    agent.destroy();
  });

  it('does not wait for a connection that never sends its request', async () => {
    const { url, stop } = await start(answerAtOnce, { drainSeconds: 60 });
    const socket = await socketTo(url);
    await Promise.all([stop(), once(socket, 'close')]);
  });

  it('cuts what is still in flight after the drain time', async () => {
    const { app, next } = holding();
    const { url, stop } = await start(app, { drainSeconds: 0.05 });
    const seen = next();
    const answer = fetch(url);
    await seen;
    await Promise.all([stop(), expect(answer).rejects.toThrow()]);
  });

  it('answers broken HTTP and too large headers in the envelope', async () => {
    const { url, stop } = await start(answerAtOnce);
    const broken = await socketTo(url);
    broken.write('NONSENSE\r\n\r\n');
    expect(await textOf(broken)).toMatch(/^HTTP\/1\.1 400 Bad Request[^]*"error_code":"BAD_REQUEST"/);
    const large = await socketTo(url);
    large.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(await textOf(large)).toMatch(/^HTTP\/1\.1 431 [^]*"error_code":"HEADERS_TOO_LARGE"/);
    await stop();
  });

  it('never writes a second answer into one that is under way', async () => {
    const { url, stop } = await start((_req, res) => res.write('half'));
    const socket = await socketTo(url);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.write('NONSENSE\r\n\r\n');
    expect(await textOf(socket)).not.toContain('BAD_REQUEST');
    await stop();
  });

  it('serves the operator at an address of its own, until the app has stopped', async () => {
    const readiness = async () => ({ missingIndexes: [] });
    const operations = { port: 0, host: '127.0.0.1', metrics: createMetrics(), readiness };
    const { app, next } = holding();
    let isStopped = false;
    const onStop = async () => void (isStopped = true);
    const served = await start(app, { operations, onStop });
    const { url, operations: beside = '' } = served;
    expect(new URL(beside).port).not.toBe(new URL(url).port);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: 'Listening', detail: { name: 'api', url, operations: beside } }),
    );
    const seen = next();
    const answer = fetch(`${url}/metrics`).then((response) => response.text());
    const res = await seen;
    const stopped = served.stop();
    expect(await (await fetch(`${beside}/metrics`)).text()).toContain('process_resident_memory_bytes');
    expect(isStopped).toBe(false);
    res.end('the app itself');
    expect(await answer).toBe('the app itself');
    await stopped;
    await expect(fetch(`${beside}/metrics`)).rejects.toThrow();
  });

  it('names the variable of the port that is taken, and leaves nothing open', async () => {
    const taken = await start(answerAtOnce);
    const port = Number(new URL(taken.url).port);
    const readiness = async () => ({});
    const operations = { port: 0, host: '127.0.0.1', metrics: createMetrics(), readiness };
    await expect(start(answerAtOnce, { operations: { ...operations, port } })).rejects.toThrow(
      `api: port ${port} is taken by another process. Set PAYCORE_API_OPS_PORT`,
    );
    await expect(start(answerAtOnce, { port, operations })).rejects.toThrow('Set PAYCORE_API_PORT to another one');
    await taken.stop();
  });

  it('leaves no listener on the process', async () => {
    const before = process.listenerCount('SIGTERM');
    const { stop } = await start(answerAtOnce);
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await stop();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});
