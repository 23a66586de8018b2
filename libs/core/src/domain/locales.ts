/** Languages that the payer's page speaks, as its address names them. */
export const pageLocales = ['zh-tw', 'zh-cn', 'en', 'ja', 'ko', 'th', 'vi', 'id', 'ms'] as const;
