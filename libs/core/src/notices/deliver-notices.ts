import { afterTry, type Notice, type NoticeAnswer } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';
import { newToken } from '../domain/token.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Clock, Log, Metrics, PostNotice, Random } from '../ports/runtime.ts';
import type { NoticeStarter } from '../settle/settle-payment.ts';
import { writeFresh } from '../settle/write-fresh.ts';

/** How notices are delivered. */
export interface NoticeLimits {
  /** Longer than an attempt takes (15 s) and the writes around it. */
  readonly leaseMs: number;
  /** Delay after each failed attempt, in milliseconds; after the last one the notice is exhausted. */
  readonly schedule: readonly number[];
  /** Concurrent deliveries to one receiving host. */
  readonly maxPerHost: number;
  /** Concurrent deliveries in this process. */
  readonly maxInProcess: number;
}

/**
 * Notifies merchants of paid payments, at least once each. Due notices are stored in the payments; this process only tracks
 * its running deliveries, so that one slow merchant delays nobody else.
 */
export class DeliverNotices implements NoticeStarter {
  readonly #underWay = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  #hasMore = false;
  /** Callers of `idle`; while there are any, no further round starts by itself. */
  #waiting = 0;
  #round: Promise<number> | undefined;

  constructor(
    private readonly payments: PaymentStore,
    private readonly projects: ProjectStore,
    private readonly post: PostNotice,
    private readonly runtime: { clock: Clock; random: Random; log: Log; metrics: Metrics },
    private readonly limits: NoticeLimits,
  ) {}

  /** Claims due notices and starts delivering them; resolves to how many were started. */
  async execute(): Promise<number> {
    this.#round ??= this.takeDue().finally(() => (this.#round = undefined));
    return this.#round;
  }

  /** Delivers a notice whose lease this process holds. If its host is busy, the lease expires and a later tick claims it. */
  start(payment: Payment): void {
    const notice = payment.notice;
    if (!notice || !this.hasRoom(notice.host)) return;
    this.count(notice.host, 1);
    const running = this.deliver(payment, notice)
      .catch((error: unknown) => {
        this.runtime.log.warn('Notice delivery will be retried', {
          paymentNo: payment.paymentNo,
          failure: String(error),
        });
      })
      .finally(() => {
        this.count(notice.host, -1);
        this.#running.delete(running);
        if (this.#hasMore && this.#waiting === 0) this.goOn();
      });
    this.#running.add(running);
  }

  /** Resolves when no delivery is running. */
  async idle(): Promise<void> {
    this.#waiting += 1;
    while (this.#running.size > 0 || this.#round) await Promise.allSettled([...this.#running, this.#round]);
    this.#waiting -= 1;
  }

  private goOn(): void {
    this.#hasMore = false;
    this.execute().catch((error: unknown) =>
      this.runtime.log.warn('Due notices could not be claimed', { failure: String(error) }),
    );
  }

  private async takeDue(): Promise<number> {
    let begun = 0;
    for (let skipped = true; skipped && this.#running.size < this.limits.maxInProcess;) {
      const now = this.runtime.clock.now();
      const full = [...this.#underWay.keys()].filter((host) => !this.hasRoom(host));
      const room = this.limits.maxInProcess - this.#running.size;
      const due = await this.payments.due('notice', now, room, { hosts: full });
      skipped = false;
      for (const payment of due) {
        if (!payment.notice || !this.hasRoom(payment.notice.host)) skipped = true;
        else if (await this.take(payment, payment.notice, now)) begun += 1;
      }
      this.#hasMore = skipped || due.length === room || full.length > 0;
      skipped &&= due.length === room;
    }
    return begun;
  }

  private async take(payment: Payment, notice: Notice, now: Date): Promise<boolean> {
    const nextAt = new Date(now.getTime() + this.limits.leaseMs);
    const taken = { ...notice, nextAt, token: newToken(this.runtime.random) };
    const result = await this.payments.update(payment, { set: { notice: taken } });
    if (result !== 'saved') return false;
    this.start({ ...payment, notice: taken, version: payment.version + 1 });
    return true;
  }

  private async deliver(payment: Payment, notice: Notice): Promise<void> {
    const project = await this.projects.find(payment.project);
    const answer = await this.post(notice, project?.noticeSecrets ?? []).catch((error: unknown) => {
      this.runtime.log.error('Notice delivery failed', { paymentNo: payment.paymentNo, error });
      return { reason: 'other' };
    });
    const jitter = this.runtime.random.fraction();
    let written: Notice | undefined;
    await writeFresh(this.payments, payment, (current) => {
      const isMine = current.notice?.state === 'due' && current.notice.token === notice.token;
      if (!isMine) return (written = undefined);
      const now = this.runtime.clock.now();
      written = afterTry(current.notice, answer, now, { schedule: this.limits.schedule, jitter });
      const detail = { attempt: written.attempts, state: written.state, ...answer };
      return { set: { notice: written }, events: [{ at: now, type: 'notice' as const, detail }] };
    });
    if (written) this.report(payment, written, answer);
  }

  private report(payment: Payment, notice: Notice, answer: NoticeAnswer): void {
    const { log, metrics } = this.runtime;
    const isDelivered = notice.state === 'delivered';
    metrics.count('notice_tries', { delivered: String(isDelivered) });
    const detail = { paymentNo: payment.paymentNo, host: notice.host, attempt: notice.attempts, ...answer };
    if (isDelivered) log.info('Notice delivered', detail);
    else if (notice.state === 'exhausted') log.error('Notice given up', detail);
    else log.warn('Notice not accepted', detail);
    if (notice.state === 'exhausted') metrics.count('notices_exhausted');
  }

  private hasRoom(host: string): boolean {
    return (this.#underWay.get(host) ?? 0) < this.limits.maxPerHost && this.#running.size < this.limits.maxInProcess;
  }

  private count(host: string, by: 1 | -1): void {
    const now = (this.#underWay.get(host) ?? 0) + by;
    if (now > 0) this.#underWay.set(host, now);
    else this.#underWay.delete(host);
  }
}
