import type { mongo } from 'mongoose';

export interface SentCommand {
  readonly name: string;
  readonly command: mongo.Document;
}

/** How the server finds documents for these is what is judged. */
const planned = ['find', 'aggregate', 'count', 'distinct', 'update', 'delete', 'findAndModify'];

/** Nothing is looked up for these, or what is, was with the command before them. */
const unplanned = new Set([
  ...['insert', 'getMore', 'killCursors', 'endSessions', 'explain', 'currentOp', 'create', 'drop', 'dropDatabase'],
  ...['createIndexes', 'listIndexes', 'dropIndexes', 'listCollections', 'hello', 'ismaster', 'isMaster', 'ping'],
  ...['buildInfo', 'saslStart', 'saslContinue', 'authenticate'],
]);

/** Of the connection it was sent on, not of what it asks. */
const ofConnection = new Set([
  ...['lsid', '$db', '$clusterTime', '$readPreference', 'txnNumber', 'writeConcern', 'readConcern', 'ordered'],
  ...['maxTimeMS', 'comment'],
]);

/** Notes what a client sends; it has to be made with `monitorCommands`. */
export class CommandRecorder {
  #sent: SentCommand[] | undefined;

  constructor(client: Pick<mongo.MongoClient, 'on'>) {
    client.on('commandStarted', ({ commandName, command }) => {
      // Heartbeats and the like, between two exercises.
      this.#sent?.push({ name: commandName, command });
    });
  }

  /** What is sent during the work, in order. */
  async during(work: () => Promise<unknown>): Promise<readonly SentCommand[]> {
    const sent: SentCommand[] = [];
    this.#sent = sent;
    try {
      await work();
    } finally {
      this.#sent = undefined;
    }
    return sent;
  }
}

/**
 * What to explain of the commands: each shape once, and of a batch of writes one at a time, for the server explains no more. Throws
 * for a command that is not known here: whether it looks something up has to be decided.
 */
export function toExplain(sent: readonly SentCommand[]): SentCommand[] {
  const unknown = sent.find(({ name }) => !planned.includes(name) && !unplanned.has(name));
  if (unknown) throw new Error(`${unknown.name}: say in commands.ts whether this command is explained.`);
  const byShape = new Map<string, SentCommand>();
  for (const each of sent.flatMap(single)) {
    const shape = `${each.name} ${shapeOf(each.command)}`;
    if (!byShape.has(shape)) byShape.set(shape, each);
  }
  return [...byShape.values()];
}

function single({ name, command }: SentCommand): SentCommand[] {
  if (!planned.includes(name)) return [];
  const own = Object.fromEntries(Object.entries(command).filter(([field]) => !ofConnection.has(field)));
  const list = { update: 'updates', delete: 'deletes' }[name];
  if (list === undefined) return [{ name, command: own }];
  return (own[list] as readonly mongo.Document[]).map((one) => ({ name, command: { ...own, [list]: [one] } }));
}

/** The same for two values that differ by their texts, numbers and times alone. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].join()}]`;
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return '?';
  return `{${Object.entries(value)
    .map(([field, inner]) => `${field}:${shapeOf(inner)}`)
    .join()}}`;
}
