import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { fakeLog } from '@paycore/testing';
import express, { type Request, type Response } from 'express';
import { serve } from './serve.ts';

/** Whether V8 has one hidden class for both: then what one of them taught it about a member holds for the other. */
function haveSameShape([one, other]: readonly object[]): boolean {
  setFlagsFromString('--allow-natives-syntax');
  try {
    // Compiled where it is first called, so the flag must stand until then.
    return (runInThisContext('(one, other) => %HaveSameMap(one, other)') as (...of: unknown[]) => boolean)(one, other);
  } finally {
    setFlagsFromString('--no-allow-natives-syntax');
  }
}

const options = { name: 'api', port: 0, host: '127.0.0.1', log: fakeLog(), onStop: async () => undefined };

it('has all requests in one shape, and all answers, wherever both stand at the same place', async () => {
  const [requests, answers]: [Request[], Response[]] = [[], []];
  const app = express().get('/:name', (req, res) => {
    requests.push(req);
    if (answers.push(res) < 2) return;
    const isOneShape = haveSameShape(requests) && haveSameShape(answers);
    for (const answer of answers)
      answer.json({ name: answer.req.params['name'], isOneShape, isOwn: answer.app === app });
  });
  const { url, stop } = await serve(app, options);
  const ask = async (name: string): Promise<unknown> => (await fetch(`${url}/${name}`)).json();
  const told = await Promise.all([ask('a'), ask('b')]);
  expect(told).toEqual(['a', 'b'].map((name) => ({ name, isOneShape: true, isOwn: true })));
  await stop();
});
