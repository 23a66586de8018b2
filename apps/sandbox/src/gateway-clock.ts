import type { Log } from '@paycore/core';

// The longest that a Node timer can wait.
const maxTimerMs = 2_147_483_647;

/** The gateways' time: tasks for later, such as a callback sent again, come `speed` times sooner than at the gateway. */
export class GatewayClock {
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly speed: number,
    private readonly log: Log,
  ) {}

  later(seconds: number, task: () => Promise<void>): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        task().catch((error: unknown) => this.log.error('Simulator task failed', { error }));
      },
      Math.min((seconds * 1000) / this.speed, maxTimerMs),
    );
    this.#timers.add(timer.unref());
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
