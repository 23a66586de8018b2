/** What the shop sells. Prices in whole TWD. */
export const products = {
  teapot: { zh: '青瓷茶壺', en: 'Blue teapot', price: 980 },
  cup: { zh: '青瓷茶杯', en: 'Blue tea cup', price: 320 },
} as const;

export type ProductName = keyof typeof products;
export const productNames = Object.keys(products) as [ProductName, ...ProductName[]];

/** Who chooses how to pay: the payer on PayCore's page, or the shop. */
export const modes = ['all_in_one', 'direct'] as const;
export type Mode = (typeof modes)[number];
