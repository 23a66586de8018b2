import type { Placed, World } from '../world.ts';

const second = {
  secret_key: 'sk_test_PayCoreSecond8HdJt4KqVb6Xpw',
  publishable_key: 'pk_test_PayCoreSecond8HdJt4KqVb6Xpw',
};

/** Rows 16 to 22 and 28: what is Stripe's own. */
export function describeStripe(of: () => World): void {
  const place = (differences = {}) => of().placed('stripe/credit', { currency: 'USD', ...differences });
  const drive = ({ orderNo }: Placed, outcome: string) => of().drive(orderNo, outcome, 'stripe');
  const statusOf = async ({ paymentNo }: Placed) => (await of().query(paymentNo)).body.data.status;
  const pageOf = async ({ answer }: Placed, query = '') =>
    (await fetch(`${answer.body.data.payment_url}${query}`)).text();
  const withoutWebhookSecret = () => {
    const { webhook_secret: _none, ...credentials } = of().demo.credentials['stripe'] ?? {};
    return { gateway_credentials: credentials };
  };

  describe('row 28: events of an account without webhook_secret', () => {
    it('are a reason to ask Stripe, which says that the payment is paid', async () => {
      const placed = await place(withoutWebhookSecret());
      expect((await drive(placed, 'paid')).callbacks).toMatchObject([{ status: 200 }]);
      expect(await statusOf(placed)).toBe('paid');
    });

    it('pay nothing by themselves', async () => {
      const placed = await place(withoutWebhookSecret());
      expect((await drive(placed, 'paid?forged=1')).callbacks).toMatchObject([{ status: 200 }]);
      expect(await statusOf(placed)).toBe('pending');
    });

    it('must carry callback_secret where the merchant gave one', async () => {
      const right = await place({ gateway_credentials: { ...second, callback_secret: 'cb-7f3a91d2' } });
      await drive(right, 'paid');
      expect(await statusOf(right)).toBe('paid');
      const wrong = await place({ gateway_credentials: { ...second, callback_secret: 'another' } });
      const [callback] = (await drive(wrong, 'paid')).callbacks;
      expect(callback).toMatchObject({ status: 400 });
      expect(JSON.parse(callback?.body ?? '')).toMatchObject({ message: 'Stripe callback secret mismatch.' });
      expect(await statusOf(wrong)).toBe('pending');
    });
  });

  describe('row 28: what becomes of the money later', () => {
    it.each([
      ['signed', true],
      ['unsigned, and confirmed by Stripe', false],
    ] as const)('leaves events, %s', async (_name, isSigned) => {
      const placed = await place(isSigned ? {} : withoutWebhookSecret());
      await drive(placed, 'paid');
      for (const outcome of ['refunded?amount=100', 'disputed']) {
        for (const callback of (await drive(placed, outcome)).callbacks)
          expect(callback).toMatchObject({ status: 200 });
      }
      const { paymentNo } = placed;
      await of().until(`refund and dispute of ${paymentNo}`, async () => {
        const { events } = await of().document(paymentNo);
        return ['refunded', 'disputed'].every((wanted) => events.some(({ type }) => type === wanted));
      });
      const { events, status } = await of().document(paymentNo);
      expect([status, events.filter(({ type }) => type === 'refunded').length]).toEqual(['paid', 1]);
    });
  });

  describe('rows 16 to 22: the payer’s page', () => {
    it('brings Stripe’s form, and says after a decline that another try is possible', async () => {
      const placed = await place();
      const first = await pageOf(placed);
      for (const part of ['/stripe/stripe.js', '/assets/gateways/stripe.', 'data-element', 'pk_test_', '_secret_']) {
        expect(first).toContain(part);
      }
      expect(first).not.toContain('sk_test_');
      await drive(placed, 'declined');
      const again = await pageOf(placed);
      expect(again).toContain('付款未成功，沒有扣款');
      expect(again).toContain('data-element');
      await drive(placed, 'paid');
      expect(await pageOf(placed)).not.toContain('data-element');
    });

    it('has Stripe asked when the payer comes back, without any event', async () => {
      const placed = await place();
      await drive(placed, 'paid?silent=1');
      expect(await statusOf(placed)).toBe('pending');
      expect(await pageOf(placed, '&back=1')).toContain('付款完成');
      expect(await statusOf(placed)).toBe('paid');
    });

    it('shows NT$980 for 98000 of TWD', async () => {
      expect(await pageOf(await place({ currency: 'TWD', amount: 98_000 }))).toMatch(/980(?!00)/);
    });
  });
}
