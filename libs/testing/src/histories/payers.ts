import {
  attemptOf,
  hasOpenLink,
  isCashier,
  isMoneyMoving,
  isPayable,
  maxOpenCodes,
  openCodes,
  type Attempt,
  type Payment,
  type UseCases,
} from '@paycore/core';
import type { SeededRandom } from '../interleaving.ts';
import type { ModelOrder } from './model-gateway.ts';
import { isWithinLimits, methodSettings, stores } from './shop.ts';
import { must, type WatchedStore } from './watched-store.ts';

/** Where payers live. */
export interface Town {
  readonly random: SeededRandom;
  readonly payments: WatchedStore;
  now(): Date;
  orders(): readonly ModelOrder[];
  /** Begins something that ends when its turns come, or never. */
  begin(act: (process: Pick<UseCases, 'openPayPage' | 'pressButton'>) => Promise<unknown>): void;
  /** Something worth counting has happened. */
  saw(what: string): void;
}

interface Choice {
  readonly gateway: string;
  readonly route: string;
  readonly fields: { readonly store?: string };
}

/** A press on the page of a payment whose method the payer picks, with what was known when it began. */
interface Picking {
  readonly paymentNo: string;
  readonly after: number;
  readonly at: Date;
  readonly choice: Choice;
  /** The order was paid already. */
  readonly isLate: boolean;
}

const tokenOf = ({ paymentNo }: Picking | Payment): string => `token-of-${paymentNo}`;

/** People with pages of payments, in several tabs: they look, press buttons, change their minds and come back. */
export class Payers {
  readonly #picks: Picking[] = [];
  /** What most of them pay by in this town, if anything. */
  readonly #habit: string | undefined;

  constructor(
    private readonly town: Town,
    habit?: string,
  ) {
    const { random, payments } = town;
    this.#habit = habit ?? (random.isLucky(0.4) ? random.oneOf(['code', 'element', 'later', 'approval']) : undefined);
    payments.judgeAdded = (before, after, added) => this.#judgeAdded(before, after, added);
    payments.judgeClosed = (before, after) => this.#judgeClosed(before, after);
  }

  /** Somebody opens the page, with or without coming from the gateway. */
  visit(): void {
    const { random, payments, begin } = this.town;
    const payment = random.oneOf(payments.all());
    if (!payment) return;
    const { paymentNo } = payment;
    const [token, isPaid] = [tokenOf(payment), this.#isOrderPaid(payment)];
    const isBack = random.isLucky(0.4);
    begin(async ({ openPayPage }) => {
      const opened = await openPayPage.execute(paymentNo, token, { isBack });
      const isOver = opened.payment.status === 'paid' || opened.isPaidBeside;
      must(isOver || !isPaid, 'A page of a paid order asks for money', opened.payment);
      const mayPick = opened.payment.status === 'pending' && !isOver && !isMoneyMoving(opened.payment);
      must(mayPick || opened.offered.length === 0, 'Something is offered though nothing may be picked', opened.payment);
    });
    if (isBack && random.isLucky(0.5)) begin(({ openPayPage }) => openPayPage.returned(paymentNo, token));
  }

  /** Somebody presses the button to the cashier, perhaps twice, perhaps on a page that is old. */
  press(): void {
    const { random, payments, begin } = this.town;
    const payment = random.oneOf(payments.all().filter(({ mode }) => mode === 'direct'));
    if (!payment) return;
    const { paymentNo, attempts } = payment;
    const after = attempts.length - (random.isLucky(0.2) ? 1 : 0);
    for (let times = 1 + random.below(2); times > 0; times -= 1) {
      begin(async ({ pressButton }) => {
        const { form } = await pressButton.execute({ paymentNo, token: tokenOf(payment), after });
        if (form) this.arrive(form.fields['no'] ?? '');
      });
    }
  }

  /** Somebody picks a method: with a double click, or another one in another tab, perhaps on a page that is old. */
  pick(): void {
    const { random, payments } = this.town;
    const picked = payments.all().filter(({ mode }) => mode === 'all_in_one');
    const open = picked.filter(({ status }) => status === 'pending');
    const payment = random.oneOf(open.length > 0 && random.isLucky(0.85) ? open : picked);
    if (!payment) return;
    const after = payment.attempts.length - (random.isLucky(0.15) ? 1 : 0);
    const choice = this.#choice(payment);
    this.#send(payment, after, choice);
    for (let more = random.below(3); more > 0; more -= 1) {
      this.#send(payment, after, random.isLucky(0.6) ? choice : this.#choice(payment));
    }
  }

  #choice({ attempts }: Payment): Choice {
    const { random } = this.town;
    const earlier = random.isLucky(0.2) ? random.oneOf(attempts) : undefined;
    if (earlier) return { ...earlier, fields: earlier.extra ?? {} };
    const usual = methodSettings.find(({ route }) => route === this.#habit);
    const { gateway, route } = (random.isLucky(0.7) ? usual : undefined) ??
      random.oneOf(methodSettings) ?? { gateway: '', route: '' };
    const store = random.oneOf([...stores, 'nowhere']) ?? '';
    return { gateway, route, fields: random.isLucky(0.8) ? { store } : {} };
  }

  #send(payment: Payment, after: number, choice: Choice): void {
    const { begin, now, saw } = this.town;
    const { paymentNo } = payment;
    const pick = { paymentNo, after, at: now(), choice, isLate: this.#isOrderPaid(payment) };
    this.#picks.push(pick);
    begin(async ({ pressButton }) => {
      const pressed = await pressButton.execute({ paymentNo, token: tokenOf(pick), after, choice });
      const { payment: current, attempt: no, refusal, form } = pressed;
      const came = no === undefined ? 'nothing new' : no > after ? 'a new attempt' : 'one that lives';
      saw(`pick: ${refusal ?? came}`);
      if (form) this.arrive(form.fields['no'] ?? '');
      if (openCodes(current, now()).length >= maxOpenCodes) saw('five codes');
      if (no === undefined) return;
      must(!pick.isLate, 'A pick in a paid order led to something to pay by', current);
      must(no <= after + 1, 'One press made several orders', current);
      must(isOf(attemptOf(current, no), choice), 'A pick led to another method', current);
    });
  }

  /** Somebody's browser arrives at the cashier. */
  arrive(no: string): void {
    const order = this.town.orders().find((one) => one.no === no);
    must(order !== undefined && !order.isAtCashier, `The cashier saw the number ${no} twice`);
    if (order) order.isAtCashier = true;
  }

  #isOrderPaid({ request: { merchantOrderNo } }: Payment): boolean {
    const isPaid = ({ holdsPaid, request }: Payment) => holdsPaid && request.merchantOrderNo === merchantOrderNo;
    return this.town.payments.all().some(isPaid);
  }

  /** Whether somebody asked for this attempt, and it may be made. */
  #judgeAdded(before: Payment, after: Payment, added: Attempt): void {
    if (before.mode === 'direct') {
      const [first] = before.attempts;
      must(
        first?.gateway === added.gateway && first.route === added.route,
        'Another method than the merchant’s',
        after,
      );
      return;
    }
    const { paymentNo, link, request } = before;
    const isAskedFor = this.#picks.some((pick) => {
      const isThis = pick.paymentNo === paymentNo && pick.after + 1 === added.no && isOf(added, pick.choice);
      return isThis && !pick.isLate && link !== undefined && link.expiresAt > pick.at;
    });
    must(isAskedFor, 'An order that no press asked for', after);
    must(before.status === 'pending' && link?.isOpen === true, 'A pick in a payment that is over', after);
    must(!isMoneyMoving(before), 'A pick while money is moving', after);
    const { methods = [`${added.gateway}/${added.route}`] } = request;
    must(methods.includes(`${added.gateway}/${added.route}`), 'A method that the merchant left out', after);
    must(isWithinLimits(added), 'A method that does not take this sum', after);
    this.#judgeOthers(before, after, added);
  }

  /** What the payer had before, and leaves. */
  #judgeOthers(before: Payment, after: Payment, added: Attempt): void {
    const now = this.town.now();
    const lives = (attempt: Attempt) => attempt.page !== undefined && !isCashier(attempt) && isPayable(attempt, now);
    must(!before.attempts.some((one) => lives(one) && isAlike(one, added)), 'Two live orders of one method', after);
    const isCode = added.route === 'code';
    must(!isCode || openCodes(before, now).length < maxOpenCodes, 'More than five codes at once', after);
    for (const { no, intent } of this.#intentsShown(before)) {
      must(intent.state === 'cancelled' || intent.state === 'failed', 'An intent is left open', after);
      must(attemptOf(after, no).status !== 'pending', 'A cancelled intent is left as open', after);
    }
  }

  /** Nobody is to pay any more, also not by what came while the payment was being closed. */
  #judgeClosed(before: Payment, after: Payment): void {
    for (const { no, intent } of this.#intentsShown(before)) {
      const isClosed = intent.state !== 'open' || no === after.keptAttempt;
      must(isClosed, 'A payment is closed, and an intent of it can be paid', after);
    }
  }

  /** Orders that can be cancelled, and whose form the payer may have open. */
  #intentsShown({ attempts }: Payment): { no: number; intent: ModelOrder }[] {
    return attempts.flatMap(({ no, gatewayOrderNo, page, status }) => {
      const intent = this.town.orders().find((one) => one.no === gatewayOrderNo);
      return intent?.flow === 'element' && page !== undefined && status === 'pending' ? [{ no, intent }] : [];
    });
  }
}

const isOf = ({ gateway, route, extra }: Attempt, { fields, ...choice }: Choice): boolean => {
  const isMethod = gateway === choice.gateway && route === choice.route;
  return isMethod && (route !== 'code' || extra?.['store'] === (fields.store ?? stores[0]));
};

const isAlike = (one: Attempt, other: Attempt): boolean =>
  one.gateway === other.gateway && one.route === other.route && one.extra?.['store'] === other.extra?.['store'];

/** Whether the payer of an answered create has something to do: pay, pick, or wait. */
export const canPay = (payment: Payment, at: Date): boolean =>
  hasOpenLink(payment, at) ||
  isMoneyMoving(payment) ||
  payment.attempts.some(({ creating, ...attempt }) => creating !== undefined || isPayable({ ...attempt }, at));
