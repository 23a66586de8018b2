import { MongoClient } from 'mongodb';
import { WrongDatabaseError, type Way } from './mongo-way.ts';

const PARTS = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

export const uriWay: Way = async ({ env }) => {
  const input = env['MONGODB_URI'];
  if (!input) throw new Error('MONGODB_URI is not set');
  const uri = withDatabase(input);
  await ping(uri, shown(input));
  return { uri, what: `${shown(input)}, from MONGODB_URI`, stop: () => Promise.resolve() };
};

/** Names the database `paycore` where the uri names none; credentials are then still those of `admin`. */
export function withDatabase(uri: string): string {
  const [, scheme, hosts, database, query = ''] = PARTS.exec(uri) ?? [];
  if (!scheme || !hosts) throw new WrongDatabaseError('MONGODB_URI is not a mongodb:// or mongodb+srv:// address');
  if (database) return uri;
  const needsSource = hosts.includes('@') && !/(^|&)authSource=/i.test(query);
  const options = [query, needsSource ? 'authSource=admin' : ''].filter((part) => part !== '').join('&');
  return `${scheme}${hosts}/paycore${options === '' ? '' : `?${options}`}`;
}

function shown(uri: string): string {
  const [, scheme = '', hosts = ''] = PARTS.exec(uri) ?? [];
  return scheme + hosts.slice(hosts.lastIndexOf('@') + 1);
}

async function ping(uri: string, name: string): Promise<void> {
  try {
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3000, connectTimeoutMS: 3000 });
    try {
      await client.db().command({ ping: 1 });
    } finally {
      await client.close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongDatabaseError(`MONGODB_URI is set, but ${name} does not answer: ${why}`, { cause: error });
  }
}
