import type { Callback } from '@paycore/core';
import fc from 'fast-check';
import { captureEvent, disputeEvent, orderId, refundEvent } from './fixtures/events.ts';
import { reversalRecording } from './fixtures/recordings.ts';
import { order, signed, webhookBench, webhookId } from './fixtures/webhook-bench.ts';
import { paypal } from './index.ts';
import { locate } from './callback.ts';
import { readEvent } from './event.ts';

const captureId = '42311647XV020574X';
const paid = { ...order, isPaid: true, info: { paypal_capture_id: captureId } };

const refund = { type: 'refunded', id: '1Y107995YT783435V', amount: '100', currency: 'TWD' };
const reversal = { ...refund, type: 'reversed' };
const dispute = { type: 'disputed', id: 'PP-000-042-663-135', amount: '980', currency: 'TWD' };

const proven: [what: string, body: string, later: object][] = [
  ['a refund', refundEvent(), refund],
  ['a reversal', refundEvent('PAYMENT.CAPTURE.REVERSED'), reversal],
  ['a dispute', disputeEvent(), dispute],
  ['a dispute that moved on', disputeEvent('CUSTOMER.DISPUTE.UPDATED'), dispute],
  ['a dispute by its older name', disputeEvent('RISK.DISPUTE.CREATED'), dispute],
];

const unsigned = (body: string): Callback => ({ rawBody: Buffer.from(body), headers: {}, query: {} });

describe.each(proven)('%s', (_, body, later) => {
  it('that is proven leaves an event on the paid payment', async () => {
    expect(await webhookBench().verify(signed(body), webhookId, paid)).toEqual({
      status: 'pending',
      postPayment: [later],
    });
  });

  it('that nothing proves is a claim, and PayPal is asked', async () => {
    expect(await webhookBench().verify(unsigned(body), null, paid)).toEqual({
      status: 'pending',
      next: 'query',
      claims: [later],
    });
  });

  it('that is forged is refused', async () => {
    const error = await webhookBench().refusal(signed(body, { webhook: 'ANOTHER' }), webhookId, paid);
    expect(error).toMatchObject({ kind: 'forged', code: 'PAYPAL_WEBHOOK_VERIFY_FAILED' });
  });
});

it.each([
  ['a refund', refundEvent()],
  ['a reversal', refundEvent('PAYMENT.CAPTURE.REVERSED')],
])('%s of a payment not known as paid is kept, and says that money had come: the order is read', async (_, body) => {
  expect(await webhookBench().verify(signed(body))).toEqual({
    status: 'pending',
    next: 'query',
    postPayment: [expect.objectContaining({ amount: '100', currency: 'TWD' })],
  });
});

it('a dispute of a payment not known as paid is kept, as no order tells of it', async () => {
  expect(await webhookBench().verify(signed(disputeEvent()))).toMatchObject({ postPayment: [dispute] });
});

it.each([
  ['refund that failed', refundEvent(undefined, { status: 'FAILED' })],
  ['refund that was cancelled', refundEvent(undefined, { status: 'CANCELLED' })],
  ['refund without a number', refundEvent(undefined, { id: undefined })],
  ['refund under way', refundEvent('PAYMENT.REFUND.PENDING', { status: 'PENDING' })],
  ['refund that came to nothing', refundEvent('PAYMENT.REFUND.FAILED', { status: 'FAILED' })],
])('a %s leaves nothing, and its amount offends nobody', async (_, body) => {
  expect(await webhookBench().verify(signed(body), webhookId, paid)).toEqual({ status: 'pending' });
});

it.each([
  ['REVERSED', '50.5', '50.5'],
  ['REVERSED', '980.00', '980'],
  ['REFUNDED', '0.05', '0.05'],
])('%s of %s is told as %s', async (type, value, amount) => {
  const body = refundEvent(`PAYMENT.CAPTURE.${type}`, { amount: { currency_code: 'USD', value } });
  expect(await webhookBench().verify(signed(body), webhookId, paid)).toMatchObject({
    postPayment: [{ amount, currency: 'USD' }],
  });
});

it.each([null, { currency_code: 'USD', value: '-1' }, { currency_code: 'usd', value: '1' }, 'much', 7])(
  'a refund of %j is told without an amount',
  async (amount) => {
    const { postPayment } = await webhookBench().verify(signed(refundEvent(undefined, { amount })), webhookId, paid);
    expect(postPayment).toEqual([{ type: 'refunded', id: refund.id }]);
  },
);

describe('whose it is', () => {
  const located = (body: string) =>
    paypal
      .make({ fetch: () => Promise.reject(new Error('none')), now: () => new Date() })
      .locate(unsigned(body), () => Promise.resolve([]));

  it('a dispute says by the number of the invoice, and what stood in custom_id', () => {
    expect(located(disputeEvent())).toEqual([
      { by: 'gatewayOrderNo', value: order.gatewayOrderNo },
      { by: 'paymentNo', value: order.paymentNo },
    ]);
    const other = { seller_transaction_id: 'X', invoice_number: '1', custom: 'a note' };
    const ours = { custom: order.paymentNo };
    expect(located(disputeEvent(undefined, {}, { disputed_transactions: [other, ours] }))).toEqual([
      { by: 'paymentNo', value: order.paymentNo },
    ]);
  });

  it('a refund says also where the merchant gave it an invoice number of its own', async () => {
    const body = refundEvent(undefined, { invoice_id: 'CREDIT-7' });
    expect(await webhookBench().verify(signed(body), webhookId, paid)).toMatchObject({ postPayment: [refund] });
  });

  it.each([
    ['refund of another capture', refundEvent(undefined, { links: [{ rel: 'up', href: '/v2/payments/captures/2X' }] })],
    ['dispute about another capture', disputeEvent(undefined, { seller_transaction_id: '2GG279541U471931P' })],
    [
      'refund of another payment',
      refundEvent(undefined, { custom_id: 'PAY202606221200ZZZZAAAC', invoice_id: 'PC1', links: [] }),
    ],
    [
      'dispute about another payment',
      disputeEvent(undefined, {
        seller_transaction_id: undefined,
        custom: 'PAY202606221200ZZZZAAAC',
        invoice_number: '1',
      }),
    ],
  ])('a %s is refused', async (_, body) => {
    for (const webhook of [webhookId, null]) {
      expect(await webhookBench().refusal(signed(body), webhook, paid)).toMatchObject({
        kind: 'forged',
        message: 'PayPal order number mismatch.',
      });
    }
  });

  describe('a payment with two orders at PayPal', () => {
    const second = { ...order, gatewayOrderNo: 'PC2606221200TTTT0002', gatewayTradeNo: '5O190127TN364715U' };
    const unnamed = { custom: order.paymentNo, invoice_number: null, seller_transaction_id: null };

    it.each(proven)(
      '%s of the first is refused by the second, paid or not, with and without a webhook_id',
      async (_, body) => {
        for (const about of [second, { ...second, isPaid: true, info: { paypal_capture_id: '2GG279541U471931P' } }]) {
          for (const webhook of [webhookId, null]) {
            const error = await webhookBench().refusal(signed(body), webhook, about);
            expect(error).toMatchObject({ kind: 'forged', message: 'PayPal order number mismatch.' });
          }
        }
      },
    );

    it.each([
      ['refund', refundEvent(undefined, { invoice_id: 'CREDIT-7', links: [] }), refund],
      ['reversal', refundEvent('PAYMENT.CAPTURE.REVERSED', { invoice_id: undefined, links: [] }), reversal],
      ['dispute', disputeEvent(undefined, unnamed), dispute],
    ])(
      'a proven %s that names the payment alone is a claim, on whose order PayPal is asked',
      async (_, body, later) => {
        for (const about of [paid, { ...second, isPaid: true }]) {
          expect(await webhookBench().verify(signed(body), webhookId, about)).toEqual({
            status: 'pending',
            next: 'query',
            claims: [later],
          });
        }
      },
    );
  });

  it('the recorded reversal does not say: it names the capture alone', () => {
    const rawBody = Buffer.from(reversalRecording.body);
    expect(readEvent(rawBody)).toMatchObject({
      captureId: '4L335234718889942',
      later: { type: 'reversed', id: '09E71677NS257044M', amount: '2.51', currency: 'USD' },
    });
    expect(locate({ rawBody })).toEqual([]);
  });
});

it('resources of any form are read or refused, never thrown at', () => {
  const types = ['PAYMENT.CAPTURE.REFUNDED', 'CUSTOMER.DISPUTE.CREATED', 'CHECKOUT.PAYMENT-APPROVAL.REVERSED'];
  const resource = fc.dictionary(
    fc.constantFrom('id', 'dispute_id', 'disputed_transactions', 'amount', 'links', 'status', 'purchase_units'),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...types), resource, (event_type, anything) => {
      const rawBody = Buffer.from(JSON.stringify({ event_type, resource: anything }));
      expect(locate({ rawBody }).length).toBeLessThanOrEqual(3);
    }),
  );
});

it('a capture that is paid is told as before', async () => {
  expect(await webhookBench().verify(signed(captureEvent()))).toMatchObject({
    status: 'paid',
    gatewayTradeNo: orderId,
  });
});
