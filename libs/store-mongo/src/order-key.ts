import type { MerchantOrder } from '@paycore/core';

/** `{project}:{merchantOrderNo}` on the production side, `{project}~test:{merchantOrderNo}` on the test side. */
export const orderKeyOf = ({ project, environment, merchantOrderNo }: MerchantOrder): string =>
  `${project}${environment === 'test' ? '~test' : ''}:${merchantOrderNo}`;
