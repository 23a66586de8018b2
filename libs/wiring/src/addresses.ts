import type { Addresses } from '@paycore/core';
import { EgressError, type Names } from '@paycore/egress';

/** Where merchants' hosts are, as core asks for it. */
export const addressesOf = (names: Names): Addresses => ({
  fixed: names.fixed,
  find: async (host) => {
    try {
      return { address: await names.find(host) };
    } catch (error) {
      return { reason: error instanceof EgressError ? error.reason : 'other' };
    }
  },
});
