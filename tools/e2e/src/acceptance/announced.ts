import type { PaymentAnswer } from '../world.ts';

type Data = PaymentAnswer['body']['data'];

/** What a notice says of the payment that the query answers. */
export function announced(found: Data): object {
  // The page's address holds its token, which the shop's server has no need of.
  const data = JSON.parse(JSON.stringify(found).replaceAll(JSON.stringify(found.payment_url), 'null')) as {
    readonly attempts: readonly Record<string, unknown>[];
  };
  // What each attempt issued stands in the answers alone.
  const attempts = data.attempts.map(({ payment_info: _info, ...attempt }) => attempt);
  return { type: 'payment.paid', timestamp: found['paid_at'], data: { ...data, attempts } };
}
