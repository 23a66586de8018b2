import type { NoticeState } from '@paycore/core';
import type { AppMetrics } from '@paycore/monitoring';

/** A project may name hosts without end; a graph of more tells nobody anything. */
const maxShown = 50;

/** Exports what this process does with notices. */
export function watchNotices(metrics: Pick<AppMetrics, 'watch'>, state: () => NoticeState): void {
  metrics.watch('notices', 'Notices of this process, by what they do.', ['state'], async () => {
    const { underWay, queued } = state();
    const counts = { under_way: underWay, waiting: queued };
    return Object.entries(counts).map(([name, value]) => ({ labels: { state: name }, value }));
  });
  const help = 'Shops whose last try timed out: 1 = tried one at a time, 2 = not tried for a while.';
  metrics.watch('notice_shops_troubled', help, ['project', 'host'], async () =>
    state()
      .troubled.slice(-maxShown)
      .map(({ project, host, state: is }) => ({ labels: { project, host }, value: is === 'open' ? 2 : 1 })),
  );
}
