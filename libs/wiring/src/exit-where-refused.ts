import type { Services } from './container.ts';

/** Ends the process with 1, and says why, if its database is another version's: it could only do harm there. */
export async function exitWhereRefused({ refused, stop }: Pick<Services, 'refused' | 'stop'>): Promise<void> {
  const { message } = await refused();
  process.stderr.write(`${message}\n`);
  await stop().finally(() => process.exit(1));
}
