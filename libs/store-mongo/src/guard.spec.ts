import { mongo } from 'mongoose';
import { guarded } from './guard.ts';

const failing = (error: unknown) => guarded(() => Promise.reject(error as Error));
const offline = { kind: 'offline', code: 'SERVICE_UNAVAILABLE' };

describe('a guarded operation', () => {
  it('answers what the database answered', async () => {
    expect(await guarded(async () => 1)).toBe(1);
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
