import { PayCoreError, paymentNotFound, type ErrorKind } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { Callback, Gateway, PaymentKey, Reply, Trust } from '../ports/gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Links } from '../ports/runtime.ts';
import type { NoteRefusal } from './note-refusal.ts';
import type { FollowOutcome } from './follow-outcome.ts';
import type { LookUpPayment } from './look-up-payment.ts';

/** Another payment may be meant: this one's word does not hold, or its credentials were blanked long ago. */
const movesOn: readonly ErrorKind[] = ['forged', 'invalid'];

/** Keys beyond these are noise: a genuine callback names its payment among the first. */
const mostKeys = 4;

interface Meant {
  readonly payment: Payment;
  readonly matchedBy: PaymentKey['by'];
}

/** Takes a gateway's word for a payment, once it has proven itself; the gateway's ACK follows the durable write. */
export class ReceiveCallback {
  constructor(
    private readonly gateways: Gateways,
    private readonly payments: PaymentStore,
    private readonly projects: ProjectStore,
    private readonly followOutcome: FollowOutcome,
    private readonly lookUpPayment: LookUpPayment,
    private readonly noteRefusal: NoteRefusal,
    private readonly links: Links,
  ) {}

  /** Throws `notFound` for a gateway that is not installed, and `offline`: no ACK, so that the gateway sends it again. */
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
    for await (const { payment, matchedBy } of this.meant(gateway, callback)) {
      tried.push(payment);
      const trust = { matchedBy, ...(await this.trust(callback, payment)) };
      try {
        const outcome = await this.gateways.accountOf(payment).verify(callback, payment, trust);
        if (outcome.next === 'ask') await this.lookUpPayment.soon(payment);
        else await this.followOutcome.execute(payment, outcome);
        return;
      } catch (error) {
        if (!(error instanceof PayCoreError) || !movesOn.includes(error.kind)) throw error;
        if (tried.length === 1) refusal = error;
      }
    }
    throw refusal ?? paymentNotFound();
  }

  /** The payments that the callback may mean, best first; which one it does mean, only its verification tells. */
  private async *meant(gateway: Gateway, callback: Callback): AsyncGenerator<Meant> {
    const credentialsOf = async (accountId: string) =>
      (await this.payments.credentialsOf(gateway.name, accountId)).map((secret) => secret.reveal());
    const keys = await gateway.locate(callback, credentialsOf);
    const seen = new Set<string>();
    for (const key of keys.slice(0, mostKeys)) {
      for (const payment of await this.payments.findByKey(gateway.name, key)) {
        if (!seen.has(payment.paymentNo)) yield { payment, matchedBy: key.by };
        seen.add(payment.paymentNo);
      }
    }
  }

  private async trust({ query }: Callback, payment: Payment): Promise<Omit<Trust, 'matchedBy'>> {
    const secret = Object.hasOwn(query, 'secret') ? query['secret'] : undefined;
    if (secret !== undefined && this.links.isCallbackSecret(payment.paymentNo, secret)) {
      return { secret: 'valid', allowsUnsigned: false };
    }
    const project = await this.projects.find(payment.project);
    return { secret: secret === undefined ? 'absent' : 'wrong', allowsUnsigned: project?.allowsUnsigned ?? false };
  }
}
