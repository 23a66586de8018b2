/**
 * The parameters of URLs and forms whose value lets its holder in. Whoever reads one, writes one or keeps one out of a log takes
 * its name from here.
 */
export const secretParams = {
  /** Of a payment's page, its status, its stream and its buttons. */
  pageToken: 'token',
  /** The same token, in the return addresses of gateways that are told no page. */
  returnToken: 't',
  /** Of a callback URL: ours. */
  callbackSecret: 'secret',
  /** Of a callback URL: the word that a merchant agreed with the gateway. */
  agreedWord: 'callback_secret',
  /** Of a callback URL or a notice's own fields: the merchant's token at the gateway. */
  validationToken: 'validation_token',
  /** What Stripe adds to the address to which it sends the payer back. */
  intentSecret: 'payment_intent_client_secret',
} as const;

const names: ReadonlySet<string> = new Set(Object.values(secretParams));

/** Whether a parameter of this name carries one, in any letter case. */
export const isSecretParam = (name: string): boolean => names.has(name.toLowerCase());
