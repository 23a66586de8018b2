import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { mongo } from 'mongoose';
import { guarded, refusedIndex } from './guard.ts';
import { waitLonger } from './patience.ts';

const failing = (error: unknown) => guarded(() => Promise.reject(error as Error));
const offline = { kind: 'offline', code: 'SERVICE_UNAVAILABLE' };

afterEach(() => waitLonger(1));

describe('a guarded operation', () => {
  it('answers what the database answered', async () => {
    expect(await guarded(async () => 1)).toBe(1);
  });

  it('takes an answer that came while the process was held up, however late that makes it', async () => {
    waitLonger(0.01);
    const held = new Int32Array(new SharedArrayBuffer(4));
    const answered = once(
      new Worker('require("node:worker_threads").parentPort.postMessage(1)', { eval: true }),
      'message',
    );
    const answer = guarded(() => answered);
    // From where timers come before what has arrived.
    setImmediate(() => Atomics.wait(held, 0, 0, 500));
    expect(await answer).toEqual([1]);
  });

  it('is offline where nothing has come in time', async () => {
    waitLonger(0.01);
    await expect(guarded(() => new Promise(() => undefined))).rejects.toMatchObject(offline);
  });

  it.each([
    ['of the network', new mongo.MongoNetworkError('connection 1 closed')],
    ['of the server selection', new mongo.MongoServerSelectionError('none', {} as never)],
    ['of a client that never connected', new mongo.MongoNotConnectedError('not yet')],
    ['of a primary that steps down', new mongo.MongoServerError({ code: 10107, message: 'not primary' })],
    ['of a socket that broke while it was written to', Object.assign(new Error('write EPIPE'), { syscall: 'write' })],
  ])('is offline by an error %s', async (_what, error) => {
    await expect(failing(error)).rejects.toMatchObject({ ...offline, cause: error });
  });

  it.each([
    ['a bug', new TypeError('undefined is not a function')],
    ['a duplicate', new mongo.MongoServerError({ code: 11000, message: 'E11000' })],
  ])('passes on %s', async (_what, error) => {
    await expect(failing(error)).rejects.toBe(error);
  });
});

describe('the index that refused a write', () => {
  const refused = (message: string, more = {}) =>
    refusedIndex(new mongo.MongoServerError({ code: 11000, message, ...more }));

  it.each([
    ['E11000 duplicate key error collection: db.payments index: orderKey_1 dup key: { orderKey: "prj:1" }', 'orderKey'],
    ['E11000 duplicate key error index: db.payments.$paidKey_1 dup key: { : "prj:1" }', 'paidKey'],
    ["Index 'orderKey_1' does not allow the same value twice", 'orderKey'],
    ["Cannot insert: unique index 'gatewayOrderNos_1'", 'gatewayOrderNos'],
    ['index "paidKey_1"', 'paidKey'],
    ["Index 'orderKey_1' has the value: index: paidKey_1 x", 'orderKey'],
    ['E11000 duplicate key error collection: db.payments index: _id_ dup key: { _id: "PAY1" }', '_id'],
    ['E11000 duplicate key', '_id'],
  ])('is read from the text of servers that say no more: %s', (message, field) => {
    expect(refused(message)).toBe(field);
  });

  it('is what the server names beside the text', () => {
    expect(refused('E11000', { keyPattern: { paidKey: 1 } })).toBe('paidKey');
    expect(refusedIndex(new Error('index: orderKey_1'))).toBeUndefined();
  });
});
