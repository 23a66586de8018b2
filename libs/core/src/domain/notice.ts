/** The merchant's notice (payok), the outbox of a payment: it stands in the payment, so it is due in the write that pays. */
export interface Notice {
  /** `webhook-id`: the same on every try, the receiver's idempotency key. */
  readonly id: string;
  readonly state: 'due' | 'delivered' | 'exhausted' | 'gone';
  readonly url: string;
  /** Host and port of `url`, by which deliveries are limited. */
  readonly host: string;
  /** The JSON text sent, byte-identical on each try. */
  readonly body: string;
  /** Tries that ended, with any answer or none. */
  readonly attempts: number;
  /** While due: when it may be taken next; a taker moves it forward, which is its lease. */
  readonly nextAt?: Date;
  /** Names the taker; a result is written only under it. */
  readonly token?: string;
}

/** Milliseconds between one failed try and the next: 10 tries over about 76 hours. */
export const noticeSchedule: readonly number[] = [
  5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
];

/** What one try came to. `status` is absent where no answer came. */
export interface NoticeAnswer {
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** Why no answer came, such as `timeout`. */
  readonly reason?: string;
}

const maxRetryAfterSeconds = 86_400;

/** The notice after a try: only 2xx delivers, 410 ends it, all else waits for the next delay, which jitter only lengthens. */
export function afterTry(
  notice: Notice,
  answer: NoticeAnswer,
  now: Date,
  { schedule, jitter }: { schedule: readonly number[]; jitter: number },
): Notice {
  const { nextAt: _due, token: _taker, ...rest } = notice;
  const tried = { ...rest, attempts: notice.attempts + 1 };
  const { status = 0 } = answer;
  if (status >= 200 && status < 300) return { ...tried, state: 'delivered' };
  if (status === 410) return { ...tried, state: 'gone' };
  const delay = schedule[notice.attempts];
  if (delay === undefined) return { ...tried, state: 'exhausted' };
  const asked = Math.min(answer.retryAfterSeconds || 0, maxRetryAfterSeconds) * 1000;
  return { ...tried, nextAt: new Date(now.getTime() + Math.max(delay * (1 + 0.2 * jitter), asked)) };
}
