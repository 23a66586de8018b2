import { afterTry, type Notice, type NoticeAnswer } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Clock, Log, Metrics, PostNotice, Random } from '../ports/runtime.ts';
import { writeFresh } from '../settle/write-fresh.ts';

/** A payment with a notice whose lease this process holds. */
export type Leased = Payment & { readonly notice: Notice };

export const isLeasedBy = (payment: Payment | undefined, token: string | undefined): payment is Leased =>
  payment?.notice?.state === 'due' && payment.notice.token === token;

/** One try of a notice, and what it came to. */
export class TryNotice {
  constructor(
    private readonly payments: PaymentStore,
    private readonly projects: ProjectStore,
    private readonly post: PostNotice,
    private readonly runtime: { clock: Clock; random: Random; log: Log; metrics: Metrics },
    private readonly schedule: readonly number[],
  ) {}

  async send(payment: Leased, timeoutMs: number): Promise<NoticeAnswer> {
    const project = await this.projects.find(payment.project);
    return this.post(payment.notice, project?.noticeSecrets ?? [], timeoutMs).catch((error: unknown) => {
      this.runtime.log.error('Notice delivery failed', { paymentNo: payment.paymentNo, error });
      return { reason: 'other' };
    });
  }

  /** Writes the answer, unless the lease was lost. */
  async record(payment: Leased, answer: NoticeAnswer): Promise<void> {
    const jitter = this.runtime.random.fraction();
    let written: Notice | undefined;
    await writeFresh(this.payments, payment, (current) => {
      if (!isLeasedBy(current, payment.notice.token)) return (written = undefined);
      const now = this.runtime.clock.now();
      written = afterTry(current.notice, answer, now, { schedule: this.schedule, jitter });
      const detail = { attempt: written.attempts, state: written.state, ...answer };
      return { set: { notice: written }, events: [{ at: now, type: 'notice' as const, detail }] };
    });
    if (written) this.#report(payment, written, answer);
  }

  #report(payment: Payment, notice: Notice, answer: NoticeAnswer): void {
    const { log, metrics } = this.runtime;
    const isDelivered = notice.state === 'delivered';
    metrics.count('notice_tries', { delivered: String(isDelivered) });
    const detail = { paymentNo: payment.paymentNo, host: notice.host, attempt: notice.attempts, ...answer };
    if (isDelivered) log.info('Notice delivered', detail);
    else if (notice.state === 'exhausted') log.error('Notice given up', detail);
    else log.warn('Notice not accepted', detail);
    if (notice.state === 'exhausted') metrics.count('notices_exhausted');
  }
}
