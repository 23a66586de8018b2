import type { SimulatorRuntime } from '@paycore/simulator-kit';
import type { MiddlewareHandler } from 'hono';
import { accountOfSecret } from '../accounts.ts';
import { keyOf } from './access.ts';
import { answerHeaders } from './answer.ts';
import { readForm } from './form.ts';
import { Refusal } from './refusal.ts';

/** What was answered to the first request with a key. */
interface Replay {
  readonly replayOf: string;
  readonly request: string;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Characters. */
const maxKeyLength = 255;
/** Stripe forgets keys some time after this. */
const keptMs = 86_400_000;

const isReplay = (entry: unknown): entry is Replay =>
  typeof entry === 'object' && entry !== null && 'replayOf' in entry;

/** Answers by account and Idempotency-Key: https://docs.stripe.com/api/idempotent_requests. */
export class Replays {
  readonly #kept = new Map<string, Replay>();
  readonly #running = new Set<string>();

  constructor(private readonly runtime: Pick<SimulatorRuntime, 'journal' | 'now'>) {
    for (const entry of runtime.journal.read()) if (isReplay(entry)) this.#kept.set(entry.replayOf, entry);
  }

  /** For all POST endpoints: the same key is answered as the first time, and is refused with other parameters. */
  readonly middleware: MiddlewareHandler = async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (c.req.method !== 'POST' || key === undefined) return next();
    const text = await c.req.text();
    const account = accountOfSecret(keyOf(c, readForm(text)));
    if (!account) return next();
    if (key.length > maxKeyLength) throw keyTooLong();
    const name = `${account.publishableKey} ${key}`;
    const request = `${new URL(c.req.url).pathname}?${text}`;
    const before = this.#find(name);
    if (before && before.request !== request) throw otherRequest(key);
    if (this.#running.has(name)) throw inUse(key);
    if (before) {
      const headers = { 'idempotent-replayed': 'true', 'original-request': before.requestId };
      c.res = new Response(before.body, { status: before.status, headers: { ...answerHeaders(), ...headers } });
      return;
    }
    this.#running.add(name);
    try {
      await next();
      c.header('idempotency-key', key);
      if (isExecuted(c.res.status)) await this.#keep(name, request, c.res.clone());
    } finally {
      this.#running.delete(name);
    }
  };

  #find(name: string): Replay | undefined {
    const found = this.#kept.get(name);
    return found && this.runtime.now().getTime() - found.at < keptMs ? found : undefined;
  }

  async #keep(name: string, request: string, answer: Response): Promise<void> {
    const requestId = answer.headers.get('request-id') ?? '';
    const at = this.runtime.now().getTime();
    const replay = { replayOf: name, request, requestId, status: answer.status, body: await answer.text(), at };
    this.#kept.set(name, replay);
    this.runtime.journal.append(replay);
  }
}

/** Refusals of the parameters are not kept: a corrected request may come under the same key. */
const isExecuted = (status: number) => status < 400 || status === 402 || status >= 500;

const keyTooLong = () =>
  new Refusal(400, 'invalid_request_error', `Idempotency keys may have up to ${maxKeyLength} characters.`);

const otherRequest = (key: string) =>
  new Refusal(
    400,
    'idempotency_error',
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  );

const inUse = (key: string) =>
  new Refusal(
    409,
    'idempotency_error',
    `There is currently another in-progress request using this Idempotent Key: ${key}. Please try again later.`,
    { code: 'idempotency_key_in_use' },
  );
