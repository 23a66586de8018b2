import type { Board } from '../board.ts';
import { stripeNode } from '../clients.ts';
import type { Stage } from '../stage.ts';
import { StripeMock } from '../stripe-mock.ts';
import { orderNo } from './order-no.ts';
import { unlike } from './shape.ts';

type Json = Readonly<Record<string, unknown>>;

/** The sandbox's answers beside those of stripe-mock, to the same call of the official client. */
export function stripeMockFlows(board: Board, of: () => Stage, program: string): void {
  const flow = "the sandbox's intent has stripe-mock's fields and kinds, after create, confirm and cancel";
  const missing = program === '' ? 'stripe-mock is not there' : undefined;
  board.other('stripe-mock (official)', flow, missing, () => compare(of(), program));
}

async function compare(stage: Stage, program: string): Promise<void> {
  const mock = await StripeMock.start(program);
  try {
    const client = stage.client(stripeNode);
    const call = (name: string, input: Json, base?: string) =>
      client.call<Json>(name, { ...input, ...(base !== undefined && { base, secretKey: 'sk_test_123' }) });
    const asked = {
      params: {
        amount: 98_000,
        currency: 'twd',
        allowed_payment_method_types: ['card'],
        description: '折傘',
        receipt_email: 'payer@example.com',
        metadata: { order: orderNo() },
      },
      idempotencyKey: orderNo(),
    };
    const made = await call('create', asked);
    const modelOf = (name: string, input: Json) => call(name, input, mock.url);
    expect(strange(made, await modelOf('create', asked))).toEqual([]);
    const confirmed = await call('confirm', { id: made['id'] });
    expect(strange(confirmed, await modelOf('confirm', { id: 'pi_123' }))).toEqual([]);
    const other = await call('create', { ...asked, idempotencyKey: orderNo() });
    const cancelled = await call('cancel', { id: other['id'] });
    expect(strange(cancelled, await modelOf('cancel', { id: 'pi_123' }))).toEqual([]);
  } finally {
    await mock.stop();
  }
}

/** Named by https://docs.stripe.com/api/payment_intents/object; the model's example leaves it out. */
const optional = /^automatic_payment_methods\.allow_redirects:|^metadata\.|^payment_method_options\./;

/** What the model does not have: its examples hold null where a value may stand, and the sandbox need not know every field. */
const strange = (answer: Json, model: Json): readonly string[] =>
  unlike(answer, model).filter((line) => !/: missing$|\bnull\b/.test(line) && !optional.test(line));
