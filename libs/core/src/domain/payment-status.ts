/** In rising order: settling only ever raises the status, and only `paid` is final (late cash is real money). */
export const paymentStatuses = ['pending', 'expired', 'failed', 'paid'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const outranks = (status: PaymentStatus, other: PaymentStatus): boolean =>
  paymentStatuses.indexOf(status) > paymentStatuses.indexOf(other);
