import type { Attempt } from '../domain/attempt.ts';
import { callbackRefused, PayCoreError, paymentNotFound, tooManyRefusals, type ErrorKind } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import { secretParams } from '../domain/secret-params.ts';
import type { Gateways } from '../gateways.ts';
import { placedOrder } from '../placed-order.ts';
import type { Callback, Gateway, GatewayAccount, OrderKey, Reply, Trust } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Clock, Links, Metrics } from '../ports/runtime.ts';
import type { KeyCandidates } from '../questions/key-candidates.ts';
import type { NoteProof } from '../questions/note-proof.ts';
import type { LookUpPayment } from '../query/look-up-payment.ts';
import { attemptsMeant, valueIn } from './attempts-meant.ts';
import type { FollowOutcome } from './follow-outcome.ts';
import type { NoteRefusal } from './note-refusal.ts';
import { isNamedBySecret, orderGone, waitAsStranger } from './strangers.ts';

/** After these the callback may mean another attempt: it fails this one's check, or this one's credentials were purged. */
const movesOn: readonly ErrorKind[] = ['forged', 'invalid'];

/** A genuine callback identifies its order by one of its first keys; the rest are noise. */
const maxKeys = 4;

/** What a callback may mean: one attempt, or all that the payment has at this gateway. */
interface Candidate {
  readonly payment: Payment;
  readonly attempts: readonly [Attempt, ...Attempt[]];
}

/** Which payments a callback was checked against. */
interface Tried {
  readonly candidates: Candidate[];
  /** The one whose gateway proved to have sent it, where it is refused all the same. */
  proven?: Candidate;
}

/** Verifies a gateway's callback and applies it to its attempt; the ACK follows the durable write. */
export class ReceiveCallback {
  constructor(
    private readonly gateways: Gateways,
    private readonly payments: PaymentStore,
    private readonly projects: ProjectStore,
    private readonly followOutcome: FollowOutcome,
    private readonly lookUpPayment: LookUpPayment,
    private readonly noteRefusal: NoteRefusal,
    private readonly keys: { readonly candidates: KeyCandidates; readonly noteProof: NoteProof },
    private readonly links: Links,
    private readonly runtime: { readonly clock: Clock; readonly metrics: Metrics },
  ) {}

  /**
   * Throws `notFound` for a gateway that is not installed, `limited` in a flood of unproven ones, and `offline`: without an ACK the
   * gateway sends it again.
   */
  async execute(name: string, callback: Callback): Promise<Reply> {
    const gateway = this.gateways.named(name);
    const begunAt = this.runtime.clock.now();
    const tried: Tried = { candidates: [] };
    try {
      await this.settle(gateway, callback, tried);
      return gateway.answer();
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'offline') throw error;
      const { candidates, proven = candidates[0] } = tried;
      const isFlood = await this.noteRefusal.execute(gateway.name, callback, error, proven?.payment);
      if (gateway.refuseUnproven && !error.isProven) await waitAsStranger(this.runtime.clock, begunAt);
      if (isFlood) throw tooManyRefusals(error);
      return gateway.answer(error);
    }
  }

  private async settle(gateway: Gateway, callback: Callback, tried: Tried): Promise<void> {
    let refusal: PayCoreError | undefined;
    const { candidates } = tried;
    for (const key of await this.keysOf(gateway, callback)) {
      for (const payment of await this.payments.findByKey(gateway.name, key)) {
        for (const attempts of attemptsMeant(payment, gateway.name, key, callback.query)) {
          const candidate = { payment, attempts };
          if (candidates.some((one) => isSame(one, candidate))) continue;
          candidates.push(candidate);
          try {
            return await this.follow(callback, candidate, key.by);
          } catch (error) {
            if (!(error instanceof PayCoreError) || !movesOn.includes(error.kind)) throw error;
            // Other payments' keys refuse it too: what its own say counts.
            if (error.isProven && !tried.proven) [tried.proven, refusal] = [candidate, error];
            refusal ??= error;
          }
        }
      }
    }
    throw refusal ?? this.nothingFound(gateway, callback);
  }

  /** Only whoever could have had an order here is told that there is none. */
  private nothingFound(gateway: Gateway, { query }: Callback): PayCoreError {
    if (!gateway.refuseUnproven) return paymentNotFound();
    return isNamedBySecret(query, gateway.name, this.links) ? orderGone() : gateway.refuseUnproven();
  }

  /** What the callback claims to be about, best key first; only verification tells which order it really means. */
  private async keysOf(gateway: Gateway, callback: Callback): Promise<OrderKey[]> {
    const keys = await gateway.locate(callback, (accountId) => this.keys.candidates.execute(gateway.name, accountId));
    return keys.slice(0, maxKeys);
  }

  private async follow(callback: Callback, { payment, attempts }: Candidate, matchedBy: OrderKey['by']): Promise<void> {
    const [attempt] = attempts;
    const trust = await this.trust(callback, payment, attempt, matchedBy);
    const account = this.accountOf(payment, attempt, trust);
    const outcome = await account.verify(callback, placedOrder(payment, attempt), trust);
    await this.keys.noteProof.execute(payment, attempt.no, 'callback');
    if (attempts.length === 1) return this.apply(payment, attempt, outcome);
    // It is genuine, but does not say which of the attempts it means: each one's gateway knows.
    if (!account.query) throw callbackRefused('The callback does not say which attempt it means.');
    let current = payment;
    for (const { no } of attempts) current = await this.lookUpPayment.soon(current, no, true);
  }

  /** That the credentials are gone is for no stranger to know. */
  private accountOf(payment: Payment, attempt: Attempt, { secret, allowsUnsigned }: Trust): GatewayAccount {
    try {
      return this.gateways.accountOf(payment, attempt);
    } catch (error) {
      const gateway = this.gateways.get(attempt.gateway);
      const isTrusted = secret === 'valid' || (secret === 'absent' && allowsUnsigned);
      if (isTrusted || !(error instanceof PayCoreError)) throw error;
      throw gateway.refuseUnproven?.() ?? error;
    }
  }

  private async apply(payment: Payment, { no, gateway }: Attempt, outcome: Outcome): Promise<void> {
    if (outcome.status !== 'pending' || outcome.next !== 'query') {
      await this.followOutcome.execute(payment, no, outcome);
      return;
    }
    // What is proven is recorded whatever the gateway then answers, or whoever else settles meanwhile.
    const { postPayment, claims = [] } = outcome;
    if (postPayment) await this.followOutcome.execute(payment, no, { status: 'pending', postPayment });
    for (const { type } of claims) this.runtime.metrics.count('unproven_claims', { gateway, type });
    await this.lookUpPayment.soon(payment, no, claims.length > 0);
  }

  private async trust(
    { query }: Callback,
    { paymentNo, project }: Payment,
    { no, gateway, isKeyedByPayment }: Attempt,
    matchedBy: OrderKey['by'],
  ): Promise<Trust> {
    const secret = valueIn(query, secretParams.callbackSecret);
    const named = valueIn(query, 'attempt');
    const subject = { paymentNo, attempt: no, gateway, isKeyedByPayment: isKeyedByPayment && named === undefined };
    const isOfAttempt = named === undefined || named === String(no);
    if (secret !== undefined && isOfAttempt && this.links.isCallbackSecret(subject, secret)) {
      return { matchedBy, secret: 'valid', allowsUnsigned: false };
    }
    const allowsUnsigned = (await this.projects.find(project))?.allowsUnsigned ?? false;
    return { matchedBy, secret: secret === undefined ? 'absent' : 'wrong', allowsUnsigned };
  }
}

const isSame = (one: Candidate, other: Candidate): boolean =>
  one.payment.paymentNo === other.payment.paymentNo &&
  one.attempts.length === other.attempts.length &&
  one.attempts[0].no === other.attempts[0].no;
