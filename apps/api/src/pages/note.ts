/**
 * What a page's address says beside its token. Why the payer is led there: `back` from the gateway, a press that `failed`
 * there, was `refused` by it or is `unfit` for the payment, money that is being checked (`checking`), an order that cannot be left
 * now (`stuck`), too many `codes`. And what they ask for: to `choose`, or to `stay` on the
 * page where it would lead them on.
 */
export const notes = ['back', 'failed', 'refused', 'unfit', 'checking', 'stuck', 'codes', 'choose', 'stay'] as const;

export type Note = (typeof notes)[number];
