/** `{PAYCORE_HOME}/demo.json`: what people, tests and scripts find the running demo by. */
export interface DemoJson {
  readonly api: string;
  readonly webhooks: string;
  readonly scheduler: string;
  readonly sandbox: string;
  /** Where each app tells its operator: `/metrics`, and `/readyz` with the reason. */
  readonly operations: Readonly<Record<'api' | 'webhooks' | 'scheduler', string>>;
  readonly mongodb_uri: string;
  readonly payok_url: string;
  readonly project: { readonly api_key: string; readonly notice_secret: string };
  /** A second project, whose payers pick the method: an account at each gateway is stored. */
  readonly all_in_one: { readonly api_key: string; readonly management_key: string; readonly notice_secret: string };
  /** By gateway; ready to use as `gateway_credentials`. */
  readonly credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const DEMO_FILE = 'demo.json';

const item = { amount: 980, item_name: 'Blue teapot' } as const;

/** A payment whose method the payer picks on its page. */
export function allInOneCurlOf({ api, all_in_one, payok_url }: DemoJson): string {
  return curl(`${api}/api/paycore/pay`, all_in_one.api_key, { ...item, currency: 'TWD', payok_url });
}

/** A payment at one gateway, by the credentials that the call brings along. */
export function directCurlOf({ api, project, payok_url, credentials }: DemoJson): string {
  const order = { ...item, payok_url, gateway_credentials: credentials['ecpay'] };
  return curl(`${api}/api/paycore/pay/ecpay/atm`, project.api_key, order);
}

/** One line, so that it survives any terminal; each paste is a new order. */
function curl(url: string, apiKey: string, order: object): string {
  const body = `'{"merchant_order_no":"DEMO-'$(date +%s)'",${JSON.stringify(order).slice(1)}'`;
  return `curl -sS ${url} -H 'X-API-KEY: ${apiKey}' -H 'Content-Type: application/json' -d ${body}`;
}
