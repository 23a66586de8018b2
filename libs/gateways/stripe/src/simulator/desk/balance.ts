import { type Account } from '../accounts.ts';

/** https://docs.stripe.com/api/balance/balance_object; payouts are not played, so nothing is ever on it. */
export const balanceJson = ({ secretKey }: Account) => {
  const none = [{ amount: 0, currency: 'usd', source_types: { card: 0 } }];
  return { object: 'balance', available: none, livemode: secretKey.startsWith('sk_live_'), pending: none };
};
