import { formAttempt, isMoneyMoving, maxAttempts, type Caller, type Payment, type UseCases } from '@paycore/core';
import type { SeededRandom } from '../interleaving.ts';
import type { ModelGateway } from './model-gateway.ts';
import { canPay } from './payers.ts';
import { centsOf, decimalsAt, merchantOrderNos, methodSettings, prices, requestedCents } from './shop.ts';
import { must } from './watched-store.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What a merchant's server needs to ask for payments. */
export interface Office {
  readonly random: SeededRandom;
  readonly gateways: readonly ModelGateway[];
  now(): Date;
  caller(): Caller;
  begin(act: (process: Pick<UseCases, 'createPayment' | 'createLink'>) => Promise<unknown>): void;
  /** A browser is sent to the cashier with this number. */
  arrive(no: string): void;
}

/** A merchant's server, which asks for payments of a few orders again and again. */
export class Merchant {
  readonly #created = new Map<string, number>();

  /** The fewer, the more happens to each. */
  readonly #orderNos: readonly string[];

  constructor(private readonly office: Office) {
    this.#orderNos = merchantOrderNos.slice(office.random.below(merchantOrderNos.length));
  }

  /** Names the method. */
  create(): void {
    const { random, gateways, begin } = this.office;
    const gateway = random.oneOf(gateways);
    if (!gateway) return;
    const { name, flow: route } = gateway;
    const amount = centsOf(980, 0) / 10 ** (2 - decimalsAt(name));
    const request = { ...this.#order(), amount, expireDays: 1 };
    const credentials = random.isLucky(0.5) ? {} : undefined;
    const order = { gateway: name, route, request, ...(credentials && { credentials }) };
    begin(async ({ createPayment }) => {
      const { payment, created } = await createPayment.execute(this.office.caller(), order);
      this.#judgeAnswer(payment, created);
      must(payment.mode === 'direct', 'The payer picks, though the merchant named the method', payment);
      const isOver = payment.status === 'failed' || payment.status === 'expired';
      must(created || !isOver, 'A payment that is over is answered', payment);
      const hasPage = payment.attempts.some(({ page }) => page?.reveal() !== undefined);
      const isAnswered = hasPage || payment.status !== 'pending' || isMoneyMoving(payment);
      must(isAnswered, 'An answer without its code', payment);
      // A shop may post the form that the create answered, once.
      const form = formAttempt(payment)?.page?.reveal();
      if (created && form?.kind === 'form' && random.isLucky(0.3)) this.office.arrive(form.fields['no'] ?? '');
    });
  }

  /** Leaves the method to the payer. */
  link(): void {
    const { random, begin, now } = this.office;
    const at = now();
    const price = random.oneOf(prices) ?? { amount: 980 };
    const methods = methodSettings.filter(() => random.isLucky(0.7)).map(({ gateway, route }) => `${gateway}/${route}`);
    const request = { ...this.#order(), ...price, ...(random.isLucky(0.2) && { methods }) };
    const life = random.oneOf([undefined, 10 * minute, day / 4, day / 4, 2 * day, 2 * day]);
    const linkExpiresAt = life === undefined ? {} : { linkExpiresAt: new Date(at.getTime() + life) };
    begin(async ({ createLink }) => {
      const { payment, created } = await createLink.execute(this.office.caller(), { request, ...linkExpiresAt });
      this.#judgeAnswer(payment, created);
      must(payment.mode === 'all_in_one', 'The method is fixed, though the payer was to pick', payment);
      const cents = centsOf(price.amount, price.decimals ?? 0);
      must(requestedCents(payment) === cents, 'The payment of another sum is answered', payment);
      if (payment.status === 'paid') return;
      must(payment.status === 'pending', 'A payment that is over is answered', payment);
      must(canPay(payment, at), 'Nobody can pay what was answered', payment);
      const hasRoom = payment.attempts.length < maxAttempts;
      must(hasRoom || canPay({ ...payment, link: undefined } as unknown as Payment, at), 'No attempt is left', payment);
    });
  }

  #order() {
    const { random } = this.office;
    const merchantOrderNo = random.oneOf(this.#orderNos) ?? 'A-0';
    const urls = { payok: `https://shop-${random.below(2)}.example/payok` };
    return { merchantOrderNo, currency: 'TWD', buyer: {}, urls, extra: {} };
  }

  #judgeAnswer({ paymentNo, ...payment }: Payment, created: boolean): void {
    const times = (this.#created.get(paymentNo) ?? 0) + Number(created);
    this.#created.set(paymentNo, times);
    must(times <= 1, 'A payment was created twice', { paymentNo, ...payment });
  }
}
