import type { Payment } from '@paycore/core';

/** A payment with its secrets in the open, for comparing. */
export const plain = ({ attempts, ...rest }: Payment) => ({
  ...rest,
  attempts: attempts.map(({ credentials, page, ...attempt }) => ({
    ...attempt,
    ...{ credentials: credentials.reveal(), page: page?.reveal() },
  })),
});
