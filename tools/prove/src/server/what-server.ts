import type { mongo } from 'mongoose';

/** What answers at an address. */
export interface Server {
  /** `MongoDB 8.0.4, replica set rs0`. */
  readonly what: string;
  /** Undefined where it is a MongoDB whose `explain` tells how it finds documents. */
  readonly whyNot?: string;
}

/**
 * Whether it is MongoDB itself. Others speak its protocol, and what they answer to `explain` says nothing of MongoDB's planner; they
 * may call themselves by its version, but not by a build of it.
 */
export async function whatServer(client: mongo.MongoClient): Promise<Server> {
  const admin = client.db('admin');
  const build = (await admin.command({ buildInfo: 1 })) as BuildInfo;
  const hello = (await admin.command({ hello: 1 }).catch(() => ({}))) as Hello;
  const set = hello.setName === undefined ? 'no replica set' : `replica set ${hello.setName}`;
  const what = `MongoDB ${build.version}, ${set}`;
  if (hello.msg === 'isdbgrid') return { what: `${what}, mongos`, whyNot: 'PayCore’s collections are not sharded.' };
  if (isBuildOfMongoDB(build)) return { what };
  return { what: `a server that calls itself ${what}`, whyNot: 'It is no build of MongoDB.' };
}

interface Hello {
  readonly setName?: string;
  readonly msg?: string;
}

/** @see https://www.mongodb.com/docs/manual/reference/command/buildInfo/ */
export interface BuildInfo {
  readonly version: string;
  /** The commit it was built from. */
  readonly gitVersion?: string;
  readonly storageEngines?: readonly string[];
  readonly buildEnvironment?: Readonly<Record<string, string>>;
}

export const isBuildOfMongoDB = ({ gitVersion = '', storageEngines = [], buildEnvironment }: BuildInfo): boolean =>
  /^[0-9a-f]{40}$/.test(gitVersion) &&
  storageEngines.includes('wiredTiger') &&
  Boolean(buildEnvironment?.['distmod'] ?? buildEnvironment?.['distarch']) &&
  Boolean(buildEnvironment?.['cc']);
