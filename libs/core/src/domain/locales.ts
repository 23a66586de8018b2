/** Languages that the payer's page speaks, as its address names them. */
export const pageLocales = ['zh-tw', 'en'] as const;
