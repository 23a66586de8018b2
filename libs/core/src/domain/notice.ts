/** The merchant's notice (payok). It is stored in the payment as its outbox, so the write that pays also makes it due. */
export interface Notice {
  /** `webhook-id`: the same on every attempt, the receiver's idempotency key. */
  readonly id: string;
  readonly state: 'due' | 'delivered' | 'exhausted' | 'gone';
  readonly url: string;
  /** Host and port of `url`; parallel deliveries are limited per host. */
  readonly host: string;
  /** The JSON text to send, byte-identical on every attempt. */
  readonly body: string;
  /** Finished attempts, answered or not. */
  readonly attempts: number;
  /** While due: when it may next be claimed. Claiming moves it forward, which is the lease. */
  readonly nextAt?: Date;
  /** Identifies the claim; only its holder may write a result. */
  readonly token?: string;
}

/** Delay after each failed attempt, in milliseconds: 10 attempts over about 76 hours. */
export const noticeSchedule: readonly number[] = [
  5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
];

/** The result of one delivery attempt. `status` is absent where no answer came. */
export interface NoticeAnswer {
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** Why no answer came, such as `timeout`. */
  readonly reason?: string;
}

const maxRetryAfterSeconds = 86_400;

/** The notice after an attempt: 2xx delivers it, 410 ends it, anything else waits for the next delay. Jitter only adds. */
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
