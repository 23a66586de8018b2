import type { Pick } from './payment-no.ts';

/** 24 unpredictable letters and digits. */
export const newToken = (random: { readonly pick: Pick }): string =>
  random.pick('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 24);
