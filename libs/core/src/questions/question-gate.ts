import type { Attempt } from '../domain/attempt.ts';
import { pauseOf } from '../domain/pause.ts';
import type { Payment } from '../domain/payment.ts';
import type { AccountKeys, ProvenKeys } from '../ports/proven-keys.ts';
import type { Clock, Log, Pauses, TextSigner } from '../ports/runtime.ts';
import { Budget, type Taken } from './budget.ts';
import { accountKeysOf } from './fingerprint.ts';
import { GatewayRefusals } from './gateway-refusals.ts';

/** Questions a minute for one project at one account, in this process. */
const perMinute = 30;

/** Whether a gateway may be asked now. */
export type Leave =
  | ({ readonly kind: 'open' } & Taken)
  /** It asked to be left alone. */
  | { readonly kind: 'paused' }
  /** The project has asked often enough. */
  | { readonly kind: 'spent'; readonly waitMs: number };

/**
 * Keeps questions to what gateways bear. A pause is that of one account with the keys that were refused: whoever makes up keys
 * for somebody else's account pauses nobody but themselves.
 */
export class QuestionGate {
  readonly #budget = new Budget(perMinute, 60_000);
  readonly #refusals = new GatewayRefusals();
  readonly #pausedGateways = new Map<string, Date>();

  constructor(
    private readonly pauses: Pauses,
    private readonly provenKeys: ProvenKeys,
    private readonly signer: TextSigner,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  /** Takes one question of the project's budget for the account. Throws `offline`. */
  async enter(payment: Payment, attempt: Attempt): Promise<Leave> {
    if (await this.isPaused(attempt)) return { kind: 'paused' };
    const key = `${payment.project} ${attempt.gateway} ${attempt.accountId}`;
    const taken = this.#budget.take(key, `${payment.paymentNo} ${attempt.no}`, this.runtime.clock.now());
    return 'waitMs' in taken ? { kind: 'spent', ...taken } : { kind: 'open', ...taken };
  }

  /** Throws `offline`. */
  async isPaused(attempt: Attempt): Promise<boolean> {
    const now = this.runtime.clock.now();
    if ((this.#pausedGateways.get(attempt.gateway) ?? now) > now) return true;
    const key = pauseKey(accountKeysOf(attempt, this.signer));
    return (await this.pauses.pausedAt([key], now)).has(key);
  }

  /** Leaves the account alone where the gateway asked for that, and the gateway where it means us all. Throws `offline`. */
  async note(payment: Payment, attempt: Attempt, error: unknown): Promise<void> {
    const { clock, log } = this.runtime;
    const now = clock.now();
    const until = pauseOf(error, now);
    if (!until) return;
    const keys = accountKeysOf(attempt, this.signer);
    await this.pauses.pause(pauseKey(keys), until);
    const { project } = payment;
    const { gateway, accountId } = keys;
    if (!(await this.isAnswered(keys, project))) return;
    if (!this.#refusals.note(gateway, { project, accountId, at: now })) return;
    this.#pausedGateways.set(gateway, until);
    log.warn('Gateway paused: it refuses several accounts', { gateway, until: until.toISOString() });
  }

  /** A callback can be written by whoever made the keys up: it is no proof here. */
  private async isAnswered({ gateway, accountId, fingerprint }: AccountKeys, project: string): Promise<boolean> {
    const proven = await this.provenKeys.list(gateway, accountId);
    return proven.some((one) => one.by === 'answer' && one.fingerprint === fingerprint && one.project === project);
  }
}

const pauseKey = ({ gateway, accountId, fingerprint }: AccountKeys): string => `${gateway}:${accountId}:${fingerprint}`;
