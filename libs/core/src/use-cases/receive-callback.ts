import { PayCoreError, paymentNotFound, type ErrorKind } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { Callback, Gateway, OrderKey, Reply, Trust } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Links, Metrics } from '../ports/runtime.ts';
import type { NoteRefusal } from './note-refusal.ts';
import type { FollowOutcome } from './follow-outcome.ts';
import type { LookUpPayment } from './look-up-payment.ts';

/** After these the callback may mean another payment: it fails this one's check, or this one's credentials were purged. */
const movesOn: readonly ErrorKind[] = ['forged', 'invalid'];

/** A genuine callback identifies its payment by one of its first keys; the rest are noise. */
const maxKeys = 4;

/** Verifies a gateway's callback and applies it to its payment; the ACK follows the durable write. */
export class ReceiveCallback {
  constructor(
    private readonly gateways: Gateways,
    private readonly payments: PaymentStore,
    private readonly projects: ProjectStore,
    private readonly followOutcome: FollowOutcome,
    private readonly lookUpPayment: LookUpPayment,
    private readonly noteRefusal: NoteRefusal,
    private readonly links: Links,
    private readonly metrics: Metrics,
  ) {}

  /** Throws `notFound` for a gateway that is not installed, and `offline`: without an ACK the gateway sends it again. */
  async execute(name: string, callback: Callback): Promise<Reply> {
    const gateway = this.gateways.named(name);
    const tried: Payment[] = [];
    try {
      await this.settle(gateway, callback, tried);
      return gateway.answer();
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'offline') throw error;
      await this.noteRefusal.execute(gateway.name, callback, error, tried[0]);
      return gateway.answer(error);
    }
  }

  private async settle(gateway: Gateway, callback: Callback, tried: Payment[]): Promise<void> {
    let refusal: PayCoreError | undefined;
    for (const key of await this.keysOf(gateway, callback)) {
      for (const payment of await this.payments.findByKey(gateway.name, key)) {
        if (tried.some(({ paymentNo }) => paymentNo === payment.paymentNo)) continue;
        tried.push(payment);
        try {
          return await this.follow(callback, payment, key.by);
        } catch (error) {
          if (!(error instanceof PayCoreError) || !movesOn.includes(error.kind)) throw error;
          refusal ??= error;
        }
      }
    }
    throw refusal ?? paymentNotFound();
  }

  /** What the callback claims to be about, best key first; only verification tells which payment it really means. */
  private async keysOf(gateway: Gateway, callback: Callback): Promise<OrderKey[]> {
    const keys = await gateway.locate(callback, async (accountId) =>
      (await this.payments.credentialsOf(gateway.name, accountId)).map((secret) => secret.reveal()),
    );
    return keys.slice(0, maxKeys);
  }

  private async follow(callback: Callback, payment: Payment, matchedBy: OrderKey['by']): Promise<void> {
    const trust = await this.trust(callback, payment, matchedBy);
    const outcome = await this.gateways.accountOf(payment).verify(callback, payment, trust);
    if (outcome.next !== 'ask') {
      await this.followOutcome.execute(payment, outcome);
      return;
    }
    // What is proven is recorded whatever the gateway then answers, or whoever else settles meanwhile.
    const { postPayment, claims = [] } = outcome;
    if (postPayment) await this.followOutcome.execute(payment, { status: 'pending', postPayment });
    for (const { type } of claims) this.metrics.count('unproven_claims', { gateway: payment.gateway, type });
    await this.lookUpPayment.soon(payment, claims.length > 0);
  }

  private async trust({ query }: Callback, payment: Payment, matchedBy: OrderKey['by']): Promise<Trust> {
    const secret = Object.hasOwn(query, 'secret') ? query['secret'] : undefined;
    if (secret !== undefined && this.links.isCallbackSecret(payment.paymentNo, secret)) {
      return { matchedBy, secret: 'valid', allowsUnsigned: false };
    }
    const project = await this.projects.find(payment.project);
    const allowsUnsigned = project?.allowsUnsigned ?? false;
    return { matchedBy, secret: secret === undefined ? 'absent' : 'wrong', allowsUnsigned };
  }
}
