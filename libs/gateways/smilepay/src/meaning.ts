import type { Info, Outcome, Payment } from '@paycore/core';
import type { Received, OwnWords } from './dialects.ts';
import { quote } from './one-line.ts';

const success = '1';
const failure = '0';

/** The ways of paying that SmilePay names where each of our methods is paid. */
const classifs: Readonly<Record<string, readonly string[]>> = { atm: ['B'], barcode: ['C'], cvs: ['E', 'F'] };

/** What a callback says of the money: all of it came, none of it, or another amount, which is no news of this payment. */
function moneyOf({ amount, ordered }: Received, { request }: Payment): 'full' | 'none' | 'other' {
  const expected = String(request.amount);
  if ((ordered ?? expected) !== expected) return 'other';
  if (amount === expected) return 'full';
  return amount === '0' ? 'none' : 'other';
}

/** A failed callback says 0 for what was paid, and still what was asked for. */
export function isAmountRight(received: Received, payment: Payment): boolean {
  const money = moneyOf(received, payment);
  return money === 'full' || (money === 'none' && received.status !== success);
}

const noted = (text: string | undefined) => (text === undefined ? null : quote(text, 100));

/** As the event shows it to whoever has to decide. */
const unclear = ({ status, amount }: Received, { classif, errdesc }: OwnWords): Info => ({
  response_id: noted(status),
  classif: noted(classif),
  amount: noted(amount),
  errdesc: errdesc ?? null,
});

/**
 * Response_id is documented for cards alone, so a cash callback without it pays by what it says of the money. SmilePay cannot be
 * asked: what remains in doubt is left to a person, and never settled by a guess.
 */
function ownMeaning(received: Received, own: OwnWords, payment: Payment): Outcome {
  const money = moneyOf(received, payment);
  const isFitting = own.classif !== undefined && (classifs[payment.route] ?? []).includes(own.classif);
  if (received.status === success) return { status: 'paid' };
  if (received.status === failure && money === 'none') return { status: 'failed' };
  if (received.status === undefined && money === 'full' && isFitting) return { status: 'paid' };
  return { status: 'pending', unclear: unclear(received, own) };
}

/** What a callback means that is proven, about this payment, and of the right amount. */
export function meaningOf(received: Received, payment: Payment): Outcome {
  const { own, status } = received;
  if (own) return ownMeaning(received, own, payment);
  if (status === success) return { status: 'paid' };
  // A word that SmilePay is not known to use pays nothing and ends nothing, but leaves its trace.
  return status === failure ? { status: 'failed' } : { status: 'pending', declined: `Status ${status}` };
}
