import { at, parts, recordOf, rowsOf, sharesOf, type Shares, type Timed } from './shares.ts';

const SECOND = 1_000_000_000n;
const now = BigInt(Math.floor(Date.now() / 1_000)) * SECOND;
const line = (what: string, from: number, ns: number, ...more: number[]): string =>
  [what, now + BigInt(from), ns, ...more].join('\t');

/** Only what is not nothing. */
const told = (shares: Shares) => Object.fromEntries(Object.entries(shares).filter(([, ns]) => ns !== 0));

it('counts each moment of a command once, by what it waited for', () => {
  const record = recordOf(
    [
      // Of 1,000 ns it waits 100 for the gate, works until 300, and is held from then on.
      line('timed.Command', 1_000, 1_000, 7, 100, 300),
      line('timed.Reclaim', 900, 160),
      line('timed.Save', 1_400, 500),
      line('timed.Gate', 1_400, 50),
      line('timed.Write', 1_700, 150),
      line('jdk.GCPhasePause', 1_250, 100),
      line('jdk.GCPhasePause', 1_750, 20),
      line('timed.Save', 5_000, 500),
    ].join('\n'),
  );
  const command = record.commands.get(7);
  if (command === undefined) throw new Error('The command was not read.');
  const shares = sharesOf(command, 1_500, record);
  expect(told(shares)).toEqual({
    compaction: 60,
    gate: 40 + 50,
    command: 150,
    collector: 100 + 20,
    save: 250 + 50,
    file: 130,
    threads: 50 + 100,
    outside: 500,
  });
  expect(parts.reduce((sum, part) => sum + shares[part], 0)).toBe(1_500);
});

it('tells the shares of the writes about a percentile, in milliseconds', () => {
  const none = Object.fromEntries(parts.map((part) => [part, 0])) as Shares;
  const writes = Array.from({ length: 1_000 }, (_, n): Timed => ({
    ms: n + 1,
    shares: { ...none, file: (n + 1) * 1e6 },
  }));
  expect(at('p50', writes)).toMatchObject({ ms: 500, shares: { file: 500, gate: 0 } });
  expect(at('p99', writes)).toMatchObject({ ms: 990, shares: { file: 990 } });
  expect(at('max', writes)).toMatchObject({ ms: 1_000, shares: { file: 1_000 } });
  expect(rowsOf('w', [writes, writes.slice(0, 500)])[0]?.slice(0, 2)).toEqual(['w p50', '375.00 (250.00–500.00)']);
});
