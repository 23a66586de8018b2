import { once } from 'node:events';
import { connect } from 'node:net';
import { fakeLog } from '@paycore/testing';
import express from 'express';
import { openEventStream, type EventStream } from './event-stream.ts';
import { serve } from './serve.ts';

interface Opened {
  readonly stream: EventStream;
  readonly ended: Promise<void>;
}

/** A server of streams that a spec holds in its hands. */
async function streaming() {
  const waiting: ((opened: Opened) => void)[] = [];
  const app = express().get('/events', (_req, res) => {
    const ended = new Promise<void>((onEnd) => {
      const stream = openEventStream(res, { retryMs: 750.4, onEnd });
      queueMicrotask(() => waiting.shift()?.({ stream, ended }));
    });
  });
  const log = fakeLog();
  const { url, stop } = await serve(app, {
    name: 'api',
    port: 0,
    host: '127.0.0.1',
    log,
    onStop: async () => undefined,
  });
  const next = () => new Promise<Opened>((taken) => waiting.push(taken));
  return { url, stop, next };
}

it('begins at once, sends each event whole, and ends when told to', async () => {
  const { url, stop, next } = await streaming();
  const opened = next();
  const answer = await fetch(`${url}/events`);
  const { stream, ended } = await opened;
  stream.send({ text: 'two\nlines' });
  stream.send(null);
  stream.end();
  stream.send('too late');
  expect(await answer.text()).toBe('retry: 750\n\ndata: {"text":"two\\nlines"}\n\ndata: null\n\n');
  await ended;
  await stop();
});

it('drops a reader who takes nothing', async () => {
  const { url, stop, next } = await streaming();
  const socket = connect(Number(new URL(url).port), '127.0.0.1').pause();
  socket.on('error', () => undefined).write('GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
  const { stream, ended } = await next();
  let isEnded = false;
  void ended.then(() => (isEnded = true));
  const large = 'x'.repeat(1_000_000);
  let sent = 0;
  while (!isEnded) {
    stream.send(large);
    sent += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  // What the systems on both sides take for the connection, and one event more.
  expect(sent).toBeLessThan(100);
  socket.destroy();
  await stop();
});

it('notices a reader who leaves', async () => {
  const { url, stop, next } = await streaming();
  const opened = next();
  const leaving = new AbortController();
  await fetch(`${url}/events`, { signal: leaving.signal });
  const { ended } = await opened;
  leaving.abort();
  await ended;
  await stop();
});

it('ends with its server, also where it begins while that is about to stop', async () => {
  const { url, stop, next } = await streaming();
  const opened = next();
  const answer = await fetch(`${url}/events`);
  await opened;
  // A second connection, accepted before the stop, that asks after it.
  const late = connect(Number(new URL(url).port), '127.0.0.1');
  await once(late, 'connect');
  const begun = performance.now();
  const stopped = stop();
  late.write('GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
  late.resume();
  expect(await answer.text()).toBe('retry: 750\n\n');
  await Promise.all([stopped, once(late, 'close')]);
  expect(performance.now() - begun).toBeLessThan(3_000);
});
