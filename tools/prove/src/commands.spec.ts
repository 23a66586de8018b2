import { EventEmitter } from 'node:events';
import type { mongo } from 'mongoose';
import { CommandRecorder, toExplain } from './commands.ts';

const update = (q: object, u: object) => ({ q, u, multi: false });

it('explains each shape once, and of a batch of writes one at a time', () => {
  const sent = [
    { name: 'find', command: { find: 'payments', filter: { _id: 'a' }, lsid: {}, $db: 'x' } },
    { name: 'find', command: { find: 'payments', filter: { _id: 'b' }, lsid: {}, $db: 'x' } },
    { name: 'find', command: { find: 'payments', filter: { _id: { $in: ['a', 'b'] } } } },
    { name: 'getMore', command: { getMore: 1, collection: 'payments' } },
    {
      name: 'update',
      command: {
        ...{ update: 'payments', writeConcern: { w: 'majority' }, ordered: false },
        updates: [update({ _id: 'a' }, { $set: { x: 1 } }), update({ _id: 'b', y: 1 }, { $set: { x: 1 } })],
      },
    },
  ];
  expect(toExplain(sent)).toEqual([
    { name: 'find', command: { find: 'payments', filter: { _id: 'a' } } },
    { name: 'find', command: { find: 'payments', filter: { _id: { $in: ['a', 'b'] } } } },
    { name: 'update', command: { update: 'payments', updates: [update({ _id: 'a' }, { $set: { x: 1 } })] } },
    { name: 'update', command: { update: 'payments', updates: [update({ _id: 'b', y: 1 }, { $set: { x: 1 } })] } },
  ]);
});

it('refuses a command of which nobody said whether it looks something up', () => {
  expect(() => toExplain([{ name: 'bulkWrite', command: {} }])).toThrow(/bulkWrite/);
});

it('notes what is sent during the work, and nothing else', async () => {
  const client = new EventEmitter();
  const recorder = new CommandRecorder(client as unknown as mongo.MongoClient);
  const send = (name: string) => client.emit('commandStarted', { commandName: name, command: { [name]: 1 } });
  send('hello');
  const sent = await recorder.during(async () => {
    send('find');
  });
  send('ping');
  expect(sent.map(({ name }) => name)).toEqual(['find']);
});
