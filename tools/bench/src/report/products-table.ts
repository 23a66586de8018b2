import type { Figures } from '../bench.ts';
import type { PeersFigures } from '../measures/peers.ts';
import type { ProductFigures } from '../measures/products.ts';
import { table, tenths, whole, wholeWithRange, withRange } from './markdown.ts';
import { percentile } from './stats.ts';
import { heading, type Run } from './tables.ts';

/** What PayCore and a full product take for the same; the latter's database works in its own process. */
export function peersReport({ product, paycore, other }: PeersFigures, { plan, database }: Figures, run: Run): string {
  const { rounds, creates, told, slices, alone } = plan.peers;
  const row = (what: string, kind: 'create' | 'told') => {
    const [ours, its] = [paycore[kind], other[kind]];
    const alone = ours.map(({ own }, at) => (its[at]?.own ?? NaN) / own);
    const together = ours.map(({ own, database }, at) => (its[at]?.own ?? NaN) / (own + database));
    const micros = [ours.map(({ own }) => own), ours.map(({ database }) => database), its.map(({ own }) => own)];
    return [what, ...micros.map(wholeWithRange), withRange(alone), withRange(together)];
  };
  const head = ['CPU-µs a payment', 'PayCore', 'its database', other.name, `${other.name} ÷ PayCore`, '÷ both'];
  const how =
    `Beside ${product}. CPU: medians of ${rounds} rounds of ${creates} creates and ${told} payments told of, of the ratios too; ` +
    `in brackets, half of the rounds lie between. Times: ${slices * alone.creates} creates and ${slices * alone.told} payments, ` +
    `one at a time, in ${slices} turns.`;
  return [
    heading({ database }, run),
    how,
    table([head, row('create', 'create'), row('paid, and its merchant told', 'told')]),
    table([
      ['ms', 'create p50', 'p95', 'paid → merchant told p50', 'p95', 'RSS under load, MiB'],
      ...[paycore, other].map(timesOf),
    ]),
  ].join('\n\n');
}

function timesOf({ name, createMs, toldMs, rssMiB }: ProductFigures): string[] {
  const times = [createMs, toldMs].flatMap((ms) => [percentile(ms, 0.5), percentile(ms, 0.95)]);
  return [name, ...times.map(tenths), rssMiB.map(whole).join(' + ')];
}
