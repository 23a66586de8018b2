/** Where the API and the webhooks stand for the outside. */
export interface Hosts {
  readonly publicUrl: string;
  readonly callbackUrl: string;
}

/** Of an app that was not told: what its own address is, relative to itself. */
export const unknownHosts: Hosts = { publicUrl: 'http://127.0.0.1:4000', callbackUrl: 'http://127.0.0.1:4001' };
