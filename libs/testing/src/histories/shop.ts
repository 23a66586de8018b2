/** Whole TWD, of every order. */
export const amount = 980;

/** What the shop sells, again and again. */
export const merchantOrderNos = ['A-0', 'A-1', 'A-2'];
