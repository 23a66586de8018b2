import type { Log } from '@paycore/core';

/**
 * Stops, then exits, on SIGTERM, SIGINT and the end of a parent with an IPC channel. A terminal's Ctrl-C and the parent's own
 * signal may both arrive, so only the same signal twice means "at once". Returns a function that detaches the handlers.
 */
export function stopWithProcess(stop: () => Promise<void>, log: Log): () => void {
  const seen = new Set<NodeJS.Signals>();
  const end = () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('Stopping failed', { error });
        process.exit(1);
      },
    );
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (seen.has(signal)) process.exit(1);
    seen.add(signal);
    end();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal).on('disconnect', end);
  // The parent may have died before we listened for it.
  if (process.connected === false) end();
  return () => void process.off('SIGTERM', onSignal).off('SIGINT', onSignal).off('disconnect', end);
}
