import type { Info, Outcome, Payment } from '@paycore/core';
import type { Notice, OwnWords } from './notice.ts';
import { quote } from './text.ts';

const success = '1';
const failure = '0';

/** The ways of paying that SmilePay names where each of our methods is paid. */
const classifs: Readonly<Record<string, readonly string[]>> = { atm: ['B'], barcode: ['C'], cvs: ['E', 'F'] };

/** What a notice says of the money: all of it came, none of it, or another amount, which is no news of this payment. */
function moneyOf({ amount, ordered }: Notice, { request }: Payment): 'full' | 'none' | 'other' {
  const expected = String(request.amount);
  if ((ordered ?? expected) !== expected) return 'other';
  if (amount === expected) return 'full';
  return amount === '0' ? 'none' : 'other';
}

/** A failed notice says 0 for what was paid, and still what was asked for. */
export function isAmountRight(notice: Notice, payment: Payment): boolean {
  const money = moneyOf(notice, payment);
  return money === 'full' || (money === 'none' && notice.status !== success);
}

const noted = (text: string | undefined) => (text === undefined ? null : quote(text, 100));

/** As the event shows it to whoever has to decide. */
const unclear = ({ status, amount }: Notice, { classif, errdesc }: OwnWords): Info => ({
  response_id: noted(status),
  classif: noted(classif),
  amount: noted(amount),
  errdesc: errdesc ?? null,
});

/**
 * Response_id is documented for cards alone, so a cash notice without it pays by what it says of the money. SmilePay cannot be
 * asked: what remains in doubt is left to a person, and never settled by a guess.
 */
function ownMeaning(notice: Notice, own: OwnWords, payment: Payment): Outcome {
  const money = moneyOf(notice, payment);
  const isFitting = own.classif !== undefined && (classifs[payment.route] ?? []).includes(own.classif);
  if (notice.status === success) return { status: 'paid' };
  if (notice.status === failure && money === 'none') return { status: 'failed' };
  if (notice.status === undefined && money === 'full' && isFitting) return { status: 'paid' };
  return { status: 'pending', unclear: unclear(notice, own) };
}

/** What a notice means that is proven, about this payment, and of the right amount. */
export function meaningOf(notice: Notice, payment: Payment): Outcome {
  const { own, status } = notice;
  if (own) return ownMeaning(notice, own, payment);
  if (status === success) return { status: 'paid' };
  // A word that SmilePay is not known to use pays nothing and ends nothing, but leaves its trace.
  return status === failure ? { status: 'failed' } : { status: 'pending', declined: `Status ${status}` };
}
