import { History } from '@paycore/testing';

/** A failure names its seed; to replay it alone, begin there and make it one history. */
const firstSeed = Number(process.env['PAYCORE_FIRST_SEED'] ?? 1);
const histories = Number(process.env['PAYCORE_HISTORIES'] ?? 500);

const counted = ['paid_again', 'paid_beside', 'declined', 'link_ended', 'link_reopened'];

describe('whatever interleaves, fails and dies', () => {
  const timeoutMs = 60_000 + histories * 250;

  it(
    `holds for ${histories} histories`,
    async () => {
      const seen: Record<string, number> = {};
      const count = (name: string, by = 1) => (seen[name] = (seen[name] ?? 0) + by);
      for (let seed = firstSeed; seed < firstSeed + histories; seed += 1) {
        const history = new History(seed);
        try {
          await history.run();
        } catch (error) {
          throw new Error(`Seed ${seed}: ${String(error)}`, { cause: error });
        }
        for (const { status, events, attempts, closedReason } of history.payments.all()) {
          count(status);
          count('further attempts', attempts.length - 1);
          if (closedReason) count(closedReason);
          for (const { type } of events) if (counted.includes(type)) count(type);
        }
        history.seen.forEach((times, name) => count(name, times));
      }
      const rare = [
        'paid',
        'expired',
        'failed',
        'further attempts',
        'cancelled',
        'paid_beside',
        'paid_again',
        'declined',
        'written in bulk',
        'bulk cut off',
      ];
      expect(rare.filter((name) => !seen[name])).toEqual([]);
    },
    timeoutMs,
  );
});
