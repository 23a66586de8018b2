import type { NoticeAnswer } from '../domain/notice.ts';
import type { Clock, Log, Metrics } from '../ports/runtime.ts';
import type { Ended, Gate } from './gate.ts';
import type { Waiting } from './host-queue.ts';
import type { NoticeLeases } from './notice-leases.ts';
import type { Receiver } from './receiver.ts';
import type { Slot } from './slots.ts';
import type { Leased, TryNotice } from './try-notice.ts';

/** What a shop answered to a notice, not yet written. */
export interface Sent {
  readonly leased: Leased;
  readonly answer: NoticeAnswer;
}

/** Delivers one notice whose turn has come, and learns from the answer how its shop is. */
export class DeliverOne {
  constructor(
    private readonly leases: NoticeLeases,
    private readonly tries: TryNotice,
    private readonly gate: Gate,
    private readonly runtime: { clock: Clock; log: Log; metrics: Metrics },
    private readonly maxTries: number,
  ) {}

  /**
   * `payment`: where it need not be read. Undefined where the lease is somebody else's by now. Throws `offline`; nothing was sent
   * then. What was sent must be recorded.
   */
  async send(slot: Slot, waiting: Waiting, payment?: Leased): Promise<Sent | undefined> {
    const isBrief = this.gate.isBrief(slot.receiver);
    const leased = payment ?? (await this.leases.read(waiting));
    if (!leased) return undefined;
    const isLast = leased.notice.attempts >= this.maxTries;
    const { tryMs } = this.leases;
    const begunAt = this.#now();
    const answer = await this.tries.send(leased, isBrief && !isLast ? tryMs / 3 : tryMs);
    this.learn(slot.receiver, { kind: kindOf(answer), begunAt });
    this.gate.answered(slot);
    return { leased, answer };
  }

  record({ leased, answer }: Sent): Promise<void> {
    return this.tries.record(leased, answer);
  }

  /** Records an answer without a try, such as that the shop's name is unknown. */
  async fail(waiting: Waiting, answer: NoticeAnswer, payment?: Leased): Promise<void> {
    const leased = payment ?? (await this.leases.read(waiting));
    if (leased) await this.record({ leased, answer });
  }

  learn(receiver: Receiver, ended: Ended): void {
    const { log, metrics } = this.runtime;
    const turn = this.gate.learn(receiver, ended, this.#now());
    const { project, host } = receiver;
    if (turn === undefined) return;
    if (turn === 'answersAgain') return log.info('Shop answers again', { project, host });
    metrics.count('notice_pauses');
    log.warn('Shop times out again and again: its notices are paused', {
      ...{ project, host },
      until: new Date(turn.pausedUntil).toISOString(),
    });
  }

  #now(): number {
    return this.runtime.clock.now().getTime();
  }
}

const kindOf = ({ status, reason }: NoticeAnswer): Ended['kind'] => {
  if (status !== undefined) return 'answered';
  return reason === 'timeout' ? 'timedOut' : 'other';
};
