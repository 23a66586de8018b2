/** Whether a gateway's own number may be stored: unsigned callbacks could otherwise make it as long as they like. */
export const isTradeNo = (text: string | undefined): text is string => text !== undefined && /^[\w-]{1,64}$/.test(text);
