import { attemptOf } from '../domain/attempts.ts';
import { PayCoreError, paymentNotFound } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Links, Log } from '../ports/runtime.ts';
import type { OpenCashier } from './open-cashier.ts';
import type { PickMethod } from './pick-method.ts';
import type { Choice, Picked, PickRefusal } from './picked.ts';

type Form = Extract<Page, { kind: 'form' }>;

/** A press on a button of the payment's page that leads to a way to pay. */
export interface Press {
  readonly paymentNo: string;
  readonly token: string;
  /** How many attempts the payment had when the page was made; anything else means that the page is old. */
  readonly after: number | undefined;
  /** The method picked; absent where the merchant named it. */
  readonly choice?: Choice | undefined;
}

/** What the press has brought. Without a form the page itself shows what there is. */
export interface Pressed {
  readonly payment: Payment;
  /** Number of the attempt to show; the page decides where absent. */
  readonly attempt?: number;
  /** The cashier's form with a fresh number, for this browser alone. */
  readonly form?: Form;
  readonly refusal?: PickRefusal;
}

/** Makes an order because the payer pressed a button: a visit to the page makes none, whoever or whatever comes to see it. */
export class PressButton {
  constructor(
    private readonly payments: PaymentStore,
    private readonly openCashier: OpenCashier,
    private readonly pickMethod: PickMethod,
    private readonly runtime: { links: Links; log: Log },
  ) {}

  /** Throws `notFound` where the token is not this payment's, `offline`. */
  async execute({ paymentNo, token, after, choice }: Press): Promise<Pressed> {
    if (!this.runtime.links.isPageToken(paymentNo, token)) throw paymentNotFound();
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    if (payment.mode === 'direct') return this.withForm(await this.cashier(payment, after));
    if (!choice) return { payment };
    const picked = await this.pickMethod.execute(payment, after, choice);
    if (picked.refusal)
      this.runtime.log.info('Pick refused', { paymentNo, refusal: picked.refusal, ...methodOf(choice) });
    return this.withForm(picked);
  }

  private async cashier(payment: Payment, after: number | undefined): Promise<Picked> {
    try {
      return await this.openCashier.execute(payment, after);
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'notFound' || error.kind === 'offline') throw error;
      const { code, log: detail } = error;
      this.runtime.log.warn('The gateway gave no form for its cashier', {
        paymentNo: payment.paymentNo,
        code,
        ...detail,
      });
      return { payment, refusal: 'failed' };
    }
  }

  private withForm(picked: Picked): Pressed {
    const { payment, attempt } = picked;
    const page = attempt === undefined ? undefined : attemptOf(payment, attempt).page?.reveal();
    return page?.kind === 'form' ? { ...picked, form: page } : picked;
  }
}

const methodOf = ({ gateway, route }: Choice) => ({ gateway, method: route });
