import type { Info, Outcome, PlacedOrder } from '@paycore/core';
import type { Received, OwnWords } from './dialects.ts';
import { quote } from './one-line.ts';

const success = '1';
const failure = '0';

/** The `Classif` with which SmilePay reports each of our routes. */
const classifs: Readonly<Record<string, readonly string[]>> = { atm: ['B'], barcode: ['C'], cvs: ['E', 'F'] };

/** Whether the whole amount came, or none, or the callback names another amount and so is not about this order. */
function moneyOf({ amount, ordered }: Received, order: PlacedOrder): 'full' | 'none' | 'other' {
  const expected = String(order.amount);
  if ((ordered ?? expected) !== expected) return 'other';
  if (amount === expected) return 'full';
  return amount === '0' ? 'none' : 'other';
}

/** A failed callback has 0 as the amount paid, beside the amount ordered. */
export function isAmountRight(received: Received, order: PlacedOrder): boolean {
  const money = moneyOf(received, order);
  return money === 'full' || (money === 'none' && received.status !== success);
}

const noted = (text: string | undefined) => (text === undefined ? null : quote(text, 100));

/** What the event shows to the person who has to decide. */
const unclear = ({ status, amount }: Received, { classif, errdesc }: OwnWords): Info => ({
  response_id: noted(status),
  classif: noted(classif),
  amount: noted(amount),
  errdesc: errdesc ?? null,
});

/**
 * Response_id is documented for cards only, so without it the amount decides. SmilePay cannot be queried: doubtful cases are
 * left to a person.
 */
function ownMeaning(received: Received, own: OwnWords, order: PlacedOrder): Outcome {
  const money = moneyOf(received, order);
  const isFitting = own.classif !== undefined && (classifs[order.route] ?? []).includes(own.classif);
  if (received.status === success) return { status: 'paid' };
  if (received.status === failure && money === 'none') return { status: 'failed' };
  if (received.status === undefined && money === 'full' && isFitting) return { status: 'paid' };
  return { status: 'pending', unclear: unclear(received, own) };
}

/** What a callback means once it is proven, about this order and of the right amount. */
export function meaningOf(received: Received, order: PlacedOrder): Outcome {
  const { own, status } = received;
  if (own) return ownMeaning(received, own, order);
  if (status === success) return { status: 'paid' };
  // No public source knows another Status: it changes nothing but is recorded.
  return status === failure ? { status: 'failed' } : { status: 'pending', declined: `Status ${status}` };
}
