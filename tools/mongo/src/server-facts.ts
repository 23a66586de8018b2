import { MongoClient, MongoServerError, type Db } from 'mongodb';

const COMMAND_NOT_FOUND = 59;

export interface ServerFacts {
  readonly version: string;
  /** Absent where it is no member of a replica set. */
  readonly setName?: string;
  readonly isSharded: boolean;
  readonly isWritable: boolean;
  /** How far the server's clock is ahead of ours, in milliseconds; known to half the time that the question took. */
  readonly aheadMs: number;
}

/** Asks the server that the uri names. Throws what the driver throws where none answers within 3 s. */
export async function serverFacts(uri: string): Promise<ServerFacts> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3000, connectTimeoutMS: 3000 });
  try {
    const admin = client.db('admin');
    const { version } = (await admin.command({ buildInfo: 1 })) as { version: string };
    const asked = Date.now();
    const hello = await askedBy(admin);
    const middle = (asked + Date.now()) / 2;
    return {
      version,
      ...(hello.setName !== undefined && { setName: hello.setName }),
      isSharded: hello.msg === 'isdbgrid',
      isWritable: hello.isWritablePrimary ?? hello.ismaster ?? hello.msg === 'isdbgrid',
      aheadMs: hello.localTime.getTime() - middle,
    };
  } finally {
    await client.close();
  }
}

/** The embedded server knows the older name alone. */
async function askedBy(admin: Db): Promise<Hello> {
  try {
    return (await admin.command({ hello: 1 })) as Hello;
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== COMMAND_NOT_FOUND) throw error;
    return (await admin.command({ isMaster: 1 })) as Hello;
  }
}

interface Hello {
  readonly setName?: string;
  readonly msg?: string;
  readonly isWritablePrimary?: boolean;
  readonly ismaster?: boolean;
  readonly localTime: Date;
}
